/* Texts: edges and nulls. Expected: the function pages; what the pages leave open was measured on the engine
 * (substring, split, strcat_array) or is reasoned beside the case. */
#include "tests/unit/exec_help.h"

static void test_basic(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"print isempty(''), isempty('x'), isempty(dynamic('')), isempty(parse_json('{}')), isempty(long(null)), "
         "isempty(0), isnotempty(bool(null)), "
         "notempty(' ')",
         "True|False|True|False|True|False|False|True"},
        {"print strlen('hello'), strlen('⒦⒰⒮⒯⒪'), string_size('⒦⒰⒮⒯⒪'), strlen(dynamic([1,2])), strlen(''), "
         "strlen(dynamic(null))",
         "5|5|15|5|0|0"},
        {"print tolower('ÀB'), toupper('straé'), tolower(true), reverse('añb'), reverse(123.45), reverse(''), "
         "reverse(int(null))",
         "àb|STRAÉ|true|bña|54.321||"},
        {"print strcmp('ABC', 'ABC'), strcmp('abc', 'ABC'), strcmp('ABC', 'abc'), strcmp('abcde', 'abc'), strcmp('', "
         "'a'), strcmp(10, 9)",
         "0|1|-1|1|-1|-1"},
        {"print isascii('a~'), isascii('é'), isascii(''), isutf8('é')", "True|False|True|True"},
        {"datatable(Name:string)['ab'] | extend strlen(Name) | project strlen_Name", "2"},
    };
    CHECK_QUERIES(cases);
}

static void test_join(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(a:string, b:long)['x', 1, '', long(null)] | project strcat(a, b, true, 1.5, dynamic({'k':1})), "
         "strcat_delim('-', a, b, 1h)",
         "x1True1.5{\"k\":1}|x-1-01:00:00;True1.5{\"k\":1}|--01:00:00"},
        {"print strcat('a'), strcat_delim(1, 'a', 'b'), strcat(dynamic(null), 'a')", "a|a1b|a"},
        {"print strcat_array(dynamic(['a', 1, 2.5, true, null, {'x': 1}, [1,2]]), '-'), strcat_array(dynamic([]), "
         "'-'), "
         "strcat_array(dynamic(['a', 'b']), 5), strcat_array(dynamic([1,2]), dynamic(','))",
         "a-1-2.5-true--{\"x\":1}-[1,2]||a5b|1,2"},
        {"datatable(d:dynamic)[dynamic('abc'), dynamic(null)] | project strcat_array(d, '|')", "abc;"},
        {"print strrep('ABC', 2), strrep(123, 3, '.'), strrep('a', 0), strlen(strrep('ab', 2000)), "
         "strlen(strrep('', 5))",
         "ABCABC|123.123.123||2048|0"},
        {"print strcat_delim('-', 'a')", "error"},
        {"print "
         "strcat(1,2,3,4,5,6,7,8,9,10,1,2,3,4,5,6,7,8,9,10,1,2,3,4,5,6,7,8,9,10,1,2,3,4,5,6,7,8,9,10,1,2,3,4,5,6,7,8,9,"
         "10,1,2,3,4,5,6,7,8,9,10,1,2,3,4,5)",
         "error"},
    };
    CHECK_QUERIES(cases);
}

static void test_cut(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"print substring('abcdefg', 1, 3), substring('abcdefg', 5, 10), substring('abcdefg', 10, 3), "
         "substring('abcdefg', 1, 0), "
         "substring('abcdefg', 1, -1), substring('', 0, 3), substring('abc', 3)",
         "bcd|fg|||||"},
        {"print substring('abcdefg', -3, 2), substring('abcdefg', -3), substring('abc', -10, 2), substring('abc', -3), "
         "substring('héllo', 1, 3), substring(12345, 1)",
         "ef|efg||abc|éll|2345"},
        {"print substring('abc', 9223372036854775807), substring('abc', long(-9223372036854775808)), substring('abc', "
         "0, 9223372036854775807)",
         "||abc"},
        {"datatable(s:string)['aa_bb', '', 'a__b', '_'] | project split(s, '_')",
         "[\"aa\",\"bb\"];[\"\"];[\"a\",\"\",\"b\"];[\"\",\"\"]"},
        {"print split('aabbcc', 'bb'), split('a_b', '_', 1), split('a_b', '_', 2), split('a_b', '_', -1), split('ab', "
         "''), split(dynamic(['a_b']), '_'), "
         "split('aaa', 'aa')",
         "[\"aa\",\"cc\"]|[\"b\"]|null|null|null|[\"[\\\"a\",\"b\\\"]\"]|[\"\",\"a\"]"},
        {"datatable(s:string)['x,y'] | extend split(s, ',')[0] | project s_0", "x"},
        {"print indexof('abcdefg', 'cde'), indexof('abcdefg', 'cde', 1, 4), indexof('abcdefg', 'cde', 1, 2), "
         "indexof('abcdefg', 'cde', 3, 4), "
         "indexof('abcdefg', 'cde', -5), indexof(1234567, 5, 1, 4), indexof('abcdefg', 'cde', 2, -1)",
         "2|2|-1|-1|2|4|2"},
        {"print indexof('abcdefgabcdefg', 'cde', 1, 10, 2), indexof('abcdefgabcdefg', 'cde', 1, -1, 3), indexof('abc', "
         "'c', 0, -2), indexof('abc', 'c', 0, -1, -1), "
         "indexof('éàc', 'c'), indexof('abc', 'C')",
         "9|-1|null|null|2|-1"},
        {"print has_any_index('this is an example', dynamic(['this', 'example'])), has_any_index('an example', "
         "dynamic(['exam', 'example'])), "
         "has_any_index('a', dynamic(['b'])), has_any_index('number 2', range(1, 3, 1)), has_any_index('a', "
         "dynamic([]))",
         "0|1|-1|1|-1"},
    };
    CHECK_QUERIES(cases);
}

