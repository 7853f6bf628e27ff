/* markdown_text: the pages that are built in, for a terminal: prose in lines, blocks set in, words that stand for code without their
 * backticks. Paragraphs, lists and fenced blocks; no more is in them. */
#ifndef CLI_MARKDOWN_TEXT_H
#define CLI_MARKDOWN_TEXT_H

#include "base/buf.h"

void markdown_text(str text, bool color, buf *out);

#endif
