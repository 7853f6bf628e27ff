/* The grammar of KQL. It reads the tokens that token_shape.c has settled: T_NAME is a name whatever its spelling,
 * T_PARAM a parameter's name, a keyword token stands where the keyword is meant. Lists and pipes are left-recursive.
 * What a node looks like: ast.def, operators.def. */
%code requires {
#include "grammar/build.h"
}

%code {
#include "grammar/syntax_error.h"

#define YYLLOC_DEFAULT(current, rhs, n)                                             \
    do {                                                                            \
        if (n)                                                                      \
            (current) = span_join(YYRHSLOC(rhs, 1), YYRHSLOC(rhs, n));              \
        else                                                                        \
            (current) = (span){YYRHSLOC(rhs, 0).start + YYRHSLOC(rhs, 0).len, 0};   \
    } while (0)
/* Deep enough for AST_MAX_DEPTH levels of the deepest construct; beyond it the parser says so (KS245). */
#define YYMAXDEPTH 24000
#define YYINITDEPTH 400

static int kql_yylex(KQL_YYSTYPE *value, span *at, parse *p);
static void kql_yyerror(span *at, parse *p, const char *message);

#define NONE(near) build_none(p, near)
#define OP0(op, word, all, params) build_op(p, op, word, all, params, 0)
#define OP1(op, word, all, params, a) build_op(p, op, word, all, params, 1, a)
#define OP2(op, word, all, params, a, b) build_op(p, op, word, all, params, 2, a, b)
#define OP3(op, word, all, params, a, b, c) build_op(p, op, word, all, params, 3, a, b, c)
#define EMPTY list_new(p, NULL)
#define FIRST(item) list_new(p, item)
#define MORE(list, item) list_add(p, list, item)
#define LIST(at, items) build_list(p, AST_LIST, at, items)
#define KID(kind, at, a) build_n(p, kind, at, 1, a)
#define KIDS2(kind, at, a, b) build_n(p, kind, at, 2, a, b)
#define NAME_OF(tok) build_text(p, AST_NAME, (tok).at, tok)
#define TYPE_OF(tok) build_text(p, AST_TYPE, (tok).at, tok)
#define STAR(at) build(p, AST_STAR, at)
#define BINARY(op, at, a, b) build_binary(p, AST_BINARY, op, at, a, b)
#define LABEL(node, tok) ((node)->text = (tok).text, (node)->name_at = (tok).at, (node)->flags |= (tok).flags)
#define BEHIND(at) ((span){(at).start + (at).len, 0})
#define OPS(op, word, all, params, kids) build_op_list(p, op, word, all, params, kids)
}

%define api.pure full
%define api.prefix {kql_yy}
%define api.location.type {span}
%define parse.error custom
%define parse.lac full
%locations
%expect 0
%param { parse *p }

%union {
    token tok;
    ast *node;
    nodes *list;
    uint16_t flags;
}

 /* what the scanner makes */
%token <tok> T_NAME "a name" T_WILDCARD "a name pattern" T_PARAM "a parameter"
%token <tok> T_LITERAL "a literal" T_LONG "a number" T_REAL "a real number" T_TIMESPAN "a timespan" T_STRING "a string"
%token <tok> T_TYPE "a type" T_ODD_TYPE "a type name" T_DIRECTIVE "a directive" T_WORD "a reserved word"
%token T_NAME_COMMA ", between names" T_WITH_PROPS "with (...)"
%token <tok> T_TUPLE_OPEN "( of names" T_FUNCTION_OPEN "( of parameters"
%token T_DOT_DOT ".." T_ARROW "=>" T_LESS_BAR "<|" T_BANG "!"
%token <tok> '+' "+" '-' "-" '*' "*" '/' "/" '%' "%" '<' "<" '>' ">" ':' ":"
%token '(' "(" ')' ")" '[' "[" ']' "]" '{' "{" '}' "}" '|' "|" '.' "." ',' "," ';' ";" '=' "=" '@' "@" '?' "?"
%token <tok> T_COMPARE "<= or >=" T_EQUAL "== or !=" T_STRING_OP "a string operator" T_IN_OP "in" T_IN "in (...)"
%token <tok> T_AND "and" T_OR "or" T_BETWEEN "between" T_NOT_BETWEEN "!between"

 /* the words of the tabular operators */
%token <tok> T_AS "as" T_ASSERT_SCHEMA "assert-schema" T_CONSUME "consume" T_COUNT "count" T_DISTINCT "distinct"
%token <tok> T_EVALUATE "evaluate" T_EXECUTE_AND_CACHE "__executeAndCache" T_EXTEND "extend" T_FACET "facet" T_FILTER "filter"
%token <tok> T_FIND "find" T_FORK "fork" T_GETSCHEMA "getschema" T_INVOKE "invoke" T_JOIN "join" T_LIMIT "limit" T_LOOKUP "lookup"
%token <tok> T_MACRO_EXPAND "macro-expand" T_MAKE_SERIES "make-series" T_MV_APPLY "mv-apply" T_MV_EXPAND "mv-expand"
%token <tok> T_ORDER "order" T_PARSE "parse" T_PARSE_KV "parse-kv" T_PARSE_WHERE "parse-where" T_PARTITION "partition"
%token <tok> T_PARTITION_BY "__partitionby" T_PRINT "print" T_PROJECT "project" T_PROJECT_AWAY "project-away"
%token <tok> T_PROJECT_BY_NAMES "project-by-names" T_PROJECT_KEEP "project-keep" T_PROJECT_RENAME "project-rename"
%token <tok> T_PROJECT_REORDER "project-reorder" T_RANGE "range" T_REDUCE "reduce" T_RENDER "render" T_SAMPLE "sample"
%token <tok> T_SAMPLE_DISTINCT "sample-distinct" T_SCAN "scan" T_SEARCH "search" T_SERIALIZE "serialize" T_SORT "sort"
%token <tok> T_SUMMARIZE "summarize" T_TAKE "take" T_TOP "top" T_TOP_HITTERS "top-hitters" T_TOP_NESTED "top-nested"
%token <tok> T_UNION "union" T_WHERE "where" T_MAKE_GRAPH "make-graph" T_GRAPH_MATCH "graph-match"
%token <tok> T_GRAPH_SHORTEST_PATHS "graph-shortest-paths" T_GRAPH_TO_TABLE "graph-to-table"
%token <tok> T_GRAPH_MARK_COMPONENTS "graph-mark-components" T_GRAPH_WHERE_NODES "graph-where-nodes"
%token <tok> T_GRAPH_WHERE_EDGES "graph-where-edges"

 /* the other words */
