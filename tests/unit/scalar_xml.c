/* XML as dynamic values. Expected: the table of parse-xml-function.md; what is not well formed is null. */
#include "tests/unit/exec_help.h"

static void test_xml(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(x:string)['<e/>', '<e>text</e>', '<e name=\"value\" />', '<e name=\"value\">text</e>', '<e> "
         "<a>text</a> <b>text</b> </e>', "
         "'<e> <a>text</a> <a>text</a> </e>', '<e> text <a>text</a> </e>'] | project parse_xml(x)",
         "{\"e\":null};{\"e\":\"text\"};{\"e\":{\"@name\":\"value\"}};{\"e\":{\"@name\":\"value\",\"#text\":\"text\"}};"
         "{\"e\":{\"a\":\"text\",\"b\":\"text\"}};"
         "{\"e\":{\"a\":[\"text\",\"text\"]}};{\"e\":{\"#text\":\"text\",\"a\":\"text\"}}"},
        {"print parse_xml('<?xml version=\"1.0\"?><!-- c --><d><min>100.0</min><n>5</n><v>1.10</v><z>007</z></d>')",
         "{\"d\":{\"min\":100.0,\"n\":5,\"v\":\"1.10\",\"z\":\"007\"}}"},
        {"print parse_xml('<a b=\"&quot;\">&lt;&#65;&#x42;&amp;</a>')", "{\"a\":{\"@b\":\"\\\"\",\"#text\":\"<AB&\"}}"},
        {"datatable(x:string)['', 'x', '<a>', '<a></b>', '<a/><b/>', '<a b=1/>', '<a b=\"1\"c=\"2\"/>', '<a>&x;</a>', "
         "'<a>&#0;</a>', '<a', '<1/>', "
         "'<!DOCTYPE a [<!ENTITY x \"y\">]><a/>', '<a><!-- </a>'] | where isnotnull(parse_xml(x)) | count",
         "0"},
        {"print isnull(parse_xml(strcat(strrep('<a>', 150), strrep('</a>', 150)))), "
         "isnull(parse_xml(strcat(strrep('<a>', 250), strrep('</a>', 250))))",
         "False|True"},
    };
    CHECK_QUERIES(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_xml)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
