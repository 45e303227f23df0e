// Bad input, NULL in every place, many threads, and the way to a socket.

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "live_record_notify_socket.h"

static int passed = 0;

// A test that a condition holds. `assert` would vanish with NDEBUG.
#define CHECK(condition)                                             \
  do {                                                               \
    if (!(condition)) {                                              \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
      exit(1);                                                       \
    }                                                                \
  } while (0)

#define TEST(name) (name(), passed++, printf("ok %s\n", #name))

// What comes of a text.
struct result {
  enum lrn_status status;
  char reason[64];
  size_t start, end;
};

static struct result parse_under(const struct lrn_policy *policy, const char *text, size_t length) {
  struct lrn_url *url;
  struct lrn_error *error;
  struct result result;
  memset(&result, 0, sizeof result);
  result.status = lrn_notify_url_parse(text, length, policy, &url, &error);
  CHECK((url != NULL) == (result.status == LRN_STATUS_ACCEPTED));
  CHECK((error != NULL) == (result.status != LRN_STATUS_ACCEPTED));
  snprintf(result.reason, sizeof result.reason, "%s", lrn_error_reason(error));
  lrn_error_span(error, &result.start, &result.end);
  CHECK(error == NULL || *lrn_error_text(error) != '\0');
  lrn_error_free(error);
  lrn_url_free(url);
  return result;
}

static struct result parse(const char *text, size_t length) {
  return parse_under(lrn_policy_public_internet(), text, length);
}

static struct result parse_string(const char *text) { return parse(text, strlen(text)); }

static struct lrn_policy *policy_of(const char *json) {
  struct lrn_policy *policy;
  CHECK(lrn_policy_from_json(json, strlen(json), &policy, NULL) == LRN_STATUS_ACCEPTED);
  return policy;
}

static long peak_memory_in_kib(void) {
  struct rusage usage;
  CHECK(getrusage(RUSAGE_SELF, &usage) == 0);
  return usage.ru_maxrss;
}

static void bytes_that_are_no_text(void) {
  static const char zero[] = "http://example.com/\0";
  struct result result = parse(zero, 20);
  CHECK(result.status == LRN_STATUS_MALFORMED && strcmp(result.reason, "character") == 0);
  CHECK(result.start == 19 && result.end == 20);
  result = parse("http://127.0.0.1\0.example.com/", 30);
  CHECK(result.status == LRN_STATUS_UNSAFE && strcmp(result.reason, "loopback") == 0);
  result = parse_string("http://example.com/\xff");
  CHECK(result.status == LRN_STATUS_MALFORMED && strcmp(result.reason, "not-utf-8") == 0);
  result = parse_string("http://127.0.0.1\xff/");
  CHECK(result.status == LRN_STATUS_UNSAFE && strcmp(result.reason, "loopback") == 0);
  result = parse_string("http://example.com/\xed\xa0\x80");
  CHECK(result.status == LRN_STATUS_MALFORMED && strcmp(result.reason, "not-utf-8") == 0);
  CHECK(parse("", 0).status == LRN_STATUS_MALFORMED);
}

static void every_byte_everywhere(void) {
  char text[] = "http://example.com/a?b";
  for (size_t at = 0; at < sizeof text - 1; at++)
    for (int byte = 0; byte < 256; byte++) {
      char kept = text[at];
      text[at] = (char)byte;
      struct result result = parse(text, sizeof text - 1);
      CHECK(result.status <= LRN_STATUS_UNSAFE);
      CHECK(result.start <= result.end && result.end <= sizeof text - 1);
      text[at] = kept;
    }
}

static void a_text_is_read_to_its_length_and_no_further(void) {
  // Of the exact size, so that a read past its end is seen by valgrind and AddressSanitizer.
  static const char whole[] = "http://example.com/a";
  for (size_t length = 0; length < sizeof whole; length++) {
    char *text = (char *)malloc(length ? length : 1);
    CHECK(text != NULL);
    memcpy(text, whole, length);
    CHECK(parse(text, length).status <= LRN_STATUS_UNSAFE);
    free(text);
  }
}

