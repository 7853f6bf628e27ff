/* regex_class: the classes that have names: \d \s \w, [:alpha:], \p{...}. Source: regex.md and UTS #18. */
#include "interp/scalar/regex_tree.h"

#include <utf8proc.h>

#define CAT(NAME) (1u << UTF8PROC_CATEGORY_##NAME)
#define LETTER (CAT(LU) | CAT(LL) | CAT(LT) | CAT(LM) | CAT(LO))
#define MARK   (CAT(MN) | CAT(MC) | CAT(ME))
#define NUMBER (CAT(ND) | CAT(NL) | CAT(NO))
#define PUNCT  (CAT(PC) | CAT(PD) | CAT(PS) | CAT(PE) | CAT(PI) | CAT(PF) | CAT(PO))
#define SYMBOL (CAT(SM) | CAT(SC) | CAT(SK) | CAT(SO))
#define SPACES (CAT(ZS) | CAT(ZL) | CAT(ZP))
#define OTHER  (CAT(CC) | CAT(CF) | CAT(CS) | CAT(CO) | CAT(CN))

#define RANGES(...)                                                                                                    \
    .ranges = (const code_range[]){__VA_ARGS__}, .n = sizeof((const code_range[]){__VA_ARGS__}) / sizeof(code_range)

/* Unicode's White_Space */
#define SPACE_RANGES                                                                                                   \
    RANGES({9, 13}, {0x20, 0x20}, {0x85, 0x85}, {0xA0, 0xA0}, {0x1680, 0x1680}, {0x2000, 0x200A}, {0x2028, 0x2029},    \
           {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000})

const code_class class_digit = {.categories = CAT(ND), .re2 = "\\p{Nd}", .re2_single = true};
const code_class class_space = {SPACE_RANGES};
/* Alphabetic is the letters, letter numbers, some marks (all are in M) and the circled letters, whose category is So. */
const code_class class_word = {
    .categories = LETTER | MARK | CAT(ND) | CAT(NL) | CAT(PC),
    RANGES({0x200C, 0x200D}, {0x24B6, 0x24E9}, {0x1F130, 0x1F149}, {0x1F150, 0x1F169}, {0x1F170, 0x1F189}),
    .re2 = "\\pL\\pM\\p{Nd}\\p{Nl}\\p{Pc}\\x{200C}\\x{200D}\\x{24B6}-\\x{24E9}\\x{1F130}-\\x{1F149}\\x{1F150}-\\x{1F169}"
           "\\x{1F170}-\\x{1F189}"};
const code_class class_digit_ascii = {RANGES({'0', '9'})};
const code_class class_space_ascii = {RANGES({9, 13}, {' ', ' '})};
const code_class class_word_ascii = {RANGES({'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'})};

bool class_is_word(uint32_t cp)
{
    if (cp < 128) return (cp | 32) - 'a' < 26 || cp - '0' < 10 || cp == '_';
    if (class_word.categories >> utf8proc_category((utf8proc_int32_t)cp) & 1) return true;
    for (uint32_t i = 0; i < class_word.n; i++)
        if (cp >= class_word.ranges[i].lo && cp <= class_word.ranges[i].hi) return true;
    return false;
}

static const struct {
    const char *name;
    code_class is;
} posix[] = {
    {"alnum", {RANGES({'0', '9'}, {'A', 'Z'}, {'a', 'z'})}},
    {"alpha", {RANGES({'A', 'Z'}, {'a', 'z'})}},
    {"ascii", {RANGES({0, 127})}},
    {"blank", {RANGES({9, 9}, {' ', ' '})}},
    {"cntrl", {RANGES({0, 31}, {127, 127})}},
    {"digit", {RANGES({'0', '9'})}},
    {"graph", {RANGES({'!', '~'})}},
    {"lower", {RANGES({'a', 'z'})}},
    {"print", {RANGES({' ', '~'})}},
    {"punct", {RANGES({'!', '/'}, {':', '@'}, {'[', '`'}, {'{', '~'})}},
    {"space", {RANGES({9, 13}, {' ', ' '})}},
    {"upper", {RANGES({'A', 'Z'})}},
    {"word", {RANGES({'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'})}},
    {"xdigit", {RANGES({'0', '9'}, {'A', 'F'}, {'a', 'f'})}},
};

const code_class *class_posix(str name)
{
    for (size_t i = 0; i < sizeof posix / sizeof *posix; i++)
        if (str_is(name, posix[i].name)) return &posix[i].is;
    return NULL;
}