%token <tok> T_ACCESS "access" T_ALIAS "alias" T_ASC "asc" T_BY "by" T_CONTEXTUAL_DATATABLE "__contextual_datatable"
%token <tok> T_DATABASE "database" T_DATASCOPE "datascope" T_DATATABLE "datatable" T_DECLARE "declare" T_DEFAULT "default"
%token <tok> T_DESC "desc" T_DYNAMIC "dynamic" T_EDGES "edges" T_ENTITY_GROUP "entity_group" T_EXTERNALDATA "externaldata"
%token <tok> T_FIND_PROJECT_AWAY "__projectAway" T_FIRST "first" T_FROM "from" T_GRANNY_ASC "granny-asc"
%token <tok> T_GRANNY_DESC "granny-desc" T_ID "id" T_INLINE_EXTERNAL_TABLE "inline_external_table" T_LAST "last" T_LET "let"
%token <tok> T_MATERIALIZE "materialize" T_NODES "nodes" T_NULLS "nulls" T_NULL_WORD "null" T_OF "of" T_ON "on"
%token <tok> T_OPTIONAL "optional" T_OTHERS "others" T_OUTPUT "output" T_PACK "pack" T_PARTITIONED_BY "partitioned-by"
%token <tok> T_PATTERN "pattern" T_PROJECT_SMART "project-smart" T_QUERY_PARAMETERS "query_parameters" T_RESTRICT "restrict"
%token <tok> T_SET "set" T_STEP "step" T_TO "to" T_TOSCALAR "toscalar" T_TOTABLE "totable" T_TYPEOF "typeof" T_VIEW "view"
%token <tok> T_VIEW_COMBINE "materialized-view-combine" T_WITH "with" T_WITH_NODE_ID "with_node_id"

%type <list> statements some_statements body_statements parameters some_parameters columns some_columns named_list named_list_maybe
%type <list> expr_list items string_parts json_list some_json json_pairs some_pairs arguments some_arguments legs patterns reorders
%type <list> piped ordered_list distinct_list top_nested_levels expand_list apply_list series_list parse_parts fork_legs props
%type <list> some_props param_list entities steps step_assigns names name_tail paths fixed_values some_fixed typeof_items
%type <list> find_columns join_keys graph_patterns graph_pattern graph_tables outputs cases
%type <node> query statement let_value materialize_value group function body body_end parameter parameter_default row_type column
%type <node> type_ref row_schema pattern_path case pipeline subquery operator expr and_expr eq_expr relational additive
%type <node> multiplicative string_op unary postfix_call postfix primary call argument named literal fixed string dynamic json
%type <node> json_pair typeof typeof_item evaluate_schema params param param_value word_value prop prop_value with_props render_by entity entity_as leg
%type <node> pattern_item reorder ordered distinct_item path top_nested_level others by_maybe expand_item limit_maybe id_maybe partition_id
%type <node> series_item from_maybe to_maybe parse_part fork_leg facet_with scope_maybe step step_head step_assign search_scope
%type <node> search_predicate find_project find_away find_column dotted_call scan_order scan_partition scan_declare
%type <node> entity_group_ref macro_name graph_with graph_table graph_parted graph_part graph_name graph_range graph_where
%type <node> graph_project output output_as
%type <tok> where_word take_word sort_word sample_word any_number output_word
%type <flags> direction direction_word order_maybe nulls step_optional step_output

%%

query: directives statements { $$ = p->root = build_list(p, AST_QUERY, (span){0, p->text.n}, $2); } ;
directives: %empty
     | directives T_DIRECTIVE { parse_error(p, "KS250", $2.at, "directives (lines that begin with #) are not known here"); } ;

 /* statements */
statements: %empty { $$ = EMPTY; } | some_statements | some_statements ';' ;
some_statements: statement { $$ = FIRST($1); } | some_statements ';' statement { $$ = MORE($1, $3); } ;
statement: T_LET T_NAME '=' let_value { $$ = KID(AST_LET, @$, $4); LABEL($$, $2); }
     | T_SET T_NAME { $$ = KID(AST_SET, @$, NONE(@$)); LABEL($$, $2); }
     | T_SET T_NAME '=' expr { $$ = KID(AST_SET, @$, $4); LABEL($$, $2); }
     | T_DECLARE T_QUERY_PARAMETERS '(' some_parameters ')' { $$ = build_list(p, AST_DECLARE_PARAMETERS, @$, $4); }
     | T_DECLARE T_PATTERN T_NAME { $$ = build_text(p, AST_DECLARE_PATTERN, @$, $3); }
     | T_DECLARE T_PATTERN T_NAME '=' '(' columns ')' pattern_path '{' cases '}'
       { list_join(p, MORE($6, $8), $10); $$ = build_list(p, AST_DECLARE_PATTERN, @$, $6); LABEL($$, $3); }
     | T_ALIAS T_DATABASE T_NAME '=' expr { $$ = KID(AST_ALIAS, @$, $5); LABEL($$, $3); }
     | T_RESTRICT T_ACCESS T_TO '(' entities ')' with_props { $$ = build_list(p, AST_RESTRICT, @$, $7 ? MORE($5, $7) : $5); }
     | pipeline { $$ = KID(AST_EXPRESSION, @$, build_source(p, $1)); } ;
let_value: pipeline { $$ = build_source(p, $1); } | materialize_value | function | group ;
materialize_value: T_MATERIALIZE '(' pipeline ')' { $$ = KID(AST_MATERIALIZE, @$, build_source(p, $3)); } ;
group: T_ENTITY_GROUP '[' expr_list ']' { $$ = build_list(p, AST_ENTITY_GROUP, @$, $3); } ;
function: T_FUNCTION_OPEN parameters ')' body { $$ = KIDS2(AST_FUNCTION, @$, LIST(span_join(@1, @3), $2), $4); }
     | T_VIEW T_FUNCTION_OPEN parameters ')' body
       { $$ = KIDS2(AST_FUNCTION, @$, LIST(span_join(@2, @4), $3), $5); $$->flags = ASTF_VIEW; } ;