static void test_replace(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(s:string)['a cat, a cat', 'dog', ''] | project replace_string(s, 'cat', 'hamster'), "
         "replace_string(s, 'cat', ''), replace_string(s, '', 'x')",
         "a hamster, a hamster|a , a |a cat, a cat;dog|dog|dog;||"},
        {"print replace_string('aaa', 'aa', 'b'), replace_string('a.b', '.', '\\\\1')", "ba|a\\1b"},
        {"print replace_strings('A magic trick can turn a cat into a dog', dynamic(['cat', 'dog']), dynamic(['dog', "
         "'pigeon']))",
         "A magic trick can turn a dog into a pigeon"},
        {"print replace_strings('can turn a cat into a dog', dynamic(['turn', ' into a dog']), dynamic(['disappear', "
         "'']))",
         "can disappear a cat"},
        {"print replace_strings('This is', dynamic(['This', 'is']), dynamic(['This', 'was'])), replace_strings('This "
         "is', dynamic(['is', 'This']), "
         "dynamic(['was', 'This'])), replace_strings('This is', dynamic(['This', 'is']), dynamic([12345, 'was']))",
         "This was|Thwas was|This was"},
        {"print translate('abc', 'y', 'abc'), translate('abc', '', 'ab'), translate('krasp', 'otsku', 'spark'), "
         "translate('éa', 'eb', 'éaé'), translate('', 'x', 'a')",
         "yyy||kusto|ebe|a"},
    };
    CHECK_QUERIES(cases);
}

static void test_codes(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"print unicode_codepoints_from_string('קוס - K'), unicode_codepoints_from_string(''), to_utf8('é')",
         "[1511,1493,1505,32,45,32,75]|[]|[233]"},
        {"print unicode_codepoints_to_string(75, 117, 115, 116, 111), make_string(dynamic([75, 117, 115]), 116, 111), "
         "unicode_codepoints_to_string(range(48, 57), range(65, 67))",
         "Kusto|Kusto|0123456789ABC"},
        {"print isempty(make_string(75, -1)), isempty(make_string(1114112)), isempty(make_string(55296)), "
         "isempty(make_string(dynamic(['a']))), strlen(make_string(128512))",
         "True|True|True|True|1"},
        {"print punycode_from_string('académie-française'), punycode_to_string('acadmie-franaise-npb1a'), "
         "punycode_from_string('艺术'), punycode_to_string('cqv902d')",
         "acadmie-franaise-npb1a|académie-française|cqv902d|艺术"},
        {"print punycode_to_string('é'), punycode_to_string('a-!'), punycode_to_string('99999999999')", "||"},
        {"print punycode_domain_from_string('xn--Ge-mia.Bulg.edu'), "
         "punycode_domain_from_string('xn--Lin-8na.Celtchair.org'), punycode_domain_to_string('a..b'), "
         "punycode_domain_to_string('')",
         "Gáe.Bulg.edu|Lúin.Celtchair.org|a..b|"},
    };
    CHECK_QUERIES(cases);
}

static void test_notations(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"print parse_csv('aa,\"b,b,b\",cc,\"Escaping quotes: \"\"Title\"\"\",\"line1\\nline2\"'), parse_csv('a,,b'), "
         "parse_csv(''), parse_csv('a\\r\\nb'), parse_csv('\"open')",
         "[\"aa\",\"b,b,b\",\"cc\",\"Escaping quotes: "
         "\\\"Title\\\"\",\"line1\\nline2\"]|[\"a\",\"\",\"b\"]|[\"\"]|[\"a\"]|[\"open\"]"},
        {"print format_bytes(564), format_bytes(10332, 1), format_bytes(20010332), format_bytes(20010332, 2), "
         "format_bytes(20010332, 0, 'KB'), format_bytes(0), "
         "format_bytes(1024), format_bytes(1023)",
         "564 Bytes|10.1 KB|19 MB|19.08 MB|19541 KB|0 Bytes|1 KB|1023 Bytes"},
        {"print format_bytes(1, 0, 'kb')", "error"},
        {"print parse_version('0.0.0.5'), parse_version('0.0.7.0'), parse_version('0.0.3'), parse_version('0.1.2.0'), "
         "parse_version('1') == parse_version('1.0.0.0')",
         "5|700000000|300000000|10000000200000000|True"},
        {"print isnull(parse_version('1.2.3.4.5')), isnull(parse_version('1.')), isnull(parse_version('')), "
         "isnull(parse_version('123456789')), "
         "parse_version('99999999.99999999.99999999.99999999')",
         "True|True|True|True|99999999999999999999999999999999"},
    };
    CHECK_QUERIES(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_basic), cmocka_unit_test(test_join),
                                       cmocka_unit_test(test_cut),   cmocka_unit_test(test_replace),
                                       cmocka_unit_test(test_codes), cmocka_unit_test(test_notations)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
