/* token_shape: settles what each token is by what stands around it, so that the grammar needs one token of look-ahead.
 *
 * It walks once over the raw tokens with a stack of open brackets. For each it knows what may begin there (a statement,
 * a query, an operator, a declared name), which operator is being written, and whether the last token ended an operand:
 * after an operand a keyword is a keyword, before one it is a name if it may be one. */
#include "grammar/token_walk.h"

static bool doing(walk *s, int op)
{
    return walk_top(s)->op == op;
}

static bool has_parameters(int op)
{
    switch (op) {
    case OP_EXTEND:
    case OP_PRINT:
    case OP_PROJECT:
    case OP_PROJECT_AWAY:
    case OP_PROJECT_KEEP:
    case OP_PROJECT_RENAME:
    case OP_PROJECT_REORDER:
    case OP_PROJECT_BY_NAMES:
    case OP_COUNT:
    case OP_FACET:
    case OP_FORK:
    case OP_INVOKE:
    case OP_TOP_HITTERS:
    case OP_TOP_NESTED:
    case OP_RANGE:
    case OP_PARSE_KV:
    case OP_RENDER:
    case OP_ASSERT_SCHEMA:
    case OP_GRAPH_WHERE_NODES:
    case OP_GRAPH_WHERE_EDGES:
    case OP_GRAPH_TO_TABLE:
        return false;
    default:
        return true;
    }
}

static bool operator_word(const token *t)
{
    return t->word && t->op && t->kind != T_STRING_OP && t->kind != T_IN_OP;
}

static void begin_operator(walk *s)
{
    frame *f = walk_top(s);
    int op = walk_ahead(s, 0)->op, word = walk_ahead(s, 0)->kind;
    f->op = op;
    f->item = true;
    f->parts = f->on = false;
    walk_keep(s, false);
    if (op == OP_RENDER && look_chart(walk_ahead(s, 0))) walk_name(s, 1);
    if (has_parameters(op) || op == OP_RENDER) walk_parameters(s, (uint16_t)op, word);
    s->operand = op == OP_RENDER || op == OP_COUNT;
}

static void begin_let_value(walk *s)
{
    int kind = walk_ahead(s, 0)->kind;
    if (look_function(s->list, s->in)) {
        if (kind == T_VIEW) walk_keep(s, false);
        walk_take(s, T_FUNCTION_OPEN, 1);
        walk_push(s, IN_SCHEMA);
    } else if (kind == T_MATERIALIZE || kind == T_ENTITY_GROUP) {
        walk_keep(s, false);
    } else {
        walk_top(s)->begin = true;
    }
}

static void begin_statement(walk *s)
{
    frame *f = walk_top(s);
    int word = walk_ahead(s, 0)->kind;
    walk_keep(s, false);
    f->op = -1;
    if (word == T_LET || word == T_SET) {
        uint32_t n = look_name(s->list, s->in);
        if (n) walk_name(s, n);
        if (n && walk_ahead(s, 0)->kind == '=') {
            walk_keep(s, false);
            if (word == T_LET) begin_let_value(s);
        }
        return;
    }
    f->pattern = word == T_DECLARE && walk_ahead(s, 0)->kind == T_PATTERN;
    walk_keep(s, false);
    if (word == T_RESTRICT && walk_ahead(s, 0)->kind == T_TO) walk_keep(s, false);
}