body: '{' body_statements body_end '}' { $$ = build_body(p, @$, $2, $3); } ;
body_statements: %empty { $$ = EMPTY; } | body_statements statement ';' { $$ = MORE($1, $2); } ;
body_end: %empty { $$ = NONE(@$); } | statement ;
parameters: %empty { $$ = EMPTY; } | some_parameters ;
some_parameters: parameter { $$ = FIRST($1); } | some_parameters ',' parameter { $$ = MORE($1, $3); } ;
parameter: column parameter_default { $1->kid[1] = $2; $1->at = @$; $$ = $1; } ;
parameter_default: %empty { $$ = NONE(@$); } | '=' fixed { $$ = $2; } | '=' T_NAME { $$ = NAME_OF($2); } ;
column: T_NAME ':' T_TYPE { $$ = KIDS2(AST_PARAMETER, @$, TYPE_OF($3), NONE(@$)); LABEL($$, $1); }
     | T_NAME ':' row_type { $$ = KIDS2(AST_PARAMETER, @$, $3, NONE(@$)); LABEL($$, $1); }
     | T_NAME ':' type_ref
       { parse_error(p, "KS160", @3, "'" STR_FMT "' is not a type that can be used here", STR_ARG($3->text));
         $$ = KIDS2(AST_PARAMETER, @$, $3, NONE(@$)); } ;
type_ref: T_ODD_TYPE { $$ = TYPE_OF($1); } | T_NAME { $$ = TYPE_OF($1); } ;
row_type: '(' '*' ')' { $$ = KID(AST_SCHEMA, @$, STAR(@2)); } | '(' columns ')' { $$ = build_list(p, AST_SCHEMA, @$, $2); } ;
row_schema: '(' columns ')' { $$ = build_list(p, AST_SCHEMA, @$, $2); }
     | '(' ',' columns ')' { $$ = build_list(p, AST_SCHEMA, @$, $3); } ;
columns: %empty { $$ = EMPTY; } | some_columns | some_columns ',' ;
some_columns: column { $$ = FIRST($1); } | some_columns ',' column { $$ = MORE($1, $3); } ;
pattern_path: %empty { $$ = NONE(@$); } | '[' column ']' { $$ = $2; } ;
cases: case { $$ = FIRST($1); } | cases case { $$ = MORE($1, $2); } ;
case: '(' expr_list ')' '=' body ';' { $$ = build_n(p, AST_LIST, @$, 3, LIST(@2, $2), NONE(@4), $5); }
     | '(' expr_list ')' '.' T_NAME '=' body ';' { $$ = build_n(p, AST_LIST, @$, 3, LIST(@2, $2), NAME_OF($5), $7); } ;

 /* pipelines */
pipeline: expr | operator | piped { $$ = build_pipe(p, @$, $1); } ;
piped: expr '|' operator { $$ = MORE(FIRST($1), $3); } | operator '|' operator { $$ = MORE(FIRST($1), $3); }
     | piped '|' operator { $$ = MORE($1, $3); } ;
subquery: '(' pipeline ')' { $$ = build_continuation(p, $2); } ;

 /* expressions: or, and, one equality, one comparison, + -, * / %, one string operator, sign, path */
expr: and_expr | expr T_OR and_expr { $$ = BINARY(SC_OR, @2, $1, $3); } ;
and_expr: eq_expr | and_expr T_AND eq_expr { $$ = BINARY(SC_AND, @2, $1, $3); } ;
eq_expr: relational | relational T_EQUAL relational { $$ = BINARY($2.op, @2, $1, $3); }
     | '*' T_EQUAL relational { $$ = BINARY($2.op, @2, STAR(@1), $3); }
     | relational T_IN_OP '(' items ')' { $$ = build_in(p, $2, @$, $1, $4); } | relational T_BETWEEN '(' expr T_DOT_DOT expr ')'
       { $$ = build_n(p, AST_BETWEEN, @$, 3, $1, $4, $6); $$->op = SC_BETWEEN; $$->name_at = @2; }
     | relational T_NOT_BETWEEN '(' expr T_DOT_DOT expr ')'
       { $$ = build_n(p, AST_BETWEEN, @$, 3, $1, $4, $6); $$->op = SC_NOT_BETWEEN; $$->name_at = @2; } ;
items: expr_list | operator { $$ = FIRST(build_source(p, $1)); }
     | piped { $$ = FIRST(build_source(p, build_pipe(p, @$, $1))); } ;
expr_list: expr { $$ = FIRST($1); } | expr_list ',' expr { $$ = MORE($1, $3); } ;
relational: additive | additive '<' additive { $$ = BINARY(SC_LT, @2, $1, $3); }
     | additive '>' additive { $$ = BINARY(SC_GT, @2, $1, $3); }
     | additive T_COMPARE additive { $$ = BINARY($2.op, @2, $1, $3); } ;
additive: multiplicative | additive '+' multiplicative { $$ = BINARY(SC_ADD, @2, $1, $3); }
     | additive '-' multiplicative { $$ = BINARY(SC_SUB, @2, $1, $3); } ;
multiplicative: string_op | multiplicative '*' string_op { $$ = BINARY(SC_MUL, @2, $1, $3); }
     | multiplicative '/' string_op { $$ = BINARY(SC_DIV, @2, $1, $3); }
     | multiplicative '%' string_op { $$ = BINARY(SC_MOD, @2, $1, $3); } ;
string_op: unary | unary T_STRING_OP unary { $$ = BINARY($2.op, @2, $1, $3); }
     | unary ':' unary { $$ = BINARY(SC_SEARCH_COLON, @2, $1, $3); }
     | '*' T_STRING_OP unary { $$ = BINARY($2.op, @2, STAR(@1), $3); }
     | '*' ':' unary { $$ = BINARY(SC_SEARCH_COLON, @2, STAR(@1), $3); } ;
unary: postfix_call | '-' postfix_call { $$ = KID(AST_UNARY, @$, $2); $$->op = SC_NEG; $$->name_at = @1; }
     | '+' postfix_call { $$ = KID(AST_UNARY, @$, $2); $$->op = SC_POS; $$->name_at = @1; } ;
postfix_call: postfix
     | T_TOTABLE params '(' pipeline ')' { check_unoptimized(p, $2); $$ = KID(AST_TOTABLE, @$, build_source(p, $4)); $$->name_at = @1; } ;
postfix: primary | postfix '.' T_NAME { $$ = KID(AST_PATH, @$, $1); LABEL($$, $3); }
     | postfix '.' call { $$ = KIDS2(AST_DOT_CALL, @$, $1, $3); $$->name_at = $3->name_at; }
     | postfix '.' '[' expr ']' { $$ = build_index(p, @$, $1, $4); }
     | postfix '[' expr ']' { $$ = build_index(p, @$, $1, $3); } ;
