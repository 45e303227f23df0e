// Answers the conformance runner: a question a line on standard input, an answer a line on standard
// output.

#include "row.h"

int main(void) {
  json_t *question;
  while ((question = next_line(stdin)) != NULL) {
    json_t *value = answer(question);
    if (json_dumpf(value, stdout, JSON_COMPACT) != 0) fail("cannot write");
    putchar('\n');
    json_decref(value);
    json_decref(question);
  }
  if (fflush(stdout) != 0) fail("cannot write");
  return 0;
}
