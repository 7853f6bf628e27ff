/* token_look: the look-ahead of the token filter. */
#include "grammar/token_look.h"

const token *look_at(const token_list *list, uint32_t i)
{
    return &list->items[i < list->n ? i : list->n - 1];
}

static int kind_at(const token_list *list, uint32_t i)
{
    return look_at(list, i)->kind;
}

bool look_word(const token *t)
{
    return t->kind == T_NAME || t->word;
}

uint32_t look_bracketed(const token_list *list, uint32_t i)
{
    uint32_t n = 1;
    if (kind_at(list, i) != '[') return 0;
    while (kind_at(list, i + n) == T_STRING) n++;
    return n > 1 && kind_at(list, i + n) == ']' ? n + 1 : 0;
}

uint32_t look_braced(const token_list *list, uint32_t i)
{
    const token *name = look_at(list, i + 1), *close = look_at(list, i + 2);
    return kind_at(list, i) == '{' && look_word(name) && !name->gap && close->kind == '}' && !close->gap ? 3 : 0;
}

static uint32_t name_of(const token_list *list, uint32_t i, enum name_use least)
{
    const token *t = look_at(list, i);
    if (t->kind == '[') return look_bracketed(list, i);
    if (t->kind == '{') return look_braced(list, i);
    return look_word(t) && keyword_use(t->word) >= least;
}

uint32_t look_name(const token_list *list, uint32_t i)
{
    return name_of(list, i, NAME);
}
uint32_t look_declared(const token_list *list, uint32_t i)
{
    return name_of(list, i, DECLARED);
}

static bool wild_word(const token *t)
{
    return look_word(t) && keyword_use(t->word) >= DECLARED;
}

uint32_t look_wildcard(const token_list *list, uint32_t i)
{
    uint32_t n = 1;
    if (kind_at(list, i) != '*') {
        if (!wild_word(look_at(list, i)) || kind_at(list, i + 1) != '*' || look_at(list, i + 1)->gap) return 0;
        n = 2;
    }
    for (const token *t; t = look_at(list, i + n), !t->gap; n++)
        if (t->kind != '*' && t->kind != T_LONG && !wild_word(t)) break;
    return n;
}

static bool text_among(str text, const char *const *names)
{
    for (; *names; names++)
        if (str_is(text, *names)) return true;
    return false;
}

static bool known_parameter(str text, uint16_t op)
{
    static const char *const everywhere[] = {"bagexpansion",
                                             "bin_legacy",
                                             "__crossCluster",
                                             "__crossDB",
                                             "decodeblocks",
                                             "expandoutput",
                                             "hint.concurrency",
                                             "hint.distribution",
                                             "hint.materialized",
                                             "hint.num_partitions",
                                             "hint.pass_filters",
                                             "hint.pass_filters_column",
                                             "hint.progressive_top",
                                             "hint.remote",
                                             "hint.shufflekey",
                                             "hint.spread",
                                             "hint.strategy",
                                             "__id",
                                             "isfuzzy",
                                             "__isFuzzy",
                                             "kind",
                                             "__noWithSource",
                                             "__packedColumn",
                                             "__sourceColumnIndex",
                                             "cycles",
                                             "with_match_id",
                                             "with_itemindex",
                                             "withsource",
                                             "with_source",
                                             "with_step_name",
                                             "force_remote",
                                             NULL};
    static const char *const parsing[] = {"flags", NULL}, *const reduce[] = {"threshold", "characters", NULL};
    static const char *const legs[] = {"best_effort", NULL}, *const components[] = {"with_component_id", NULL};
    static const char *const paths[] = {"output", NULL}, *const render[] = {"title", "accumulate", "by", NULL};
    static const char *const tables[] = {"with_source_id", "with_target_id", "with_node_id", NULL};
    const char *const *more = NULL;
    switch (op) {
    case OP_PARSE:
    case OP_PARSE_WHERE:
        more = parsing;
        break;
    case OP_REDUCE:
        more = reduce;
        break;
    case OP_UNION:
    case OP_MACRO_EXPAND:
        more = legs;
        break;
    case OP_GRAPH_MARK_COMPONENTS:
        more = components;
        break;
    case OP_GRAPH_SHORTEST_PATHS:
        more = paths;
        break;
    case OP_GRAPH_TO_TABLE:
        more = tables;
        break;
    case OP_RENDER:
        more = render;
        break;
    default:
        break;
    }
    return text_among(text, everywhere) || (more && text_among(text, more));
}