primary: literal | typeof | T_NAME { $$ = NAME_OF($1); } | call
     | '(' pipeline ')' { $$ = build_source(p, $2); $$->flags |= ASTF_PAREN; $$->at = @$; }
     | T_TOSCALAR params '(' pipeline ')' { check_unoptimized(p, $2); $$ = KID(AST_TOSCALAR, @$, build_source(p, $4)); $$->name_at = @1; }
     | T_DATATABLE params row_schema '[' fixed_values ']' { $$ = OP2(OP_DATATABLE, @1, @$, $2, $3, LIST(span_join(@4, @6), $5)); }
     | T_EXTERNALDATA params row_schema '[' expr_list ']' with_props
       { $$ = OP2(OP_EXTERNALDATA, @1, @$, join_params(p, $2, $7), $3, LIST(span_join(@4, @6), $5)); }
     | T_EXTERNALDATA params row_schema '[' expr_list ',' ']' with_props
       { $$ = OP2(OP_EXTERNALDATA, @1, @$, join_params(p, $2, $8), $3, LIST(span_join(@4, @7), $5)); } ;
call: T_NAME '(' arguments ')' { $$ = build_list(p, AST_CALL, @$, $3); LABEL($$, $1); } ;
arguments: %empty { $$ = EMPTY; } | some_arguments ;
some_arguments: argument { $$ = FIRST($1); } | some_arguments ',' argument { $$ = MORE($1, $3); } ;
argument: named | '*' { $$ = STAR(@1); } ;
named: expr | T_NAME '=' expr { $$ = KID(AST_NAMED, @$, $3); LABEL($$, $1); }
     | T_TUPLE_OPEN names ')' '=' expr { $$ = KIDS2(AST_NAMED_TUPLE, @$, LIST(span_join(@1, @3), $2), $5); } ;
render_by: T_BY paths { ast *of = KID(AST_PARAM, @$, LIST(@2, $2)); LABEL(of, $1); $$ = build_list(p, AST_PARAMS, @$, FIRST(of)); } ;
names: T_NAME { $$ = FIRST(NAME_OF($1)); } | names ',' T_NAME { $$ = MORE($1, NAME_OF($3)); } ;
named_list: named { $$ = FIRST($1); } | named_list ',' named { $$ = MORE($1, $3); } ;
named_list_maybe: %empty { $$ = EMPTY; } | named_list ;

 /* literals */
any_number: T_LONG | T_REAL | T_TIMESPAN ;
literal: T_LITERAL { $$ = build_literal(p, $1); } | any_number { $$ = build_literal(p, $1); } | string | dynamic ;
fixed: literal | typeof | '-' any_number { $$ = build_signed(p, $1, $2); } | '+' any_number { $$ = build_signed(p, $1, $2); } ;
fixed_values: %empty { $$ = EMPTY; } | some_fixed | some_fixed ',' | ',' some_fixed { $$ = $2; }
     | ',' some_fixed ',' { $$ = $2; } ;
some_fixed: fixed { $$ = FIRST($1); } | some_fixed ',' fixed { $$ = MORE($1, $3); } ;
string: string_parts { $$ = build_string(p, $1, @$); } ;
string_parts: T_STRING { $$ = FIRST(build_text(p, AST_LITERAL, @1, $1)); }
     | string_parts T_STRING { $$ = MORE($1, build_text(p, AST_LITERAL, @2, $2)); } ;
typeof: T_TYPEOF '(' typeof_items ')' { $$ = build_list(p, AST_TYPEOF, @$, $3); $$->name_at = @1; } ;
typeof_items: typeof_item { $$ = FIRST($1); } | typeof_items ',' typeof_item { $$ = MORE($1, $3); } ;
typeof_item: T_TYPE { $$ = TYPE_OF($1); } | type_ref | '*' { $$ = STAR(@1); } | column ;
dynamic: T_DYNAMIC '(' json ')' { $$ = build_raw(p, LIT_DYNAMIC, @$, @3); $$->depth = $3->depth; } ;
json: T_LITERAL
       { $$ = build_literal(p, $1); if ($1.op == LIT_INT) parse_error(p, "KS006", @1, "a JSON value is missing: int(...) is none"); }
     | any_number { $$ = build_literal(p, $1); } | '-' T_LONG { $$ = build_literal(p, $2); }
     | '-' T_REAL { $$ = build_literal(p, $2); } | T_NULL_WORD { $$ = build(p, AST_NONE, @1); } | string | dynamic
     | '[' json_list ']' { $$ = build_list(p, AST_LIST, @$, $2); }
     | '{' json_pairs '}' { $$ = build_list(p, AST_LIST, @$, $2); } ;
json_list: %empty { $$ = EMPTY; } | some_json ;
some_json: json { $$ = FIRST($1); } | some_json ',' json { $$ = MORE($1, $3); } ;
json_pairs: %empty { $$ = EMPTY; } | some_pairs ;
some_pairs: json_pair { $$ = FIRST($1); } | some_pairs ',' json_pair { $$ = MORE($1, $3); } ;
json_pair: T_STRING ':' json { $$ = $3; } ;

 /* parameters: kind=inner hint.strategy=shuffle, and with (a=b, c=d) */
params: param_list { $$ = build_list(p, AST_PARAMS, @$, $1); } ;
param_list: %empty { $$ = EMPTY; } | param_list param { $$ = MORE($1, $2); } ;
param: T_PARAM '=' param_value { $$ = KID(AST_PARAM, @$, $3); LABEL($$, $1); } ;
param_value: word_value | T_STRING { $$ = build_string(p, FIRST(build_text(p, AST_LITERAL, @1, $1)), @1); } ;
word_value: T_NAME { $$ = NAME_OF($1); } | T_LITERAL { $$ = build_literal(p, $1); } | any_number { $$ = build_literal(p, $1); }
     | '-' any_number { $$ = build_signed(p, $1, $2); } | '+' any_number { $$ = build_signed(p, $1, $2); } | dynamic ;
with_props: %empty { $$ = NULL; } | T_WITH_PROPS '(' props ')' { $$ = build_list(p, AST_PARAMS, @$, $3); }
     | T_WITH_PROPS '(' ',' some_props ')' { $$ = build_list(p, AST_PARAMS, @$, $4); } ;
props: %empty { $$ = EMPTY; } | some_props ;
some_props: prop { $$ = FIRST($1); } | some_props ',' prop { $$ = MORE($1, $3); } ;
prop: T_PARAM '=' prop_value { $$ = KID(AST_PARAM, @$, $3); LABEL($$, $1); } ;
prop_value: word_value | string | call
     | T_NAME T_NAME_COMMA name_tail { $$ = LIST(@$, list_join(p, FIRST(NAME_OF($1)), $3)); } ;
name_tail: T_NAME { $$ = FIRST(NAME_OF($1)); } | name_tail T_NAME_COMMA T_NAME { $$ = MORE($1, NAME_OF($3)); } ;

 /* the tabular operators */
