/* Encodings, hashes, URLs, paths and command lines. Expected: the function pages, and what was measured on the engine
 * (parse_url, digests of nothing); the rest is reasoned beside the case. */
#include "tests/unit/exec_help.h"

static void test_base64(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"print base64_encode_tostring('Kusto'), base64_encode_tostring(''), base64_encode_tostring('ab'), "
         "base64_encodestring('abc')",
         "S3VzdG8=||YWI=|YWJj"},
        {"print base64_decode_tostring('S3VzdG8='), base64_decodestring('w6k='), "
         "base64_decode_tostring('U3RyaW5n0KHR0tGA0L7Rh9C60LA=')",
         "Kusto|é|"},
        {"print base64_decode_tostring('S3VzdG8'), base64_decode_tostring('S3V*'), base64_decode_tostring('===='), "
         "base64_decode_tostring('A===')",
         "|||"},
        {"print base64_decode_toarray('S3VzdG8='), base64_decode_toarray(''), base64_decode_toarray('x'), "
         "base64_decode_toarray('/+8=')",
         "[75,117,115,116,111]|[]|null|[255,239]"},
        {"print base64_encode_fromarray(dynamic([75,117,115,116,111])), base64_encode_fromarray(dynamic([256])), "
         "base64_encode_fromarray(dynamic(['a']))",
         "S3VzdG8=||"},
        {"datatable(d:dynamic)[dynamic({'a': 1}), dynamic(null)] | project base64_encode_fromarray(d)", ";"},
        {"print base64_encode_fromguid(guid(ae3133f2-6e22-49ae-b06a-16e6a9b212eb)), "
         "base64_decode_toguid('8jMxriJurkmwahbmqbIS6w=='), base64_decode_toguid('abcd1231')",
         "8jMxriJurkmwahbmqbIS6w==|ae3133f2-6e22-49ae-b06a-16e6a9b212eb|null"},
        /* PowerShell's -enc is UTF-16: every second byte is 0, which is UTF-8 too */
        {"print replace_string(base64_decode_tostring('dwBoAG8A'), '\\0', '')", "who"},
    };
    CHECK_QUERIES(cases);
}

static void test_compression(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"print gzip_compress_to_base64_string('1234567890qwertyuiop'), "
         "zlib_compress_to_base64_string('1234567890qwertyuiop')",
         "H4sIAAAAAAAA/wEUAOv/MTIzNDU2Nzg5MHF3ZXJ0eXVpb3A6m7f2FAAAAA==|eAEBFADr/zEyMzQ1Njc4OTBxd2VydHl1aW9wOAkGdw=="},
        {"print gzip_decompress_from_base64_string('H4sIAAAAAAAA/wEUAOv/MTIzNDU2Nzg5MHF3ZXJ0eXVpb3A6m7f2FAAAAA=='), "
         "gzip_decompress_from_base64_string('x0x0x0'), "
         "zlib_decompress_from_base64_string('eJwLSS0uUSguKcrMS1cwNDIGACxqBQ4='), "
         "zlib_decompress_from_base64_string('x0x0x0')",
         "1234567890qwertyuiop||Test string 123|"},
        {"let s = strrep('abc é', 1000); print gzip_decompress_from_base64_string(gzip_compress_to_base64_string(s)) "
         "== s, "
         "zlib_decompress_from_base64_string(zlib_compress_to_base64_string(s)) == s, "
         "string_size(gzip_compress_to_base64_string(s)) < 200",
         "True|True|True"},
        {"print gzip_decompress_from_base64_string(gzip_compress_to_base64_string('')), "
         "gzip_decompress_from_base64_string(''), "
         "gzip_decompress_from_base64_string('H4sIAAAAAAAA/wEUAOv/MTIz')",
         "||"},
    };
    CHECK_QUERIES(cases);
}