/* Names in lower case without blanks, hyphens and underscores. */
static const struct {
    const char *name, *full;
    code_class is;
} properties[] = {
#define GC(SHORT, FULL, BITS, RE2) {SHORT, FULL, {.categories = BITS, .re2 = RE2, .re2_single = true}}
    GC("l", "letter", LETTER, "\\pL"), GC("lu", "uppercaseletter", CAT(LU), "\\p{Lu}"), GC("ll", "lowercaseletter", CAT(LL), "\\p{Ll}"),
    GC("lt", "titlecaseletter", CAT(LT), "\\p{Lt}"), GC("lm", "modifierletter", CAT(LM), "\\p{Lm}"), GC("lo", "otherletter", CAT(LO), "\\p{Lo}"),
    GC("m", "mark", MARK, "\\pM"), GC("mn", "nonspacingmark", CAT(MN), "\\p{Mn}"), GC("mc", "spacingmark", CAT(MC), "\\p{Mc}"),
    GC("me", "enclosingmark", CAT(ME), "\\p{Me}"), GC("n", "number", NUMBER, "\\pN"), GC("nd", "decimalnumber", CAT(ND), "\\p{Nd}"),
    GC("nl", "letternumber", CAT(NL), "\\p{Nl}"), GC("no", "othernumber", CAT(NO), "\\p{No}"), GC("p", "punctuation", PUNCT, "\\pP"),
    GC("pc", "connectorpunctuation", CAT(PC), "\\p{Pc}"), GC("pd", "dashpunctuation", CAT(PD), "\\p{Pd}"),
    GC("ps", "openpunctuation", CAT(PS), "\\p{Ps}"), GC("pe", "closepunctuation", CAT(PE), "\\p{Pe}"),
    GC("pi", "initialpunctuation", CAT(PI), "\\p{Pi}"), GC("pf", "finalpunctuation", CAT(PF), "\\p{Pf}"),
    GC("po", "otherpunctuation", CAT(PO), "\\p{Po}"), GC("s", "symbol", SYMBOL, "\\pS"), GC("sm", "mathsymbol", CAT(SM), "\\p{Sm}"),
    GC("sc", "currencysymbol", CAT(SC), "\\p{Sc}"), GC("sk", "modifiersymbol", CAT(SK), "\\p{Sk}"), GC("so", "othersymbol", CAT(SO), "\\p{So}"),
    GC("z", "separator", SPACES, "\\pZ"), GC("zs", "spaceseparator", CAT(ZS), "\\p{Zs}"), GC("zl", "lineseparator", CAT(ZL), "\\p{Zl}"),
    GC("zp", "paragraphseparator", CAT(ZP), "\\p{Zp}"), GC("cc", "control", CAT(CC), "\\p{Cc}"),
    GC("cf", "format", CAT(CF), "\\p{Cf}"), GC("co", "privateuse", CAT(CO), "\\p{Co}"),
    {"c", "other", {.categories = OTHER}}, {"cn", "unassigned", {.categories = CAT(CN)}},
    {"lc", "casedletter", {.categories = CAT(LU) | CAT(LL) | CAT(LT)}},
    {"any", "any", {RANGES({0, CODE_POINT_MAX})}}, {"ascii", "ascii", {RANGES({0, 127})}},
    {"assigned", "assigned", {.categories = ~CAT(CN)}}, {"whitespace", "wspace", {SPACE_RANGES}},
    {"space", "space", {SPACE_RANGES}}, {"lower", "lowercase", {.lower = true}}, {"upper", "uppercase", {.upper = true}},
    {"joinc", "joincontrol", {RANGES({0x200C, 0x200D})}},
#undef GC
};

static str squeeze(arena *mem, str name)
{
    char *p = arena_alloc(mem, name.n + 1u);
    uint32_t n = 0;
    for (uint32_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if (c == ' ' || c == '_' || c == '-') continue;
        p[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    return (str){p, n};
}

/* Scripts are named as RE2 names them: Latin, Old_Italic. */
static const code_class *script(arena *mem, str name)
{
    char *p = arena_dup(mem, name.p, name.n);
    for (uint32_t i = 0; i < name.n; i++) {
        bool first = i == 0 || p[i - 1] == '_';
        if (p[i] == ' ' || p[i] == '-') p[i] = '_';
        if (first && p[i] >= 'a' && p[i] <= 'z') p[i] = (char)(p[i] - 32);
        if (!first && p[i] >= 'A' && p[i] <= 'Z') p[i] = (char)(p[i] + 32);
    }
    code_class *c = ARENA_NEW(mem, code_class);
    return re2_script(mem, (str){p, name.n}, c) ? c : NULL;
}

static bool after(str *name, const char *prefix)
{
    uint32_t n = (uint32_t)strlen(prefix);
    if (name->n < n || memcmp(name->p, prefix, n) != 0) return false;
    *name = str_sub(*name, n, name->n - n);
    return true;
}

const code_class *class_property(arena *mem, str name)
{
    str raw = name;
    if (after(&raw, "sc=") || after(&raw, "script=") || after(&raw, "Script=")) return script(mem, raw);
    str plain = squeeze(mem, name);
    (void)(after(&plain, "gc=") || after(&plain, "generalcategory="));
    (void)(plain.n > 2 && after(&plain, "is"));
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
        if (str_is(plain, properties[i].name) || str_is(plain, properties[i].full)) return &properties[i].is;
    return script(mem, name);
}