operator: where_word params named { $$ = OP1(OP_WHERE, @1, @$, $2, $3); }
     | T_EXTEND named_list { $$ = OPS(OP_EXTEND, @1, @$, NULL, $2); }
     | T_PRINT named_list { $$ = OPS(OP_PRINT, @1, @$, NULL, $2); }
     | T_PROJECT named_list_maybe { $$ = OPS(OP_PROJECT, @1, @$, NULL, $2); }
     | T_PROJECT_RENAME named_list_maybe { $$ = OPS(OP_PROJECT_RENAME, @1, @$, NULL, $2); }
     | T_PROJECT_AWAY patterns { $$ = OPS(OP_PROJECT_AWAY, @1, @$, NULL, $2); }
     | T_PROJECT_AWAY { $$ = OP0(OP_PROJECT_AWAY, @1, @$, NULL); }
     | T_PROJECT_KEEP patterns { $$ = OPS(OP_PROJECT_KEEP, @1, @$, NULL, $2); }
     | T_PROJECT_KEEP { $$ = OP0(OP_PROJECT_KEEP, @1, @$, NULL); }
     | T_PROJECT_REORDER reorders { $$ = OPS(OP_PROJECT_REORDER, @1, @$, NULL, $2); }
     | T_PROJECT_REORDER { $$ = OP0(OP_PROJECT_REORDER, @1, @$, NULL); }
     | T_PROJECT_BY_NAMES expr_list { $$ = OPS(OP_PROJECT_BY_NAMES, @1, @$, NULL, $2); }
     | T_PROJECT_BY_NAMES { $$ = OP0(OP_PROJECT_BY_NAMES, @1, @$, NULL); }
     | T_SERIALIZE params named_list_maybe { $$ = OPS(OP_SERIALIZE, @1, @$, $2, $3); }
     | T_COUNT { $$ = OP0(OP_COUNT, @1, @$, NULL); }
     | T_COUNT T_AS T_NAME { $$ = OP0(OP_COUNT, @1, @$, NULL); $$->text = $3.text; }
     | T_DISTINCT params distinct_list { $$ = OPS(OP_DISTINCT, @1, @$, $2, $3); }
     | take_word params named { $$ = OP1(OP_TAKE, @1, @$, $2, $3); }
     | sample_word params named { $$ = OP1(OP_SAMPLE, @1, @$, $2, $3); }
     | T_SAMPLE_DISTINCT params named T_OF named { $$ = OP2(OP_SAMPLE_DISTINCT, @1, @$, $2, $3, $5); }
     | sort_word params T_BY ordered_list { $$ = OPS(OP_SORT, @1, @$, $2, $4); }
     | T_TOP params named T_BY ordered { $$ = OP2(OP_TOP, @1, @$, $2, $3, $5); }
     | T_TOP_HITTERS named T_OF named by_maybe { $$ = OP3(OP_TOP_HITTERS, @1, @$, NULL, $2, $4, $5); }
     | top_nested_levels { $$ = OPS(OP_TOP_NESTED, $1->p[0]->name_at, @$, NULL, $1); }
     | T_SUMMARIZE params named_list_maybe { $$ = OP2(OP_SUMMARIZE, @1, @$, $2, LIST(@3, $3), LIST(BEHIND(@3), NULL)); }
     | T_SUMMARIZE params named_list_maybe T_BY named_list { $$ = OP2(OP_SUMMARIZE, @1, @$, $2, LIST(@3, $3), LIST(@5, $5)); }
     | T_SUMMARIZE params named_list_maybe T_BY named_list param
       { $6->kind = AST_NAMED; $$ = OP2(OP_SUMMARIZE, @1, @$, $2, LIST(@3, $3), LIST(span_join(@5, @6), MORE($5, $6))); }
     | T_JOIN params expr { $$ = OP2(OP_JOIN, @1, @$, $2, $3, LIST(BEHIND(@3), NULL)); }
     | T_JOIN params expr T_ON join_keys { $$ = OP2(OP_JOIN, @1, @$, $2, $3, LIST(@5, $5)); }
     | T_JOIN params expr T_WHERE expr { $$ = OP3(OP_JOIN, @1, @$, $2, $3, LIST(@4, NULL), $5); }
     | T_LOOKUP params expr T_ON join_keys { $$ = OP2(OP_LOOKUP, @1, @$, $2, $3, LIST(@5, $5)); }
     | T_UNION params legs { $$ = OPS(OP_UNION, @1, @$, $2, $3); }
     | T_RANGE T_NAME T_FROM expr T_TO expr T_STEP expr { $$ = OP3(OP_RANGE, @1, @$, NULL, $4, $6, $8); $$->text = $2.text; }
     | T_AS params T_NAME { $$ = OP0(OP_AS, @1, @$, $2); $$->text = $3.text; }
     | T_CONSUME params { $$ = OP0(OP_CONSUME, @1, @$, $2); } | T_GETSCHEMA params { $$ = OP0(OP_GETSCHEMA, @1, @$, $2); }
     | T_EXECUTE_AND_CACHE { $$ = OP0(OP_EXECUTE_AND_CACHE, @1, @$, NULL); }
     | T_ASSERT_SCHEMA row_schema { $$ = OP1(OP_ASSERT_SCHEMA, @1, @$, NULL, $2); }
     | T_EVALUATE params call { $$ = OP2(OP_EVALUATE, @1, @$, $2, $3, NONE(BEHIND(@3))); }
     | T_EVALUATE params call ':' evaluate_schema { $$ = OP2(OP_EVALUATE, @1, @$, $2, $3, $5); }
     | T_INVOKE dotted_call { $$ = OP1(OP_INVOKE, @1, @$, NULL, $2); }
     | T_RENDER T_NAME params with_props { $$ = OP0(OP_RENDER, @1, @$, join_params(p, $3, $4)); $$->text = $2.text; }
     | T_RENDER T_NAME params render_by with_props
       { $$ = OP0(OP_RENDER, @1, @$, join_params(p, join_params(p, $3, $4), $5)); $$->text = $2.text; }
     | T_PARSE params expr T_WITH parse_parts { $$ = OPS(OP_PARSE, @1, @$, $2, list_join(p, FIRST($3), $5)); }
     | T_PARSE_WHERE params expr T_WITH parse_parts { $$ = OPS(OP_PARSE_WHERE, @1, @$, $2, list_join(p, FIRST($3), $5)); }
     | T_PARSE_KV expr T_AS row_schema with_props { $$ = OP2(OP_PARSE_KV, @1, @$, $5, $2, $4); }
     | T_MV_EXPAND params expand_list limit_maybe { $$ = OP2(OP_MV_EXPAND, @1, @$, $2, LIST(@3, $3), $4); }
     | T_MV_APPLY params apply_list limit_maybe id_maybe T_ON subquery
       { $$ = build_op(p, OP_MV_APPLY, @1, @$, $2, 4, LIST(@3, $3), $4, $5, $7); }
     | T_MAKE_SERIES params series_list T_ON named from_maybe to_maybe T_STEP expr
       { $$ = build_op(p, OP_MAKE_SERIES, @1, @$, $2, 6, LIST(@3, $3), $5, $6, $7, $9, LIST(BEHIND(@$), NULL)); }
     | T_MAKE_SERIES params series_list T_ON named from_maybe to_maybe T_STEP expr T_BY named_list
       { $$ = build_op(p, OP_MAKE_SERIES, @1, @$, $2, 6, LIST(@3, $3), $5, $6, $7, $9, LIST(@11, $11)); }
     | T_MAKE_SERIES params series_list T_ON named T_IN T_RANGE '(' named_list ')' { $$ = build_series_in(p, @1, @$, $2, LIST(@3, $3), $5, LIST(@9, $9), NULL); }
     | T_MAKE_SERIES params series_list T_ON named T_IN T_RANGE '(' named_list ')' T_BY named_list
       { $$ = build_series_in(p, @1, @$, $2, LIST(@3, $3), $5, LIST(@9, $9), $12); }
     | T_REDUCE params T_BY named { $$ = OP1(OP_REDUCE, @1, @$, $2, $4); }
     | T_REDUCE params T_BY named T_WITH some_props { $$ = OP1(OP_REDUCE, @1, @$, join_params(p, $2, LIST(@6, $6)), $4); }
     | T_SEARCH params search_scope search_predicate { $$ = OP2(OP_SEARCH, @1, @$, $2, $3, $4); }
     | T_FIND params search_scope expr find_project find_away { check_find(p, $2, $3, $4); $$ = build_op(p, OP_FIND, @1, @$, $2, 4, $3, $4, $5, $6); }
     | T_FIND params search_scope T_WHERE expr find_project find_away { $$ = build_op(p, OP_FIND, @1, @$, $2, 4, $3, $5, $6, $7); }
     | T_FACET T_BY paths { $$ = OP2(OP_FACET, @1, @$, NULL, LIST(@3, $3), NONE(BEHIND(@$))); }
     | T_FACET T_BY paths T_WITH facet_with { $$ = OP2(OP_FACET, @1, @$, NULL, LIST(@3, $3), $5); }
     | T_FORK fork_legs { $$ = OPS(OP_FORK, @1, @$, NULL, $2); }
     | T_PARTITION params T_BY path scope_maybe subquery { $$ = OP3(OP_PARTITION, @1, @$, $2, $4, $6, $5); }
     | T_PARTITION params T_BY path scope_maybe '{' pipeline '}'
       { $$ = OP3(OP_PARTITION, @1, @$, $2, $4, build_n(p, AST_BODY, span_join(@6, @8), 1, KID(AST_EXPRESSION, @7, build_source(p, $7))), $5); }
     | T_PARTITION_BY params path partition_id subquery { $$ = OP3(OP_PARTITION_BY, @1, @$, $2, $3, $5, $4); }
     | T_SCAN params scan_order scan_partition scan_declare T_WITH '(' steps ')'
       { $$ = OPS(OP_SCAN, @1, @$, $2, list_join(p, MORE(MORE(FIRST($3), $4), $5), $8)); }
     | T_MACRO_EXPAND params entity_group_ref macro_name '(' statements ')' { $$ = OP3(OP_MACRO_EXPAND, @1, @$, $2, $3, $4, build_list(p, AST_QUERY, @6, $6)); }
     | T_MAKE_GRAPH params T_NAME direction T_NAME graph_with graph_parted
       { $$ = build_op(p, OP_MAKE_GRAPH, @1, @$, $2, 4, NAME_OF($3), NAME_OF($5), $6, $7); $$->flags = $4; }
     | T_GRAPH_MATCH params graph_patterns graph_where graph_project
       { $$ = OP3(OP_GRAPH_MATCH, @1, @$, $2, LIST(@3, $3), $4, $5); }
     | T_GRAPH_SHORTEST_PATHS params graph_patterns graph_where graph_project
       { $$ = OP3(OP_GRAPH_SHORTEST_PATHS, @1, @$, $2, LIST(@3, $3), $4, $5); }
     | T_GRAPH_TO_TABLE outputs { $$ = OPS(OP_GRAPH_TO_TABLE, @1, @$, NULL, $2); }
     | T_GRAPH_MARK_COMPONENTS params { $$ = OP0(OP_GRAPH_MARK_COMPONENTS, @1, @$, $2); }
     | T_GRAPH_WHERE_NODES expr { $$ = OP1(OP_GRAPH_WHERE_NODES, @1, @$, NULL, $2); }
     | T_GRAPH_WHERE_EDGES expr { $$ = OP1(OP_GRAPH_WHERE_EDGES, @1, @$, NULL, $2); } ;
