/* IP addresses: reading, networks, prefixes, addresses inside texts; the bits of integers. Expected: the function
 * pages, and beyond them what inet_pton() takes for an address. */
#include "tests/unit/exec_help.h"

static void test_ip4_pages(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(a:string, b:string)['192.168.1.0', '192.168.1.0', '192.168.1.1/24', '192.168.1.255', "
         "'192.168.1.1', '192.168.1.255/24', "
         "'192.168.1.1/30', '192.168.1.255/24'] | project ipv4_compare(a, b), ipv4_is_match(a, b)",
         "0|True;0|True;0|True;0|True"},
        {"datatable(a:string, b:string, n:long)['192.168.1.1', '192.168.1.0', 31, '192.168.1.1/24', '192.168.1.255', "
         "31, '192.168.1.1', "
         "'192.168.1.255', 24] | project ipv4_compare(a, b, n), ipv4_is_match(a, b, n)",
         "0|True;0|True;0|True"},
        {"let nets = dynamic(['192.168.1.1/16', '127.0.0.1/8', '10.0.0.1/8']); datatable(ip:string)['10.1.2.3', "
         "'192.168.1.5', '123.1.11.21', "
         "'1.1.1.1'] | project ipv4_is_in_any_range(ip, nets)",
         "True;True;False;False"},
        {"datatable(ip:string)['10.1.2.3', '192.168.1.1/24', '127.0.0.1/16'] | project ipv4_netmask_suffix(ip)",
         "32;24;16"},
        {"datatable(a:string, n:long)['192.168.1.1', 24, '192.168.1.1', 32, '192.168.1.1/24', 32, '192.168.1.1/24', "
         "-1] "
         "| project format_ipv4(a, n), format_ipv4_mask(a, n)",
         "192.168.1.0|192.168.1.0/24;192.168.1.1|192.168.1.1/32;192.168.1.0|192.168.1.0/24;|"},
    };
    CHECK_QUERIES(cases);
}

/* What is no address gives null, never a match. */
static void test_ip4_texts(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(s:string)['1.2.3', '1.2.3.4.5', '256.1.1.1', '01.2.3.4', '1.2.3.4/33', "
         "'1.2.3.4/', '1..3.4', '-1.2.3.4', "
         "'1.2.3.4/08', 'x', ''] | where isnotnull(parse_ipv4(s)) or isnotnull(ipv4_is_private(s)) | count",
         "0"},
        {"print parse_ipv4('0.0.0.0'), parse_ipv4('255.255.255.255'), parse_ipv4('255.255.255.255/0'), "
         "parse_ipv4_mask('1.2.3.4/8', 16), "
         "parse_ipv4_mask('1.2.3.4', 33)",
         "0|4294967295|0|16777216|null"},
        {"print ipv4_is_match('1.2.3.4', 'x'), ipv4_compare('1.2.3.4', '1.2.3.4', 33), ipv4_compare('1.2.3.4', "
         "'1.2.3.4', long(null))",
         "null|null|null"},
        {"print format_ipv4(-1), format_ipv4(4294967296), format_ipv4(4294967295), format_ipv4(1.5)",
         "||255.255.255.255|"},
    };
    CHECK_QUERIES(cases);
}

static void test_ip4_networks(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(s:string)['10.0.0.0', '10.255.255.255', '9.255.255.255', '11.0.0.0', '172.15.255.255', "
         "'172.16.0.0', '172.31.255.255', '172.32.0.0', "
         "'192.167.255.255', '192.168.0.0', '192.169.0.0'] | project ipv4_is_private(s)",
         "True;True;False;False;False;True;True;False;False;True;False"},
        {"print ipv4_is_in_range('1.2.3.4', '0.0.0.0/0'), ipv4_is_in_range('1.2.4.0', '1.2.3.0/24'), "
         "ipv4_is_in_range('1.2.3.255', '1.2.3.0/24')",
         "True|False|True"},
        /* a hit decides; without one a broken range leaves it open */
        {"print ipv4_is_in_any_range('1.2.3.4', 'x', '1.2.3.0/24'), ipv4_is_in_any_range('9.9.9.9', 'x', "
         "'1.2.3.0/24'), ipv4_is_in_any_range('x', '0.0.0.0/0')",
         "True|null|null"},
        {"datatable(ip:string, net:string)['10.1.1.1', '10.0.0.0/8', '11.1.1.1', '10.0.0.0/8'] | project "
         "ipv4_is_in_any_range(ip, net, '12.0.0.0/8')",
         "True;False"},
        /* networks that overlap, touch and contain one another */
        {"let nets = dynamic(['10.0.0.0/24', '10.0.0.128/25', '10.0.1.0/24', '0.0.0.0/32', '255.255.255.255']); "
         "datatable(ip:string)['0.0.0.0', '0.0.0.1', '10.0.0.200', '10.0.1.255', '10.0.2.0', '255.255.255.255'] | "
         "project ipv4_is_in_any_range(ip, nets)",
         "True;False;True;True;False;True"},
        {"print ipv4_range_to_cidr_list('1.2.3.4', '1.2.3.4'), ipv4_range_to_cidr_list('0.0.0.0', '255.255.255.255'), "
         "ipv4_range_to_cidr_list('2.0.0.0', '1.0.0.0')",
         "[\"1.2.3.4/32\"]|[\"0.0.0.0/0\"]|null"},
        {"print array_length(ipv4_range_to_cidr_list('0.0.0.1', '255.255.255.254'))", "62"},
    };
    CHECK_QUERIES(cases);
}