static void a_hundred_megabytes(void) {
  enum { SIZE = 100000000 };
  static const char fills[] = {'a', '\0', '\xff'};
  for (size_t i = 0; i < sizeof fills; i++) {
    char *text = (char *)malloc(SIZE);
    CHECK(text != NULL);
    memset(text, fills[i], SIZE);
    memcpy(text, "http://", 7);
    long before = peak_memory_in_kib();
    struct result result = parse(text, SIZE);
    CHECK(result.status == LRN_STATUS_MALFORMED && strcmp(result.reason, "too-long") == 0);
    CHECK(result.start == 0 && result.end == SIZE);
    struct lrn_domain_name *name;
    CHECK(lrn_domain_name_parse(text, SIZE, &name, NULL) == LRN_STATUS_MALFORMED && name == NULL);
    CHECK(lrn_policy_from_json(text, SIZE, NULL, NULL) == LRN_STATUS_POLICY);
    // It was not copied.
    CHECK(peak_memory_in_kib() - before < 50000);
    free(text);
  }
}

static void a_long_text_under_a_policy_that_takes_it(void) {
  enum { SIZE = 10000000 };
  struct lrn_policy *policy = policy_of("{\"max_length\": 1000000000}");
  char *text = (char *)malloc(SIZE);
  CHECK(text != NULL);
  memset(text, 'a', SIZE);
  memcpy(text, "http://example.com/", 19);
  CHECK(parse_under(policy, text, SIZE).status == LRN_STATUS_ACCEPTED);
  text[SIZE - 1] = ' ';
  struct result result = parse_under(policy, text, SIZE);
  CHECK(result.status == LRN_STATUS_MALFORMED && result.start == SIZE - 1);
  free(text);
  lrn_policy_free(policy);
}

static void a_policy_that_is_nested_too_deep(void) {
  enum { SIZE = 1000000 };
  static const char start[] = "{\"allow\": [{\"hosts\": ";
  char *text = (char *)malloc(SIZE);
  CHECK(text != NULL);
  memset(text, '[', SIZE);
  memcpy(text, start, sizeof start - 1);
  CHECK(lrn_policy_from_json(text, SIZE, NULL, NULL) == LRN_STATUS_POLICY);
  free(text);
}

static void null_as_input(void) {
  CHECK(parse(NULL, 0).status == LRN_STATUS_MALFORMED);
  CHECK(parse(NULL, 1).status == LRN_STATUS_ARGUMENT);
  CHECK(parse("http://example.com/", SIZE_MAX).status == LRN_STATUS_ARGUMENT);
  CHECK(parse("http://example.com/", SIZE_MAX / 2 + 1).status == LRN_STATUS_ARGUMENT);
  struct lrn_error *error;
  CHECK(lrn_policy_from_json(NULL, 5, NULL, &error) == LRN_STATUS_ARGUMENT);
  CHECK(lrn_error_status(error) == LRN_STATUS_ARGUMENT && *lrn_error_code(error) == '\0');
  lrn_error_free(error);
  const struct lrn_policy *policy = lrn_policy_public_internet();
  struct lrn_url *next = (struct lrn_url *)&error;
  CHECK(lrn_url_redirect(NULL, "/", 1, policy, &next, NULL) == LRN_STATUS_ARGUMENT && next == NULL);
  CHECK(lrn_url_destination(NULL, NULL, 0, policy, NULL, NULL) == LRN_STATUS_ARGUMENT);
  CHECK(!lrn_address_parse(NULL, 4, NULL) && !lrn_address_parse(NULL, 0, NULL));
  CHECK(lrn_address_parse("::1", 3, NULL));
}

