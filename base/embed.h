/* embed: a file of the tree as bytes of the program. EMBED(symbol, path) makes symbol and symbol_end; a zero byte follows. The path is
 * from the top of the tree; the Makefile says which object has to be made anew when the file changes. */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H

#define EMBED(symbol, path) \
    __asm__(".section .rodata\n" \
            ".global " #symbol "\n" #symbol ":\n" \
            ".incbin \"" path "\"\n" \
            ".global " #symbol "_end\n" #symbol "_end:\n" \
            ".byte 0\n" \
            ".previous\n"); \
    extern const char symbol[], symbol##_end[]

#endif