static void test_hashes(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"print hash('World'), hash('World', 100), hash(datetime(2015-01-01)), hash_xxhash64('World'), hash('Hello')",
         "1846988464401551951|51|1380966698541616202|1846988464401551951|753694413698530628"},
        {"print hash('x', 1), hash('a', toint(10)) < 10, hash(long(null))", "0|True|null"},
        {"print hash('World', 0)", "error"},
        {"print hash('World', -5)", "error"},
        {"datatable(s:string)['a', 'b', 'c', 'd', 'e', 'f'] | extend h = hash(s, 10) | where h < 0 or h > 9 | count",
         "0"},
        {"print hash(1.5)", "error"},
        {"print hash(dynamic([1]))", "error"},
        {"print hash_md5('World'), hash_md5(datetime(2020-01-01))",
         "f5a7924e621e84c9280a9a27e1bcb7f6|786c530672d1f8db31fee25ea8a9390b"},
        {"print hash_md5('TEXAS'), hash_sha1('TEXAS'), hash_sha256('TEXAS')",
         "3b00dbe6e07e7485a1c12d36c8e9910a|3128d805194d4e6141766cc846778eeacb12e3ea|"
         "9087f20f23f91b5a77e8406846117049029e6798ebbd0d38aea68da73a00ca37"},
        {"print hash_sha1(datetime(2020-01-01)), hash_sha256(datetime(2020-01-01)), hash_md5('')",
         "e903e533f4d636b4fc0dcf3cf81e7b7f330de776|ba666752dc1a20eb750b0eb64e780cc4c968bc9fb8813461c1d7e750f302d71d|"},
    };
    CHECK_QUERIES(cases);
}

static void test_urls(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"print url_encode('https://www.bing.com/hello world'), url_encode_component('https://www.bing.com/hello "
         "world'), url_decode('https%3a%2f%2fwww.bing.com%2f')",
         "https%3a%2f%2fwww.bing.com%2fhello+world|https%3a%2f%2fwww.bing.com%2fhello%20world|https://www.bing.com/"},
        {"print url_encode('é'), url_decode('%C3%A9+%c3%a9'), url_decode('%'), url_decode('%4'), url_decode('%zz%41'), "
         "url_decode('%ff') == '\\ufffd'",
         "%c3%a9|é é|%|%4|%zzA|True"},
        {"print parse_url('scheme://username:password@host:1234/this/is/a/path?k1=v1&k2=v2#fragment')",
         "{\"Scheme\":\"scheme\",\"Host\":\"host\",\"Port\":\"1234\",\"Path\":\"/this/is/a/"
         "path\",\"Username\":\"username\",\"Password\":\"password\","
         "\"Query Parameters\":{\"k1\":\"v1\",\"k2\":\"v2\"},\"Fragment\":\"fragment\"}"},
        {"datatable(u:string)['https://user@h.io/p', 'https://u:p@h.io/x', 'https://[::1]:80/p', 'HTTPS://H.IO/a%20b', "
         "'https://h.io:/p'] | extend p = parse_url(u) "
         "| project p.Scheme, p.Username, p.Password, p.Host, p.Port, p.Path",
         "https|||user@h.io||/p;https|u|p|h.io||/x;https|||[::1]|80|/p;HTTPS|||H.IO||/a%20b;https|||h.io:||/p"},
        {"datatable(u:string)['https://h.io/', 'https://h.io', 'https://h.io/?x=1', 'https://h.io/#', "
         "'https://h.io?x=1'] | project parse_url(u).Path",
         ";;/;/;"},
        {"datatable(u:string)['https://h.io/p?y=2&x=1', 'https://h.io/p?x=1&y=2&x=3', 'https://h.io/p?k=', "
         "'https://h.io/p?=v', 'https://h.io/p?flag', "
         "'https://h.io/p?a=b=c&&d=%20'] | project parse_url(u)['Query Parameters']",
         "{\"x\":\"1\",\"y\":\"2\"};{\"x\":[\"1\",\"3\"],\"y\":\"2\"};{};{};{};{\"a\":\"b=c\",\"d\":\"%20\"}"},
        {"datatable(u:string)['not a url', '', '//h.io/p'] | project tostring(parse_url(u))",
         "{\"Scheme\":\"\",\"Host\":\"\",\"Port\":\"\",\"Path\":\"\",\"Username\":\"\",\"Password\":\"\",\"Query "
         "Parameters\":{},\"Fragment\":\"\"};"
         "{\"Scheme\":\"\",\"Host\":\"\",\"Port\":\"\",\"Path\":\"\",\"Username\":\"\",\"Password\":\"\",\"Query "
         "Parameters\":{},\"Fragment\":\"\"};"
         "{\"Scheme\":\"\",\"Host\":\"\",\"Port\":\"\",\"Path\":\"\",\"Username\":\"\",\"Password\":\"\",\"Query "
         "Parameters\":{},\"Fragment\":\"\"}"},
        {"print parse_urlquery('k1=v1&k2=v2&k3=v3'), parse_urlquery('view=vs-2019&preserve-view=true')['Query "
         "Parameters'].['preserve-view']",
         "{\"Query Parameters\":{\"k1\":\"v1\",\"k2\":\"v2\",\"k3\":\"v3\"}}|true"},
    };
    CHECK_QUERIES(cases);
}