static void null_as_a_handle(void) {
  const char *const strings[] = {
      lrn_error_verdict(NULL), lrn_error_code(NULL),  lrn_error_message(NULL),
      lrn_error_parameter(NULL), lrn_error_reason(NULL), lrn_error_text(NULL),
      lrn_error_help(NULL),    lrn_error_basis(NULL), lrn_error_source(NULL),
      lrn_url_text(NULL),      lrn_url_host(NULL),    lrn_url_scheme(NULL),
      lrn_domain_name_text(NULL), lrn_url_host_to_resolve(NULL),
  };
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) CHECK(*strings[i] == '\0');
  size_t count = 1;
  CHECK(lrn_destination_addresses(NULL, &count) == NULL && count == 0);
  CHECK(lrn_destination_addresses(NULL, NULL) == NULL);
  CHECK(lrn_url_port(NULL) == 0 && !lrn_error_span(NULL, NULL, NULL));
  CHECK(lrn_error_status(NULL) == LRN_STATUS_ARGUMENT);
  lrn_error_free(NULL);
  lrn_url_free(NULL);
  lrn_policy_free(NULL);
  lrn_destination_free(NULL);
  lrn_domain_name_free(NULL);
}

static void null_where_a_handle_is_not_wanted(void) {
  const struct lrn_policy *policy = lrn_policy_public_internet();
  CHECK(lrn_notify_url_parse("http://example.com/", 19, policy, NULL, NULL) == LRN_STATUS_ACCEPTED);
  CHECK(lrn_on_demand_url_parse("http://10.0.0.1/", 16, policy, NULL, NULL) == LRN_STATUS_UNSAFE);
  CHECK(lrn_domain_name_parse("a.example.com", 13, NULL, NULL) == LRN_STATUS_ACCEPTED);
  struct lrn_error *error;
  lrn_notify_url_parse("http://10.0.0.1/", 16, policy, NULL, &error);
  CHECK(lrn_error_span(error, NULL, NULL));
  lrn_error_free(error);
}

static void handles_outlive_one_another(void) {
  struct lrn_policy *policy = policy_of("{\"allow_host\": [\"hooks.corp\"]}");
  struct lrn_url *url, *next;
  CHECK(lrn_notify_url_parse("https://hooks.corp/a", 20, policy, &url, NULL) == LRN_STATUS_ACCEPTED);
  CHECK(lrn_url_redirect(url, "/b", 2, policy, &next, NULL) == LRN_STATUS_ACCEPTED);
  lrn_policy_free(policy);
  lrn_url_free(url);
  CHECK(strcmp(lrn_url_text(next), "https://hooks.corp/b") == 0);
  CHECK(strcmp(lrn_url_host(next), "hooks.corp") == 0 && lrn_url_port(next) == 443);
  lrn_url_free(next);
}

static void the_public_internet_outlives_being_freed(void) {
  struct lrn_policy *policy = lrn_policy_public_internet();
  for (int i = 0; i < 2; i++) {
    CHECK(parse_under(policy, "http://example.com/", 19).status == LRN_STATUS_ACCEPTED);
    CHECK(parse_under(policy, "http://10.1.0.1/", 16).status == LRN_STATUS_UNSAFE);
    lrn_policy_free(policy);
  }
  CHECK(lrn_policy_public_internet() == policy);
}

static void what_is_no_policy_opens_nothing(void) {
  static const char json[] = "{\"deny_host\": [\"example.com\"], \"typing_slip\": true}";
  static const char text[] = "https://example.com/";
  struct lrn_url *url, *next;
  struct lrn_address address;
  struct lrn_destination *destination;
  CHECK(lrn_address_parse("93.184.216.34", 13, &address));
  lrn_notify_url_parse(text, sizeof text - 1, lrn_policy_public_internet(), &url, NULL);
  // As of a caller who does not look at the status.
  struct lrn_policy *policy = lrn_policy_public_internet();
  lrn_policy_from_json(json, sizeof json - 1, &policy, NULL);
  for (int i = 0; i < 2; i++) {
    CHECK(parse_under(policy, text, sizeof text - 1).status == LRN_STATUS_ARGUMENT);
    CHECK(lrn_on_demand_url_parse(text, sizeof text - 1, policy, &next, NULL) == LRN_STATUS_ARGUMENT);
    CHECK(next == NULL);
    CHECK(lrn_url_redirect(url, text, sizeof text - 1, policy, &next, NULL) == LRN_STATUS_ARGUMENT);
    CHECK(next == NULL);
    CHECK(lrn_url_destination(url, &address, 1, policy, &destination, NULL) == LRN_STATUS_ARGUMENT);
    CHECK(destination == NULL);
    // At no place where a policy can be. The sanitizers look at places too, so it is made of a number.
    policy = (struct lrn_policy *)((uintptr_t)lrn_policy_public_internet() + 1);
  }
  lrn_url_free(url);
}