static void test_ip4_inside(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(s:string)['127.0.0.1', 'x 127.0.0.1', '(127.0.0.1)', 'a127.0.0.1', '127.0.0.1a', '127.0.0.10', "
         "'1127.0.0.1', 'é127.0.0.1', '127.0.0.1é', "
         "'_127.0.0.1_', '127.0.0.1:80', ''] | project has_ipv4(s, '127.0.0.1')",
         "True;True;True;False;False;False;False;False;False;True;True;False"},
        {"print has_ipv4('127.0.0.1', '127.0.0.1/32'), has_ipv4_prefix('127.0.0.1', '127.0.0.1'), "
         "has_ipv4_prefix('127.0.0.1', '127.0.0.'), "
         "has_ipv4_prefix('127.0.0.1', '127.0.0.1.'), has_ipv4_prefix('127.0.0.1', '.'), has_ipv4_prefix('127.0.0.1', "
         "'')",
         "False|True|True|False|False|False"},
        {"datatable(s:string, p:string)['to 10.1.2.3', '10.', 'to 10.1.2.3', '11.', 'to 10.1.2.256', '10.'] | project "
         "has_any_ipv4_prefix(s, p, '12.')",
         "True;False;False"},
        {"print has_any_ipv4(dynamic({'ip': '10.0.0.1'}), '10.0.0.1'), has_any_ipv4('10.0.0.1', dynamic(['9.9.9.9', 1, "
         "null, '10.0.0.1'])), has_any_ipv4('10.0.0.1', dynamic([]))",
         "True|True|False"},
    };
    CHECK_QUERIES(cases);
}

static void test_ip6(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(a:string, b:string)['192.168.1.1', '192.168.1.1', 'fe80::85d:e82c:9446:7994/120', "
         "'fe80::85d:e82c:9446:7998', "
         "'fe80::85d:e82c:9446:7994', 'fe80::85d:e82c:9446:7998/120', '192.168.1.1', '::ffff:c0a8:0101', "
         "'192.168.1.1/24', '::ffff:c0a8:01ff', "
         "'::ffff:c0a8:0101', '192.168.1.255/24', '::192.168.1.1/30', '192.168.1.255/24'] | project ipv6_compare(a, "
         "b), ipv6_is_match(a, b)",
         "0|True;0|True;0|True;0|True;0|True;0|True;0|True"},
        {"print ipv6_compare('::1', '::2'), ipv6_compare('::2', '::1'), ipv6_compare('::1', 'x'), ipv6_compare('::1', "
         "'::1', 129), ipv6_is_match('::1', '8000::1', 0)",
         "-1|1|null|null|True"},
        {"print ipv6_compare('192.168.1.1', '192.168.2.1', 16), ipv6_compare('192.168.1.1', '192.168.2.1', 24)",
         "0|-1"},
        {"datatable(s:string)['1::2::3', ':1', '1:2:3:4:5:6:7:8:9', '::g', '::1/129', '', '1.2.3'] | "
         "where isnotempty(parse_ipv6(s)) | count",
         "0"},
        {"print parse_ipv6('::'), parse_ipv6_mask('255.255.255.255', 128), parse_ipv6_mask('192.168.255.255/24', 124), "
         "parse_ipv6('ffff:ffff::/17')",
         "0000:0000:0000:0000:0000:0000:0000:0000|0000:0000:0000:0000:0000:ffff:ffff:ffff|0000:0000:0000:0000:0000:"
         "ffff:c0a8:ff00|"
         "ffff:8000:0000:0000:0000:0000:0000:0000"},
        {"let nets = dynamic(['a5e:f127:8a9d:146d:e102:b5d3:c755:f6cd/112', '0:0:0:0:0:ffff:c0a8:ac/60']); "
         "datatable(ip:string)['a5e:f127:8a9d:146d:e102:b5d3:c755:abcd', 'a5e:f127:8a9d:146d:e102:b5d3:c756:abd1', "
         "'me'] | project ipv6_is_in_any_range(ip, nets)",
         "True;False;null"},
        {"print ipv6_is_in_range('10.1.2.3', '10.0.0.0/8'), ipv6_is_in_range('::ffff:10.1.2.3', '10.0.0.0/8'), "
         "ipv6_is_in_range('11.1.2.3', '10.0.0.0/8')",
         "True|True|False"},
    };
    CHECK_QUERIES(cases);
}

static void test_bits(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"print binary_and(6, 3), binary_or(6, 3), binary_xor(6, 3), binary_not(100), binary_not(int(0)), "
         "bitset_count_ones(42), bitset_count_ones(-1)",
         "2|7|5|-101|-1|3|64"},
        {"print binary_shift_left(1, 2), binary_shift_left(1, 63), binary_shift_left(1, 64), binary_shift_left(1, -1)",
         "4|-9223372036854775808|1|null"},
        {"print binary_shift_right(1, 2), binary_shift_right(-8, 1), binary_shift_right(8, 67), binary_shift_right(8, "
         "-1)",
         "0|-4|1|null"},
        {"datatable(a:int, b:long)[6, 3, int(null), 3, 6, long(null)] | project binary_and(a, b), a1 = binary_or(b, a)",
         "2|7;null|null;null|null"},
    };
    CHECK_QUERIES(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ip4_pages),  cmocka_unit_test(test_ip4_texts), cmocka_unit_test(test_ip4_networks),
        cmocka_unit_test(test_ip4_inside), cmocka_unit_test(test_ip6),       cmocka_unit_test(test_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