static void test_paths(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(p:string)[@'C:\\temp\\file.txt', @'temp\\file.txt', 'file://C:/temp/file.txt:some.exe', "
         "@'\\\\shared\\users\\temp\\file.txt.gz', "
         "'/usr/lib/temp/file.txt'] | extend d = parse_path(p) | project d.Scheme, d.RootPath, d.DirectoryPath, "
         "d.DirectoryName, d.Filename, d.Extension, "
         "d.AlternateDataStreamName",
         "|C:|C:\\temp|temp|file.txt|txt|;||temp|temp|file.txt|txt|;file|C:|C:/temp|temp|file.txt|txt|some.exe;"
         "||\\\\shared\\users\\temp|temp|file.txt.gz|gz|;||/usr/lib/temp|temp|file.txt|txt|"},
        {"datatable(p:string)['file', @'C:\\x', @'a\\b\\', @'\\\\?\\C:\\a\\b.c'] | extend d = parse_path(p) | project "
         "d.RootPath, d.DirectoryPath, d.DirectoryName, d.Filename, d.Extension",
         "|||file|;C:|C:||x|;|a\\b|b||;C:|\\\\?\\C:\\a|a|b.c|c"},
    };
    CHECK_QUERIES(cases);
}

/* The rules and most cases are those of the documentation of CommandLineToArgvW. */
static void test_command_lines(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"print parse_command_line('echo \"hello world!\"', 'windows')", "[\"echo\",\"hello world!\"]"},
        {"datatable(c:string)[@'x \"a b c\" d e', @'x \"ab\\\"c\" \"\\\\\" d', @'x a\\\\\\b d\"e f\"g h', @'x "
         "a\\\\\\\"b c d', @'x a\\\\\\\\\"b c\" d e'] "
         "| project parse_command_line(c, 'windows')",
         "[\"x\",\"a b c\",\"d\",\"e\"];[\"x\",\"ab\\\"c\",\"\\\\\",\"d\"];[\"x\",\"a\\\\\\\\\\\\b\",\"de fg\",\"h\"];"
         "[\"x\",\"a\\\\\\\"b\",\"c\",\"d\"];[\"x\",\"a\\\\\\\\b c\",\"d\",\"e\"]"},
        {"datatable(c:string)[@'\"C:\\Program Files\\a.exe\" -x', @'C:\\a.exe   -x\t-y  ', @'a \"\"', @'a "
         "\"\"\"b\"\"\"', '\"open'] | project parse_command_line(c, 'windows')",
         "[\"C:\\\\Program "
         "Files\\\\a.exe\",\"-x\"];[\"C:\\\\a.exe\",\"-x\",\"-y\"];[\"a\",\"\"];[\"a\",\"\\\"b\\\"\"];[\"open\"]"},
        {"print parse_command_line('', 'windows')", "null"},
        {"print parse_command_line('a', 'unix')", "error"},
    };
    CHECK_QUERIES(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_base64), cmocka_unit_test(test_compression),
                                       cmocka_unit_test(test_hashes), cmocka_unit_test(test_urls),
                                       cmocka_unit_test(test_paths),  cmocka_unit_test(test_command_lines)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