// What all threads share.
struct shared {
  const struct lrn_policy *policy;
  const struct lrn_url *url;
  const struct lrn_error *error;
};

static void *use(void *argument) {
  const struct shared *shared = (const struct shared *)argument;
  for (int i = 0; i < 100; i++) {
    CHECK(strcmp(lrn_url_text(shared->url), "http://10.1.0.1/") == 0);
    CHECK(strcmp(lrn_error_reason(shared->error), "private-use") == 0);
    CHECK(parse_under(shared->policy, "http://10.1.0.1/", 16).status == LRN_STATUS_ACCEPTED);
    CHECK(parse("http://10.1.0.1/", 16).status == LRN_STATUS_UNSAFE);
  }
  return NULL;
}

static void threads_share_handles(void) {
  enum { THREADS = 8 };
  struct lrn_policy *policy = policy_of("{\"allow_network\": [\"10.1.0.0/16\"]}");
  struct lrn_url *url;
  struct lrn_error *error;
  lrn_notify_url_parse("http://10.1.0.1/", 16, policy, &url, NULL);
  lrn_notify_url_parse("http://10.1.0.1/", 16, lrn_policy_public_internet(), NULL, &error);
  struct shared shared = {policy, url, error};
  pthread_t threads[THREADS];
  for (int i = 0; i < THREADS; i++) CHECK(pthread_create(&threads[i], NULL, use, &shared) == 0);
  for (int i = 0; i < THREADS; i++) CHECK(pthread_join(threads[i], NULL) == 0);
  lrn_error_free(error);
  lrn_url_free(url);
  lrn_policy_free(policy);
}

// Dials a listener of this program's own, over the family of `text`.
static void dial(int family, const char *text) {
  struct lrn_socket_address own;
  memset(&own, 0, sizeof own);
  CHECK(lrn_address_parse(text, strlen(text), &own.address));
  struct sockaddr_storage where;
  socklen_t length = lrn_socket_address_to_sockaddr(&own, &where);
  int listener = socket(family, SOCK_STREAM, 0);
  if (listener < 0 && errno == EAFNOSUPPORT) return;
  CHECK(bind(listener, (struct sockaddr *)&where, length) == 0 && listen(listener, 1) == 0);
  CHECK(getsockname(listener, (struct sockaddr *)&where, &length) == 0);
  // Both families have the port in the same place.
  int port = ntohs(((struct sockaddr_in *)&where)->sin_port);

  char typed[64];
  snprintf(typed, sizeof typed, family == AF_INET ? "http://%s:%d/" : "http://[%s]:%d/", text, port);
  struct lrn_policy *policy = policy_of("{\"allow_loopback\": true}");
  struct lrn_url *url;
  struct lrn_address address;
  struct lrn_destination *destination;
  CHECK(lrn_notify_url_parse(typed, strlen(typed), policy, &url, NULL) == LRN_STATUS_ACCEPTED);
  CHECK(lrn_address_from_sockaddr((struct sockaddr *)&where, &address));
  const struct lrn_policy *strict = lrn_policy_public_internet();
  CHECK(lrn_url_destination(url, &address, 1, strict, NULL, NULL) == LRN_STATUS_UNSAFE);
  CHECK(lrn_url_destination(url, &address, 1, policy, &destination, NULL) == LRN_STATUS_ACCEPTED);
  size_t count;
  const struct lrn_socket_address *first = lrn_destination_addresses(destination, &count);
  CHECK(count == 1 && first->port == port);
  length = lrn_socket_address_to_sockaddr(first, &where);
  int connection = socket(where.ss_family, SOCK_STREAM, 0);
  CHECK(connect(connection, (struct sockaddr *)&where, length) == 0);
  close(connection);
  close(listener);
  lrn_destination_free(destination);
  lrn_url_free(url);
  lrn_policy_free(policy);
}

