/* simdjson: the seed query written by hand over simdjson's On-Demand interface, fed through one buffer of a megabyte that is used again:
 * the best that a program made for this one query does with that library. Prints time and branch of each row.
 *
 *     simdjson CUT SecurityEvent.ndjson DeviceProcessEvents.ndjson        rows later than CUT (yyyy-mm-ddThh:mm:ss) */
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <simdjson.h>
#include <string>
#include <string_view>
#include <unistd.h>

namespace json = simdjson::ondemand;
using text = std::string_view;

static const size_t MEGABYTE = 1 << 20;

static bool is_any(text value, std::initializer_list<text> of)
{
    for (text one : of)
        if (one.size() == value.size() && strncasecmp(one.data(), value.data(), one.size()) == 0) return true;
    return false;
}

static bool in_word(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80); }

/* The term /add: a word that stands behind a slash and ends there. */
static bool has_add(text line)
{
    for (size_t at = 0; (at = line.find('/', at)) != text::npos; at++)
        if (at + 4 <= line.size() && strncasecmp(line.data() + at + 1, "add", 3) == 0 && (at + 4 == line.size() || !in_word(line[at + 4]))) return true;
    return false;
}

template <class Row> static bool each_line(const char *path, Row row)
{
    static char *buffer = static_cast<char *>(aligned_alloc(4096, 2 * MEGABYTE + 4096));
    int file = open(path, O_RDONLY);
    size_t have = 0;
    ssize_t got = 0;
    json::parser parser;
    while (file >= 0 && (got = read(file, buffer + have, MEGABYTE)) > 0) {
        have += static_cast<size_t>(got);
        const char *end = static_cast<const char *>(memrchr(buffer, '\n', have));
        if (!end) continue;
        size_t whole = static_cast<size_t>(end + 1 - buffer);
        json::document_stream lines;
        if (parser.iterate_many(buffer, whole, whole + 64).get(lines)) return false;
        for (auto line : lines) {
            json::object event;
            if (line.get_object().get(event)) return false;
            row(event);
        }
        memmove(buffer, buffer + whole, have - whole);
        have -= whole;
    }
    return file >= 0 && close(file) == 0 && have == 0;
}

static void put(text time, const char *branch) { printf("%.*s\t%s\n", static_cast<int>(time.size()), time.data(), branch); }

int main(int argc, char **argv)
{
    if (argc != 4) return 2;
    text cut = argv[1];
    bool good = each_line(argv[2], [&](json::object &event) {
        text time, group;
        int64_t id;
        if (event["TimeGenerated"].get_string().get(time) || event["EventID"].get_int64().get(id)) return;
        if ((id != 4720 && id != 4732) || time <= cut) return;
        if (id == 4720) return put(time, "SecurityEvent_4720");
        if (event["TargetUserName"].get_string().get(group)) return;
        if (is_any(group, {"Administrators", "Remote Desktop Users", "Remote Management Users", "Backup Operators"}))
            put(time, "SecurityEvent_4732_GroupAdd");
    });
    good = good && each_line(argv[3], [&](json::object &event) {
        text time, file, line;
        if (event["FileName"].get_string().get(file) || !is_any(file, {"net.exe", "net1.exe"})) return;
        if (event["ProcessCommandLine"].get_string().get(line) || event["Timestamp"].get_string().get(time)) return;
        if (time > cut && has_add(line)) put(time, "DeviceProcessEvents_NetUserAdd");
    });
    return good ? 0 : 1;
}
