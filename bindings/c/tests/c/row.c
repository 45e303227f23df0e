// One row of the shared vectors: a question, and what the library answers.

#include "row.h"

#include <stdlib.h>
#include <string.h>

#include "live_record_notify.h"

enum { MAX_ADDRESSES = 4096 };

void fail(const char *what) {
  fprintf(stderr, "%s\n", what);
  exit(1);
}

json_t *next_line(FILE *file) {
  char *line = NULL;
  size_t room = 0;
  ssize_t length = getline(&line, &room, file);
  if (length <= 0) return free(line), (json_t *)NULL;
  json_error_t error;
  json_t *value = json_loadb(line, (size_t)length, JSON_ALLOW_NUL, &error);
  free(line);
  if (value == NULL) fail(error.text);
  return value;
}

// A string, or null where there is none.
static json_t *text_or_null(const char *text) { return *text ? json_string(text) : json_null(); }

// What a function answered, which frees `error`.
static json_t *answer_of(struct lrn_error *error, const char *text) {
  json_t *answer = json_object(), *span = json_null();
  size_t start, end;
  if (lrn_error_span(error, &start, &end))
    span = json_pack("[I, I]", (json_int_t)start, (json_int_t)end);
  json_object_set_new(answer, "verdict", error ? text_or_null(lrn_error_verdict(error)) : json_string("Accepted"));
  json_object_set_new(answer, "code", text_or_null(lrn_error_code(error)));
  json_object_set_new(answer, "reason", text_or_null(lrn_error_reason(error)));
  json_object_set_new(answer, "span", span);
  json_object_set_new(answer, "text", text_or_null(text));
  lrn_error_free(error);
  return answer;
}

static const char *text_of(const json_t *row, const char *key, size_t *length) {
  const json_t *value = json_object_get(row, key);
  if (!json_is_string(value)) fail("not a string");
  *length = json_string_length(value);
  return json_string_value(value);
}

static json_t *answer_domain_name(const char *text, size_t length) {
  struct lrn_domain_name *name;
  struct lrn_error *error;
  lrn_domain_name_parse(text, length, &name, &error);
  json_t *answer = answer_of(error, lrn_domain_name_text(name));
  lrn_domain_name_free(name);
  return answer;
}

static struct lrn_policy *read_policy(const json_t *row) {
  const json_t *value = json_object_get(row, "policy");
  if (!json_is_object(value)) return lrn_policy_public_internet();
  char *text = json_dumps(value, JSON_COMPACT);
  struct lrn_policy *policy;
  struct lrn_error *error;
  if (lrn_policy_from_json(text, strlen(text), &policy, &error) != LRN_STATUS_ACCEPTED)
    fail(lrn_error_text(error));
  free(text);
  return policy;
}

// The second stage; the URL is freed by the caller.
static struct lrn_error *judge_addresses(const struct lrn_url *url, const json_t *texts,
                                         const struct lrn_policy *policy) {
  static struct lrn_address addresses[MAX_ADDRESSES];
  size_t count = json_array_size(texts);
  if (count > MAX_ADDRESSES) fail("too many addresses for this program");
  for (size_t i = 0; i < count; i++) {
    const json_t *text = json_array_get(texts, i);
    if (!lrn_address_parse(json_string_value(text), json_string_length(text), &addresses[i]))
      fail("not an address");
  }
  struct lrn_destination *destination;
  struct lrn_error *error;
  lrn_url_destination(url, addresses, count, policy, &destination, &error);
  size_t left;
  const struct lrn_socket_address *address = lrn_destination_addresses(destination, &left);
  if (error == NULL && left == 0) fail("a destination without addresses");
  for (; left > 0; left--, address++) {
    if (address->port != lrn_url_port(url)) fail("an address with another port");
    if (address->address.family != 4 && address->address.family != 6) fail("an unknown family");
  }
  lrn_destination_free(destination);
  return error;
}

json_t *answer(const json_t *row) {
  size_t length, base_length = 0;
  const char *text = text_of(row, "input", &length), *parameter = text_of(row, "parameter", &base_length);
  if (strcmp(parameter, "DomainName") == 0) return answer_domain_name(text, length);
  bool is_notify = strcmp(parameter, "NotifyUrl") == 0;
  if (!is_notify && strcmp(parameter, "OnDemandUrl") != 0) fail("an unknown parameter");

  struct lrn_policy *policy = read_policy(row);
  const json_t *base = json_object_get(row, "base"), *addresses = json_object_get(row, "addresses");
  bool is_redirect = json_is_string(base);
  const char *first = is_redirect ? text_of(row, "base", &base_length) : text;
  size_t first_length = is_redirect ? base_length : length;
  struct lrn_url *url, *next = NULL;
  struct lrn_error *error;
  if (is_notify)
    lrn_notify_url_parse(first, first_length, policy, &url, &error);
  else
    lrn_on_demand_url_parse(first, first_length, policy, &url, &error);
  if (error != NULL && (is_redirect || json_is_array(addresses))) fail("the first URL is refused");

  if (is_redirect) lrn_url_redirect(url, text, length, policy, &next, &error);
  if (json_is_array(addresses)) error = judge_addresses(url, addresses, policy);
  json_t *answer = answer_of(error, error ? "" : lrn_url_text(is_redirect ? next : url));
  lrn_url_free(next);
  lrn_url_free(url);
  lrn_policy_free(policy);
  return answer;
}
