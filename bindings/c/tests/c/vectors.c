// The library answers every row of the shared vectors as the crate does.
//
//   vectors tests/data/verdicts.jsonl

#include <stdbool.h>
#include <stdlib.h>

#include "row.h"

// Prints a row that is answered in another way.
static void show(const json_t *row, const json_t *value) {
  char *expected = json_dumps(row, JSON_COMPACT), *found = json_dumps(value, JSON_COMPACT);
  fprintf(stderr, "row:    %s\nanswer: %s\n", expected, found);
  free(expected);
  free(found);
}

int main(int count, char **arguments) {
  static const char *const KEYS[] = {"verdict", "code", "reason", "span", "text"};
  FILE *file = count == 2 ? fopen(arguments[1], "r") : NULL;
  if (file == NULL) fail("vectors FILE");
  json_t *head = next_line(file), *row;
  json_int_t wanted = json_integer_value(json_object_get(head, "rows"));
  if (json_integer_value(json_object_get(head, "format")) != 1) fail("an unknown format");
  json_int_t passed = 0, failed = 0;
  while ((row = next_line(file)) != NULL) {
    json_t *value = answer(row);
    bool is_equal = json_object_size(value) == 5;
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
      const json_t *expected = json_object_get(row, KEYS[i]);
      is_equal = is_equal && expected != NULL && json_equal(expected, json_object_get(value, KEYS[i]));
    }
    if (!is_equal) show(row, value);
    passed += is_equal;
    failed += !is_equal;
    json_decref(value);
    json_decref(row);
  }
  fclose(file);
  json_decref(head);
  printf("vectors: %lld passed, %lld failed\n", (long long)passed, (long long)failed);
  if (passed + failed != wanted) fail("the file has another number of rows than it says");
  return failed != 0 || passed == 0;
}
