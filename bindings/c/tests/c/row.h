// One row of the shared vectors: a question, and what the library answers.

#ifndef ROW_H
#define ROW_H

#include <jansson.h>

// The answer to a question, an object with the keys "verdict", "code", "reason", "span" and "text".
json_t *answer(const json_t *question);

// The next line of standard input or of a file as JSON, NULL at its end. Ends the program if it is none.
json_t *next_line(FILE *file);

// Ends the program.
void fail(const char *what);

#endif  // ROW_H
