/* token_walk: moving over the raw tokens. */
#include "grammar/token_walk.h"

void walk_push(walk *s, inside what)
{
    if (s->depth == s->cap) {
        uint32_t cap = s->cap ? s->cap * 2 : 32;
        frame *frames = ARENA_ARRAY(s->mem, frame, cap);
        if (s->depth) memcpy(frames, s->frames, sizeof(frame) * s->depth);
        s->frames = frames;
        s->cap = cap;
    }
    s->frames[s->depth++] = (frame){.what = what, .op = -1, .item = true, .begin = what <= IN_PIPELINE};
}

token *walk_take(walk *s, int kind, uint32_t n)
{
    if (s->in + n >= s->list->n) return &s->lost; /* the end of the text is handed on by tokens_shape alone */
    token *to = &s->list->items[s->out++];
    const token *last = &s->list->items[s->in + n - 1];
    span at = span_join(s->list->items[s->in].at, last->at);
    *to = s->list->items[s->in];
    to->kind = kind;
    if (n > 1) to->text = (str){to->text.p, at.len};
    to->at = at;
    s->in += n;
    s->prev = kind;
    return to;
}

void walk_keep(walk *s, bool operand)
{
    walk_take(s, walk_ahead(s, 0)->kind, 1);
    s->operand = operand;
}

/* The value of n string literals in a row. */
static str join_strings(walk *s, uint32_t first, uint32_t n)
{
    bool hidden;
    if (n == 1) return string_value(s->mem, walk_ahead(s, first)->text, &hidden);
    buf b = {0};
    for (uint32_t i = 0; i < n; i++) buf_str(&b, string_value(s->mem, walk_ahead(s, first + i)->text, &hidden));
    str joined = arena_str(s->mem, buf_view(&b));
    buf_drop(&b);
    return joined;
}

/* Literal strings in brackets are joined into one name. */
void walk_name(walk *s, uint32_t n)
{
    const token *first = walk_ahead(s, 0);
    str name = first->text;
    uint16_t flags = 0;
    if (first->kind == '{') {
        name = walk_ahead(s, 1)->text;
    } else if (first->kind == '[') {
        flags = ASTF_QUOTED;
        name = join_strings(s, 1, n - 2);
    }
    token *t = walk_take(s, T_NAME, n);
    t->text = name;
    t->flags = flags;
    s->operand = true;
}

void walk_dynamic(walk *s)
{
    uint32_t open = 0;
    walk_keep(s, false);
    do {
        int kind = walk_ahead(s, 0)->kind;
        open += kind == '(';
        open -= kind == ')';
        walk_keep(s, true);
    } while (open && walk_ahead(s, 0)->kind);
}

void walk_parameters(walk *s, uint16_t op, int word)
{
    for (uint32_t n; (n = look_parameter(s->list, s->in, op)) > 0;) {
        walk_take(s, T_PARAM, n);
        walk_keep(s, false);
        int kind = walk_ahead(s, 0)->kind;
        if (kind == '-' || kind == '+') walk_keep(s, false);
        if (kind == T_DYNAMIC && walk_ahead(s, 1)->kind == '(')
            walk_dynamic(s);
        else if (look_bracketed(s->list, s->in))
            walk_name(s, look_bracketed(s->list, s->in));
        else if (look_parameter_word(walk_ahead(s, 0)))
            walk_name(s, 1);
        else if (walk_ahead(s, 0)->kind)
            walk_keep(s, true);
    }
    s->operand = false;
    s->prev = word;
}