uint32_t look_parameter(const token_list *list, uint32_t i, uint16_t op)
{
    const token *t = look_at(list, i), *last = t;
    uint32_t n = 1;
    if (!look_word(t)) return 0;
    str text = t->text;
    if (str_is(text, "hint") && kind_at(list, i + 1) == '.' &&
        look_word(look_at(list, i + 2))) { /* hint.pass_filters */
        last = look_at(list, i + 2);
        n = 3;
        text.n = last->at.start + last->at.len - t->at.start;
    }
    return known_parameter(text, op) && kind_at(list, i + n) == '=' ? n : 0;
}

bool look_parameter_word(const token *t)
{
    static const char *const reserved[] = {"simple", "relaxed", "nooptimization", NULL};
    return look_word(t) && (keyword_use(t->word) == NAME || text_among(t->text, reserved));
}

bool look_chart(const token *t)
{
    static const char *const reserved[] = {
        "3Dchart",     "anomalychart", "areachart", "barchart",   "card",   "columnchart",  "graph",
        "ladderchart", "linechart",    "piechart",  "pivotchart", "plotly", "scatterchart", "stackedareachart",
        "timechart",   "timeline",     "timepivot", "treemap",    NULL};
    return t->word ? text_among(t->text, reserved) : t->kind == T_NAME;
}

bool look_property(const token *t, int op)
{
    static const char *const chart[] = {"kind",   "title",  "accumulate", "xcolumn", "ycolumns", "anomalycolumns",
                                        "series", "xtitle", "ytitle",     "xaxis",   "yaxis",    "legend",
                                        "ysplit", "ymin",   "ymax",       "xmin",    "xmax",     NULL};
    static const char *const pairs[] = {"pair_delimiter", "kv_delimiter", "regex", "quote", "escape", "greedy", NULL};
    return op == OP_RENDER     ? text_among(t->text, chart)
           : op == OP_PARSE_KV ? text_among(t->text, pairs)
                               : keyword_use(t->word) >= DECLARED;
}

bool look_tuple(const token_list *list, uint32_t i)
{
    if (kind_at(list, i++) != '(') return false;
    for (uint32_t n; (n = look_declared(list, i)) > 0; i++) {
        i += n;
        if (kind_at(list, i) != ',') return kind_at(list, i) == ')' && kind_at(list, i + 1) == '=';
    }
    return false;
}

bool look_function(const token_list *list, uint32_t i)
{
    i += kind_at(list, i) == T_VIEW;
    int next = kind_at(list, i + 1);
    if (kind_at(list, i) != '(') return false;
    if (next == ')' || next == '*') return true;
    uint32_t n = look_declared(list, i + 1);
    return n && kind_at(list, i + 1 + n) == ':';
}

bool look_operator(const token_list *list, uint32_t i)
{
    const token *t = look_at(list, i);
    int next = kind_at(list, i + 1);
    switch (t->kind) {
    case T_EVALUATE:
        return look_name(list, i + 1) > 0 || look_parameter(list, i + 1, OP_EVALUATE) > 0;
    case T_FACET:
        return next == T_BY;
    case T_PARTITION:
        return next == T_BY || look_parameter(list, i + 1, OP_PARTITION) > 0;
    case T_RANGE:
        return look_name(list, i + 1) && kind_at(list, i + 1 + look_name(list, i + 1)) == T_FROM;
    case T_REDUCE:
        return next == T_BY || look_parameter(list, i + 1, OP_REDUCE) > 0;
    case T_RENDER:
        return look_word(look_at(list, i + 1));
    default:
        return keyword_use(t->word) != NAME;
    }
}

bool look_statement(const token_list *list, uint32_t i)
{
    int next = kind_at(list, i + 1);
    switch (kind_at(list, i)) {
    case T_LET:
        return look_name(list, i + 1) > 0;
    case T_SET:
        return true;
    case T_DECLARE:
        return next == T_PATTERN || next == T_QUERY_PARAMETERS;
    case T_ALIAS:
        return next == T_DATABASE;
    case T_RESTRICT:
        return next == T_ACCESS;
    default:
        return false;
    }
}