where_word: T_WHERE | T_FILTER ;
take_word: T_TAKE | T_LIMIT ;
sort_word: T_SORT | T_ORDER ;
sample_word: T_SAMPLE ;

 /* their parts */
patterns: pattern_item { $$ = FIRST($1); } | patterns ',' pattern_item { $$ = MORE($1, $3); } ;
pattern_item: T_NAME { $$ = NAME_OF($1); } | T_WILDCARD { $$ = build_wildcard(p, $1); } ;
reorders: reorder { $$ = FIRST($1); } | reorders ',' reorder { $$ = MORE($1, $3); } ;
reorder: pattern_item | pattern_item direction_word { $$ = KID(AST_ORDERED, @$, $1); $$->flags = $2; } ;
direction_word: T_ASC { $$ = ASTF_ASC; } | T_DESC { $$ = ASTF_DESC; } | T_GRANNY_ASC { $$ = ASTF_ASC | ASTF_GRANNY; }
     | T_GRANNY_DESC { $$ = ASTF_DESC | ASTF_GRANNY; } ;
ordered_list: ordered { $$ = FIRST($1); } | ordered_list ',' ordered { $$ = MORE($1, $3); } ;
ordered: named order_maybe { $$ = KID(AST_ORDERED, @$, $1); $$->flags = $2; } ;
order_maybe: %empty { $$ = 0; } | direction_word | nulls | direction_word nulls { $$ = $1 | $2; } ;
nulls: T_NULLS T_FIRST { $$ = ASTF_NULLS_FIRST; } | T_NULLS T_LAST { $$ = ASTF_NULLS_LAST; } ;
distinct_list: distinct_item { $$ = FIRST($1); } | distinct_list ',' distinct_item { $$ = MORE($1, $3); } ;
distinct_item: named | '*' { $$ = STAR(@1); } ;
top_nested_levels: top_nested_level { $$ = FIRST($1); } | top_nested_levels ',' top_nested_level { $$ = MORE($1, $3); } ;
top_nested_level: T_TOP_NESTED named T_OF named others T_BY ordered { $$ = build_n(p, AST_LIST, @$, 4, $2, $4, $5, $7); $$->name_at = @1; }
     | T_TOP_NESTED T_OF named others T_BY ordered { $$ = build_n(p, AST_LIST, @$, 4, NONE(@2), $3, $4, $6); $$->name_at = @1; } ;
