/* keywords: the table of keywords.def, looked up by text. */
#include "grammar/token.h"

#include "kql.tab.h"

typedef struct keyword {
    str text;
    int kind;
    uint16_t op;
    enum name_use use;
} keyword;

static const keyword table[] = {
#define KEYWORD(text, token, op, use) {{text, sizeof(text) - 1}, token, op, use},
#include "grammar/keywords.def"
#undef KEYWORD
};

uint16_t keyword_find(str text)
{
    uint32_t low = 0, high = sizeof table / sizeof *table;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        int c = str_cmp(table[mid].text, text);
        if (c == 0) return (uint16_t)(mid + 1);
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return 0;
}

int keyword_token(uint16_t word)
{
    return word ? table[word - 1].kind : T_NAME;
}
uint16_t keyword_operator(uint16_t word)
{
    return word ? table[word - 1].op : 0;
}
enum name_use keyword_use(uint16_t word)
{
    return word ? table[word - 1].use : NAME;
}
