/* IP addresses. Expected: what was measured on the engine for parse_ipv4() and parse_ipv6(); the pages for the rest. */
#include "tests/unit/exec_help.h"

static void test_parse_ipv4(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(s:string)['203.0.113.10', '0.0.0.0', '255.255.255.255', '203.0.113.10/24', '203.0.113.10/32', "
         "'203.0.113.10/0', ' 203.0.113.10'] "
         "| project parse_ipv4(s)",
         "3405803786;0;4294967295;3405803776;3405803786;0;3405803786"},
        {"datatable(s:string)['1.2.3', '1.2.3.4.5', '256.0.0.1', '01.02.03.04', 'nope', '', '1.2.3.4/33'] | project "
         "parse_ipv4(s)",
         "null;null;null;null;null;null;null"},
    };
    CHECK_QUERIES(cases);
}

static void test_parse_ipv6(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(s:string)['::1', '::', '1:2:3:4:5:6:7:8', '2001:DB8::10', '2001:db8:0:0:1::', 'fe80::1%eth0'] | "
         "project parse_ipv6(s)",
         "0000:0000:0000:0000:0000:0000:0000:0001;0000:0000:0000:0000:0000:0000:0000:0000;0001:0002:0003:0004:0005:"
         "0006:0007:0008;"
         "2001:0db8:0000:0000:0000:0000:0000:0010;2001:0db8:0000:0000:0001:0000:0000:0000;fe80:0000:0000:0000:0000:"
         "0000:0000:0001"},
        {"datatable(s:string)['203.0.113.10', '::ffff:203.0.113.10', '::1.2.3.4', '1:2:3:4:5:6:1.2.3.4'] | project "
         "parse_ipv6(s)",
         "0000:0000:0000:0000:0000:ffff:cb00:710a;0000:0000:0000:0000:0000:ffff:cb00:710a;0000:0000:0000:0000:0000:"
         "0000:0102:0304;"
         "0001:0002:0003:0004:0005:0006:0102:0304"},
        {"datatable(s:string)['2001:db8::10/64', '2001:db8::10/128', '2001:db8::10/0', '2001:db8::10/17', "
         "'2001:db8::10/113'] | project parse_ipv6(s)",
         "2001:0db8:0000:0000:0000:0000:0000:0000;2001:0db8:0000:0000:0000:0000:0000:0010;0000:0000:0000:0000:0000:"
         "0000:0000:0000;"
         "2001:0000:0000:0000:0000:0000:0000:0000;2001:0db8:0000:0000:0000:0000:0000:0000"},
        {"datatable(s:string)['1.2.3.4/24', '::ffff:1.2.3.4/24', '1.2.3.4/32', '1.2.3.4/0'] | project parse_ipv6(s)",
         "0000:0000:0000:0000:0000:ffff:0102:0300;0000:0000:0000:0000:0000:ffff:0102:0300;0000:0000:0000:0000:0000:"
         "ffff:0102:0304;"
         "0000:0000:0000:0000:0000:ffff:0000:0000"},
        {"datatable(s:string)['1:2:3:4:5:6:7:8:9', 'gggg::1', '1::2::3', 'nope', '', '2001:db8::10/129', '256.1.1.1', "
         "'::ffff:1.2.3.400', "
         "'::ffff:1.2.3.4/120', '1.2.3.4/33'] | where isempty(parse_ipv6(s)) and not(isnull(parse_ipv6(s))) | count",
         "10"},
        {"print parse_ipv6_mask('::192.168.255.255', 128), parse_ipv6_mask('::192.168.255.255/24', 128)",
         "0000:0000:0000:0000:0000:ffff:c0a8:ffff|0000:0000:0000:0000:0000:ffff:c0a8:ff00"},
        {"print ipv6_compare('::192.168.1.1/30', '192.168.1.255/24'), ipv6_is_match('::192.168.1.1/30', "
         "'192.168.1.255/24', 127)",
         "0|True"},
    };
    CHECK_QUERIES(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_parse_ipv4), cmocka_unit_test(test_parse_ipv6)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