others: %empty { $$ = NONE(@$); } | T_WITH T_OTHERS '=' expr { $$ = $4; } ;
by_maybe: %empty { $$ = NONE(@$); } | T_BY named { $$ = $2; } ;
join_keys: expr { $$ = FIRST(KID(AST_ON, @$, $1)); } | join_keys ',' expr { $$ = MORE($1, KID(AST_ON, @3, $3)); } ;
legs: leg { $$ = FIRST($1); } | legs ',' leg { $$ = MORE($1, $3); } ;
leg: '(' pipeline ')' { $$ = build_source(p, $2); $$->flags |= ASTF_PAREN; $$->at = @$; } | entity ;
entity: T_NAME { $$ = NAME_OF($1); } | T_WILDCARD { $$ = build_wildcard(p, $1); } | call
     | entity '.' T_NAME { $$ = KID(AST_PATH, @$, $1); LABEL($$, $3); }
     | entity '.' T_WILDCARD { $$ = KIDS2(AST_DOT_CALL, @$, $1, build_wildcard(p, $3)); $$->name_at = @3; }
     | entity '.' call { $$ = KIDS2(AST_DOT_CALL, @$, $1, $3); $$->name_at = $3->name_at; }
     | entity '[' expr ']' { $$ = build_index(p, @$, $1, $3); } ;
entities: entity { $$ = FIRST($1); } | entity_as { $$ = FIRST($1); } | entities ',' entity { $$ = MORE($1, $3); }
     | entities ',' entity_as { $$ = MORE($1, $3); } ;
entity_as: T_NAME '|' T_AS params T_NAME
       { ast *as = OP0(OP_AS, @3, span_join(@3, @5), $4); as->text = $5.text; $$ = KIDS2(AST_PIPE, @$, NAME_OF($1), as); } ;
dotted_call: call | dotted_call '.' call { $$ = KIDS2(AST_DOT_CALL, @$, $1, $3); $$->name_at = $3->name_at; } ;
evaluate_schema: row_schema | '(' '*' ')' { $$ = KID(AST_SCHEMA, @$, STAR(@2)); }
     | '(' '*' ',' columns ')' { $$ = build_list(p, AST_SCHEMA, @$, list_join(p, FIRST(STAR(@2)), $4)); } ;
parse_parts: %empty { $$ = EMPTY; } | parse_parts parse_part { $$ = MORE($1, $2); } ;
parse_part: '*' { $$ = STAR(@1); } | T_STRING { $$ = build_string(p, FIRST(build_text(p, AST_LITERAL, @1, $1)), @1); }
     | T_NAME { $$ = NAME_OF($1); } | T_NAME ':' T_TYPE { $$ = KIDS2(AST_TYPED, @$, NAME_OF($1), TYPE_OF($3)); } ;
expand_list: expand_item { $$ = FIRST($1); } | expand_list ',' expand_item { $$ = MORE($1, $3); } ;
expand_item: named | named T_TO typeof { $$ = KIDS2(AST_TYPED, @$, $1, build_cast(p, $3)); } ;
apply_list: expand_list | T_TO typeof { $$ = FIRST(KIDS2(AST_TYPED, @$, NONE(@1), build_cast(p, $2))); } ;
limit_maybe: %empty { $$ = NONE(@$); } | T_LIMIT expr { $$ = $2; } ;
id_maybe: %empty { $$ = NONE(@$); } | T_ID expr { $$ = $2; } ;
partition_id: %empty { $$ = NONE(@$); } | T_ID fixed { $$ = $2; } ;
series_list: series_item { $$ = FIRST($1); } | series_list ',' series_item { $$ = MORE($1, $3); } ;
series_item: named { $$ = KIDS2(AST_LIST, @$, $1, NONE(BEHIND(@1))); }
     | named T_DEFAULT '=' named { $$ = KIDS2(AST_LIST, @$, $1, $4); } ;
from_maybe: %empty { $$ = NONE(@$); } | T_FROM expr { $$ = $2; } ;
to_maybe: %empty { $$ = NONE(@$); } | T_TO expr { $$ = $2; } ;
search_scope: %empty { $$ = LIST(@$, NULL); } | T_IN '(' entities ')' { $$ = LIST(@$, $3); } ;
search_predicate: expr | '*' { $$ = STAR(@1); } | '*' T_AND expr { $$ = BINARY(SC_AND, @2, STAR(@1), $3); } ;
find_project: %empty { $$ = LIST(@$, NULL); } | T_PROJECT find_columns { $$ = LIST(@2, $2); }
     | T_PROJECT_SMART { $$ = LIST(@1, NULL); } ;
find_away: %empty { $$ = LIST(@$, NULL); } | T_FIND_PROJECT_AWAY find_columns { $$ = LIST(@2, $2); } ;
find_columns: find_column { $$ = FIRST($1); } | find_columns ',' find_column { $$ = MORE($1, $3); } ;
find_column: T_NAME { $$ = NAME_OF($1); } | T_NAME ':' T_TYPE { $$ = KIDS2(AST_TYPED, @$, NAME_OF($1), TYPE_OF($3)); }
     | T_PACK '(' '*' ')' { $$ = KID(AST_CALL, @$, STAR(@3)); LABEL($$, $1); } | '*' { $$ = STAR(@1); }
     | T_NAME '(' ')' { $$ = build(p, AST_CALL, @$); LABEL($$, $1); } ;
paths: path { $$ = FIRST($1); } | paths ',' path { $$ = MORE($1, $3); } ;
path: T_NAME { $$ = NAME_OF($1); } | path '.' T_NAME { $$ = KID(AST_PATH, @$, $1); LABEL($$, $3); }
     | path '[' expr ']' { $$ = build_index(p, @$, $1, $3); } ;