/* Keywords that close a list where its next item might begin, or that must follow the operator's word. */
static bool clause_word(walk *s, const token *t)
{
    frame *f = walk_top(s);
    int next = walk_ahead(s, 1)->kind;
    if (f->what == IN_STEPS && t->kind == T_STEP) return f->item && s->prev != T_STEP;
    if (!f->item) return false;
    switch (f->op) {
    case OP_SORT:
    case OP_REDUCE:
    case OP_FACET:
    case OP_PARTITION:
    case OP_SUMMARIZE:
    case OP_TOP:
        return (t->kind == T_BY && !f->on) || (f->op == OP_FACET && t->kind == T_WITH);
    case OP_MAKE_SERIES:
        return !f->on && (t->kind == T_ON || t->kind == T_FROM);
    case OP_MV_EXPAND:
        return t->kind == T_LIMIT;
    case OP_MV_APPLY:
        return !f->on && (t->kind == T_LIMIT || t->kind == T_ID || t->kind == T_ON) && next != ',' && next != T_TO &&
               next != '=';
    case OP_SCAN:
        return t->kind == T_ORDER || t->kind == T_PARTITION || t->kind == T_DECLARE || t->kind == T_WITH;
    case OP_GRAPH_TO_TABLE:
        return t->kind == T_NODES || t->kind == T_EDGES;
    default:
        return false;
    }
}

/* Words that open an expression of their own rather than name something. */
static bool expression_word(walk *s, const token *t)
{
    int next = walk_ahead(s, 1)->kind;
    switch (t->kind) {
    case T_TYPEOF:
        return next == '(';
    case T_ENTITY_GROUP:
        return s->prev == T_MACRO_EXPAND;
    case T_PACK:
        return doing(s, OP_FIND) && walk_top(s)->parts && next == '(';
    case T_DATATABLE:
    case T_EXTERNALDATA:
    case T_TOSCALAR:
    case T_TOTABLE:
        return next != '=';
    default:
        return false;
    }
}

static bool type_position(walk *s)
{
    frame *f = walk_top(s);
    return (s->prev == ':' && (f->what == IN_SCHEMA || f->parts)) || (f->what == IN_SCHEMA && s->prev == T_TYPEOF);
}

static bool declared_here(walk *s, int next)
{
    frame *f = walk_top(s);
    return (f->what == IN_SCHEMA && next == ':') || f->what == IN_NAMES || s->prev == T_STEP ||
           (f->parts && (f->op == OP_PARSE || f->op == OP_PARSE_WHERE));
}

static bool may_be_name(walk *s, const token *t)
{
    frame *f = walk_top(s);
    enum name_use use = keyword_use(t->word);
    int next = walk_ahead(s, 1)->kind;
    if (f->op == OP_COUNT) return false;
    if (use == NAME || (f->what == IN_PROPERTIES && s->prev == '=')) return true;
    if (use == DECLARED) return declared_here(s, next) || (next == '=' && f->op != OP_FORK && s->prev != T_SET);
    return use == PATH && next != '=' && (next != '(' || f->op == OP_PARTITION) && f->what != IN_SCHEMA &&
           f->what != IN_NAMES && s->prev != T_STEP && f->op != OP_AS && f->op != OP_PROJECT_AWAY &&
           f->op != OP_PROJECT_KEEP && f->op != OP_PROJECT_REORDER;
}

/* A keyword where an operand has ended: it goes on with the operator. */
static void continue_operator(walk *s, const token *t)
{
    frame *f = walk_top(s);
    int kind = t->kind, next = walk_ahead(s, 1)->kind;
    if (kind == T_WITH && next == '(' && f->op != OP_SCAN && f->op != OP_FACET && f->op != OP_MAKE_GRAPH &&
        f->op != OP_PARSE && f->op != OP_PARSE_WHERE)
        kind = T_WITH_PROPS;
    if (kind == T_IN_OP && t->op == SC_IN && ((f->op == OP_MAKE_SERIES && next == T_RANGE) || f->op == OP_PARTITION))
        kind = T_IN;
    f->parts |= (kind == T_WITH && f->op != OP_SCAN && f->op != OP_MAKE_GRAPH) || kind == T_PROJECT ||
                kind == T_FIND_PROJECT_AWAY || kind == T_PARTITIONED_BY ||
                ((f->op == OP_GRAPH_MATCH || f->op == OP_GRAPH_SHORTEST_PATHS) && kind == T_WHERE);
    f->on |= kind == T_ON || kind == T_IN || (kind == T_BY && f->op != OP_PARTITION);
    f->item = true;
    walk_take(s, kind, 1);
    if (f->op == OP_GRAPH_TO_TABLE && kind != T_AS) walk_parameters(s, OP_GRAPH_TO_TABLE, kind);
    s->operand = kind == T_ASC || kind == T_DESC || kind == T_GRANNY_ASC || kind == T_GRANNY_DESC || kind == T_NULLS ||
                 kind == T_FIRST || kind == T_LAST || kind == T_OPTIONAL || kind == T_NODES || kind == T_EDGES;
    if (kind == T_IN && walk_ahead(s, 0)->kind == T_RANGE) walk_keep(s, false);
    f->bar |= kind == T_WITH && f->op == OP_FACET && next != '('; /* one operator, without parentheses */
}