static void a_destination_can_be_dialled(void) {
  dial(AF_INET, "127.0.0.1");
  dial(AF_INET6, "::1");
  struct sockaddr other;
  memset(&other, 0, sizeof other);
  other.sa_family = AF_UNIX;
  struct lrn_address address;
  CHECK(!lrn_address_from_sockaddr(&other, &address) && address.family == 0);
}

static void a_resolver_takes_the_host_to_resolve(void) {
  static const char *const texts[] = {"http://[2606:4700::1111]:8080/", "http://93.184.216.34/"};
  struct addrinfo hints, *answer;
  memset(&hints, 0, sizeof hints);
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICHOST;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    const struct lrn_policy *policy = lrn_policy_public_internet();
    struct lrn_url *url;
    struct lrn_address address;
    CHECK(lrn_notify_url_parse(texts[i], strlen(texts[i]), policy, &url, NULL) == LRN_STATUS_ACCEPTED);
    CHECK(getaddrinfo(lrn_url_host_to_resolve(url), NULL, &hints, &answer) == 0);
    CHECK(lrn_address_from_sockaddr(answer->ai_addr, &address));
    CHECK(lrn_url_destination(url, &address, 1, policy, NULL, NULL) == LRN_STATUS_ACCEPTED);
    freeaddrinfo(answer);
    lrn_url_free(url);
  }
}

static void an_unknown_family_is_no_verdict(void) {
  struct lrn_url *url;
  struct lrn_address address;
  memset(&address, 0xff, sizeof address);
  const struct lrn_policy *policy = lrn_policy_public_internet();
  lrn_notify_url_parse("http://example.com/", 19, policy, &url, NULL);
  CHECK(lrn_url_destination(url, &address, 1, policy, NULL, NULL) == LRN_STATUS_ARGUMENT);
  CHECK(lrn_url_destination(url, NULL, 1, policy, NULL, NULL) == LRN_STATUS_ARGUMENT);
  CHECK(lrn_url_destination(url, &address, SIZE_MAX / 2, policy, NULL, NULL) == LRN_STATUS_ARGUMENT);
  CHECK(lrn_url_destination(url, NULL, 0, policy, NULL, NULL) == LRN_STATUS_OPERATIONAL);
  lrn_url_free(url);
}

static void what_the_library_says_of_itself(void) {
  CHECK(strcmp(lrn_version(), VERSION) == 0);
  CHECK(lrn_catalogue_json()[0] == '{' && strstr(lrn_catalogue_json(), "\"cloud-metadata\"") != NULL);
}

int main(void) {
  TEST(bytes_that_are_no_text);
  TEST(every_byte_everywhere);
  TEST(a_text_is_read_to_its_length_and_no_further);
  TEST(a_hundred_megabytes);
  TEST(a_long_text_under_a_policy_that_takes_it);
  TEST(a_policy_that_is_nested_too_deep);
  TEST(null_as_input);
  TEST(null_as_a_handle);
  TEST(null_where_a_handle_is_not_wanted);
  TEST(handles_outlive_one_another);
  TEST(the_public_internet_outlives_being_freed);
  TEST(what_is_no_policy_opens_nothing);
  TEST(threads_share_handles);
  TEST(a_destination_can_be_dialled);
  TEST(a_resolver_takes_the_host_to_resolve);
  TEST(an_unknown_family_is_no_verdict);
  TEST(what_the_library_says_of_itself);
  printf("misuse: %d passed, 0 failed\n", passed);
  return 0;
}