facet_with: subquery | operator { $$ = KIDS2(AST_PIPE, @$, NONE(@1), $1); } ;
fork_legs: fork_leg { $$ = FIRST($1); } | fork_legs fork_leg { $$ = MORE($1, $2); } ;
fork_leg: '(' pipeline ')' { $$ = build_subquery(p, $2); }
     | T_NAME '=' '(' pipeline ')' { $$ = KID(AST_NAMED, @$, build_subquery(p, $4)); LABEL($$, $1); } ;
scope_maybe: %empty { $$ = NONE(@$); } | T_IN call { $$ = $2; } | T_IN dynamic { $$ = $2; } ;
scan_order: %empty { $$ = LIST(@$, NULL); } | T_ORDER T_BY ordered_list { $$ = LIST(@3, $3); } ;
scan_partition: %empty { $$ = LIST(@$, NULL); } | T_PARTITION T_BY expr_list { $$ = LIST(@3, $3); } ;
scan_declare: %empty { $$ = LIST(@$, NULL); } | T_DECLARE '(' parameters ')' { $$ = LIST(@3, $3); } ;
steps: %empty { $$ = EMPTY; } | steps step { $$ = MORE($1, $2); } ;
step: step_head ':' expr ';' { $$ = build_step(p, @$, $1, $3, NULL); }
     | step_head ':' expr T_ARROW step_assigns ';' { $$ = build_step(p, @$, $1, $3, $5); } ;
step_head: T_STEP T_NAME step_optional step_output { $$ = build_text(p, AST_STEP, @2, $2); $$->flags = $3; $$->op = $4; } ;
step_optional: %empty { $$ = 0; } | T_OPTIONAL { $$ = ASTF_OPTIONAL; } ;
step_output: %empty { $$ = 0; } | T_OUTPUT '=' T_NAME { $$ = step_output_code(p, $3); } ;
step_assigns: step_assign { $$ = FIRST($1); } | step_assigns ',' step_assign { $$ = MORE($1, $3); } ;
step_assign: T_NAME '=' expr { $$ = KID(AST_NAMED, @$, $3); LABEL($$, $1); } ;
entity_group_ref: group | T_NAME { $$ = NAME_OF($1); }
     | T_ENTITY_GROUP '(' arguments ')' { $$ = build_list(p, AST_CALL, @$, $3); LABEL($$, $1); } ;
macro_name: %empty { $$ = NONE(@$); } | T_AS T_NAME { $$ = NAME_OF($2); } ;

 /* graphs: known as syntax; refused by name later */
direction: '-' '-' '>' { $$ = ASTF_ASC; } | '-' '-' { $$ = 0; } ;
graph_with: %empty { $$ = NONE(@$); } | T_WITH_NODE_ID '=' T_NAME { $$ = NAME_OF($3); }
     | T_WITH graph_tables { $$ = LIST(@2, $2); } ;
graph_tables: graph_table { $$ = FIRST($1); } | graph_tables ',' graph_table { $$ = MORE($1, $3); } ;
graph_table: unary T_ON T_NAME { $$ = KIDS2(AST_LIST, @$, $1, NAME_OF($3)); } ;
graph_parted: %empty { $$ = NONE(@$); } | T_PARTITIONED_BY path subquery { $$ = KIDS2(AST_LIST, @$, $2, $3); } ;
graph_patterns: graph_pattern { $$ = FIRST(LIST(@1, $1)); }
     | graph_patterns ',' graph_pattern { $$ = MORE($1, LIST(@3, $3)); } ;
graph_pattern: graph_part { $$ = FIRST($1); } | graph_pattern graph_part { $$ = MORE($1, $2); } ;
graph_part: '(' graph_name ')' { $$ = $2; } | '-' '-' '>' { $$ = LIST(@$, NULL); } | '<' '-' '-' { $$ = LIST(@$, NULL); }
     | '-' '-' { $$ = LIST(@$, NULL); }
     | graph_edge_open graph_name graph_range graph_edge_close { $$ = KIDS2(AST_LIST, @$, $2, $3); } ;
graph_edge_open: '-' '[' | '<' '-' '[' ;
graph_edge_close: ']' '-' | ']' '-' '>' ;
graph_name: %empty { $$ = NONE(@$); } | T_NAME { $$ = NAME_OF($1); } ;
graph_range: %empty { $$ = NONE(@$); } | '*' unary T_DOT_DOT unary { $$ = KIDS2(AST_LIST, @$, $2, $4); } ;
graph_where: %empty { $$ = NONE(@$); } | T_WHERE expr { $$ = $2; } ;
graph_project: %empty { $$ = NONE(@$); } | T_PROJECT named_list { $$ = LIST(@2, $2); } ;
outputs: output { $$ = FIRST($1); } | outputs ',' output { $$ = MORE($1, $3); } ;
output: output_word output_as params { $$ = KIDS2(AST_LIST, @$, $2, $3); $$->text = $1.text; } ;
output_word: T_NODES | T_EDGES ;
output_as: %empty { $$ = NONE(@$); } | T_AS T_NAME { $$ = NAME_OF($2); } ;

%%

static int kql_yylex(KQL_YYSTYPE *value, span *at, parse *p)
{
    token *t = &p->tokens.items[p->stopped ? p->tokens.n - 1 : p->next];
    if (p->next + 1 < p->tokens.n)
        p->next++;
    value->tok = *t;
    *at = t->at;
    return t->kind;
}

/* Bison's own words: only its stack running out comes this way. */
static void kql_yyerror(span *at, parse *p, const char *message)
{
    (void)message;
    parse_error(p, "KS245", *at, "the query is nested too deeply here");
}

static int yyreport_syntax_error(const yypcontext_t *context, parse *p)
{
    int expected[SYNTAX_EXPECTED_MAX];
    if (p->stopped)
        return 0;
    int n = yypcontext_expected_tokens(context, (yysymbol_kind_t *)NULL, 0);
    yysymbol_kind_t *all = ARENA_ARRAY(p->mem, yysymbol_kind_t, n > 0 ? n : 1);
    n = n > 0 ? yypcontext_expected_tokens(context, all, n) : 0;
    int kept = 0;
    for (int i = 0; i < n && kept < SYNTAX_EXPECTED_MAX; i++)
        for (int kind = 0; kind <= YYMAXUTOK; kind++)
            if (YYTRANSLATE(kind) == all[i]) {
                expected[kept++] = kind;
                break;
            }
    syntax_error(p, *yypcontext_location(context), expected, kept);
    return 0;
}

const char *token_kind_name(int kind)
{
    return kind <= 0 ? "end" : yysymbol_name(YYTRANSLATE(kind));
}