static bool property_name(walk *s)
{
    frame *f = walk_top(s);
    return look_property(walk_ahead(s, 0),
                         f->what == IN_PROPERTIES && s->depth > 1 ? s->frames[s->depth - 2].op : -1) &&
           (f->what == IN_PROPERTIES || (f->op == OP_REDUCE && f->parts)) && s->prev != '=' &&
           walk_ahead(s, 1)->kind == '=';
}

static void shape_word(walk *s)
{
    frame *f = walk_top(s);
    const token *t = walk_ahead(s, 0);
    int next = walk_ahead(s, 1)->kind, kind = t->kind;
    bool wild = f->what == IN_ENTITIES || f->op == OP_UNION || f->op == OP_PROJECT_AWAY || f->op == OP_PROJECT_KEEP ||
                f->op == OP_PROJECT_REORDER;
    uint32_t n;
    if (type_position(s) && (kind == T_TYPE || kind == T_ODD_TYPE || kind == T_DYNAMIC)) {
        walk_take(s, kind == T_DYNAMIC ? T_TYPE : kind, 1);
        s->operand = true;
    } else if (property_name(s)) {
        walk_take(s, T_PARAM, 1);
        s->operand = false;
    } else if (wild && !s->operand && (n = look_wildcard(s->list, s->in)) > 0) {
        walk_take(s, T_WILDCARD, n);
        s->operand = true;
    } else if (f->op == OP_GRAPH_TO_TABLE && s->operand && look_parameter(s->list, s->in, OP_GRAPH_TO_TABLE)) {
        walk_parameters(s, OP_GRAPH_TO_TABLE, s->prev);
        s->operand = true;
    } else if (kind == T_NAME) {
        walk_name(s, 1);
    } else if (f->parts && (f->op == OP_PARSE || f->op == OP_PARSE_WHERE) && keyword_use(t->word) >= DECLARED) {
        walk_name(s, 1);
    } else if (s->operand && f->op == OP_SUMMARIZE && next == '=' && str_is(t->text, "bin")) {
        walk_take(s, T_PARAM, 1);
        s->operand = false;
    } else if (s->operand && !(f->op == OP_FORK && next == '=')) {
        continue_operator(s, t);
    } else if (kind == T_IN_OP && t->op == SC_IN && f->item && (f->op == OP_FIND || f->op == OP_SEARCH)) {
        f->item = false;
        walk_take(s, T_IN, 1);
    } else if (clause_word(s, t)) {
        continue_operator(s, t);
    } else if (keyword_use(t->word) == DECLARED && declared_here(s, next)) {
        walk_name(s, 1);
    } else if (s->prev == '=' && s->out > 1 && s->list->items[s->out - 2].kind == T_OUTPUT) {
        walk_name(s, 1);
    } else if (kind == T_DYNAMIC && next == '(') {
        walk_dynamic(s);
    } else if (expression_word(s, t)) {
        walk_keep(s, false);
        if (kind != T_TYPEOF && kind != T_PACK) walk_parameters(s, 0, kind);
    } else if (may_be_name(s, t)) {
        walk_name(s, 1);
    } else {
        continue_operator(s, t);
    }
}

