/* workspace_functions: the functions and parsers of a workspace, from a folder of .kql files.
 *
 *   FileProfile.kql        // (T:(SHA1:string), hash:string = "", limit:long = 100)      the signature: a comment in the first line
 *                          T | extend GlobalPrevalence = 5                               the body
 *   asim.kql               let _Im_Dns = (starttime:datetime = datetime(null)) { ... };  or let statements, one a function
 */
#ifndef INTERP_WORKSPACE_FUNCTIONS_H
#define INTERP_WORKSPACE_FUNCTIONS_H

#include "grammar/ast.h"

typedef struct workspace_function {
    struct workspace_function *next; /* in the order of the files' names, and of the text */
    str name;
    const ast *syntax; /* AST_FUNCTION, or another value of a let; its places say nothing */
    const char *path;
} workspace_function;

/* False: reported. */
bool workspace_functions_read(arena *mem, const char *folder, workspace_function **out, diags *ds);

#endif