/* What the parenthesis at hand opens. */
static inside parenthesis(walk *s)
{
    frame *f = walk_top(s);
    bool piece = f->op == OP_PARTITION_BY || (f->op == OP_PARTITION && !f->on) || (f->op == OP_MAKE_GRAPH && f->parts);
    switch (s->prev) {
    case T_DATATABLE:
    case T_EXTERNALDATA:
    case T_ASSERT_SCHEMA:
    case T_QUERY_PARAMETERS:
    case T_DECLARE:
    case T_TYPEOF:
    case T_FUNCTION_OPEN:
        return IN_SCHEMA;
    case T_AS:
        return IN_SCHEMA;
    case ':':
        return f->what == IN_SCHEMA || f->op == OP_EVALUATE ? IN_SCHEMA : IN_QUERY;
    case T_IN_OP:
    case T_TOSCALAR:
    case T_TOTABLE:
    case T_MATERIALIZE:
        return IN_QUERY;
    case T_BETWEEN:
    case T_NOT_BETWEEN:
        return IN_VALUES;
    case T_WITH_PROPS:
        return IN_PROPERTIES;
    case T_WITH:
        return f->op == OP_SCAN ? IN_STEPS : f->op == OP_MAKE_GRAPH ? IN_QUERY : IN_PIPELINE;
    case T_IN:
    case T_TO:
        return IN_ENTITIES;
    case T_FORK:
        return IN_PIPELINE;
    default:
        break;
    }
    if (f->what == IN_CASES) return IN_VALUES;
    if (f->pattern) return IN_SCHEMA;
    if (f->op == OP_FORK || (f->op == OP_MV_APPLY && s->prev == T_ON)) return IN_PIPELINE;
    if (f->op == OP_MACRO_EXPAND && s->operand) return IN_STATEMENTS;
    if (piece && s->operand) return IN_PIPELINE;
    if ((f->op == OP_GRAPH_MATCH || f->op == OP_GRAPH_SHORTEST_PATHS) && !f->parts) return IN_VALUES;
    return s->operand || s->prev == T_RANGE ? IN_VALUES : IN_QUERY;
}

static void shape_open(walk *s)
{
    frame *f = walk_top(s);
    int kind = walk_ahead(s, 0)->kind;
    uint32_t n;
    bool pattern = f->parts && (f->op == OP_PARSE || f->op == OP_PARSE_WHERE); /* 'text' ['a name'] are two parts */
    if (kind == '[' && (!s->operand || pattern) && (n = look_bracketed(s->list, s->in)) > 0) {
        walk_name(s, n);
        return;
    }
    if (kind == '[' && !s->operand && f->what == IN_ENTITIES && (n = look_wildcard(s->list, s->in + 1)) > 0 &&
        walk_ahead(s, n + 1)->kind == ']') {
        s->in++;
        walk_take(s, T_WILDCARD, n);
        s->in++;
        s->operand = true;
        return;
    }
    if (kind == '{' && !s->operand && !(s->prev == '=' && f->what == IN_CASES) && look_braced(s->list, s->in)) {
        walk_name(s, 3);
        return;
    }
    inside what = kind == '(' ? parenthesis(s) : kind == '{' ? IN_STATEMENTS : f->pattern ? IN_SCHEMA : IN_VALUES;
    bool tuple = kind == '(' && what == IN_QUERY && !s->operand && look_tuple(s->list, s->in);
    bool scope = kind == '(' && s->prev == T_IN && (f->op == OP_FIND || f->op == OP_SEARCH);
    int typeof_word = s->prev == T_TYPEOF ? T_TYPEOF : kind;
    if (kind == '{' && f->pattern) what = IN_CASES;
    walk_take(s, tuple ? T_TUPLE_OPEN : kind, 1);
    s->operand = false;
    s->prev = typeof_word;
    walk_push(s, tuple ? IN_NAMES : what);
    walk_top(s)->scope = scope;
}

static void shape_close(walk *s)
{
    bool scope = walk_top(s)->scope;
    if (s->depth > 1) s->depth--;
    walk_keep(s, !scope);
}

static void shape_separator(walk *s)
{
    frame *f = walk_top(s);
    int kind = walk_ahead(s, 0)->kind;
    if (kind == ',' && f->what == IN_PROPERTIES && walk_ahead(s, 2)->kind != '=')
        walk_take(s, T_NAME_COMMA, 1);
    else
        walk_keep(s, false);
    s->operand = false;
    f->item = true;
    if (kind == '|') f->bar = true;
    if (kind == '|' || kind == ';') {
        f->op = -1;
        f->parts = f->on = false;
        f->pattern = false;
        f->begin = kind == ';' && f->what == IN_STATEMENTS;
    }
}

static void shape_star(walk *s)
{
    frame *f = walk_top(s);
    bool wild = f->what == IN_ENTITIES || f->op == OP_UNION || f->op == OP_PROJECT_AWAY || f->op == OP_PROJECT_KEEP ||
                f->op == OP_PROJECT_REORDER;
    uint32_t n = wild && !s->operand ? look_wildcard(s->list, s->in) : 0;
    if (n) {
        walk_take(s, T_WILDCARD, n);
        s->operand = true;
    } else {
        walk_keep(s, !s->operand);
    }
}

/* Whether the token at hand begins a statement or an operator; if so, takes its first words. */
static bool shape_beginning(walk *s)
{
    frame *f = walk_top(s);
    const token *t = walk_ahead(s, 0);
    bool bar = f->bar, begin = f->begin;
    int next = walk_ahead(s, 1)->kind;
    f->bar = f->begin = false;
    if (begin && f->what == IN_STATEMENTS && look_statement(s->list, s->in)) {
        begin_statement(s);
        return true;
    }
    if (!operator_word(t) || ((t->kind == T_COUNT || t->kind == T_RANGE) && next == '(')) return false;
    if (bar || (begin && (f->what == IN_PIPELINE || look_operator(s->list, s->in)))) {
        begin_operator(s);
        return true;
    }
    return false;
}

/* Syntax of Microsoft's that is known here and goes no further. */
static void refuse(walk *s, const token *t)
{
    int next = walk_ahead(s, 1)->kind;
    bool table =
        t->kind == T_INLINE_EXTERNAL_TABLE && !s->operand && (next == '(' || str_is(walk_ahead(s, 1)->text, "kind"));
    if (table || t->kind == T_CONTEXTUAL_DATATABLE || t->kind == T_VIEW_COMBINE)
        diag_error(s->ds, ST_UNSUPPORTED, NULL, t->at, STR_FMT " is not supported", STR_ARG(t->text));
    if (t->kind == '.' && s->in == 0)
        diag_error(s->ds, ST_UNSUPPORTED, NULL, t->at, "management commands (they begin with a dot) are not supported");
}

static void shape_one(walk *s)
{
    frame *f = walk_top(s);
    const token *t = walk_ahead(s, 0);
    refuse(s, t);
    if ((f->bar || f->begin) && shape_beginning(s)) return;
    if (look_word(t)) {
        bool item = f->item;
        shape_word(s);
        if (f == walk_top(s) && item && s->prev != T_IN && s->operand) f->item = false;
        return;
    }
    switch (t->kind) {
    case '(':
    case '[':
    case '{':
        shape_open(s);
        break;
    case ')':
    case ']':
    case '}':
        shape_close(s);
        break;
    case ',':
    case '|':
    case ';':
        shape_separator(s);
        break;
    case '*':
        shape_star(s);
        break;
    case T_STRING:
    case T_LITERAL:
    case T_LONG:
    case T_REAL:
    case T_TIMESPAN:
        walk_keep(s, true);
        f->item = false;
        break;
    default:
        walk_keep(s, false);
        f->item = false;
        break;
    }
}

void tokens_shape(token_list *list, arena *mem, diags *ds)
{
    walk s = {.list = list, .mem = mem, .ds = ds};
    walk_push(&s, IN_STATEMENTS);
    while (s.in + 1 < list->n) shape_one(&s);
    list->items[s.out++] = list->items[list->n - 1];
    list->n = s.out;
}
