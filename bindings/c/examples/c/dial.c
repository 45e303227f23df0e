// Dials a callback URL: reads it, resolves its host, has the answer judged, and connects.
//
//   dial URL [POLICY]      the policy is JSON; exits with 1 if one of them, or what the resolver
//                          answers, is refused, and with 2 if nothing can be reached

#include <netdb.h>
#include <stdio.h>
#include <unistd.h>

#include "live_record_notify_socket.h"

enum { MAX_ADDRESSES = 64 };

static int refused(struct lrn_error *error) {
  // For the operator's log. A client gets code and message alone.
  const char *code = lrn_error_code(error);
  fprintf(stderr, "%s%s%s\n", code, *code ? ": " : "", lrn_error_text(error));
  lrn_error_free(error);
  return 1;
}

// What the resolver answers for the host of `url`.
static size_t resolve(const struct lrn_url *url, struct lrn_address *addresses) {
  struct addrinfo hints, *answer = NULL;
  memset(&hints, 0, sizeof hints);
  hints.ai_socktype = SOCK_STREAM;
  if (getaddrinfo(lrn_url_host_to_resolve(url), NULL, &hints, &answer) != 0) return 0;
  size_t count = 0;
  for (struct addrinfo *one = answer; one != NULL && count < MAX_ADDRESSES; one = one->ai_next)
    count += lrn_address_from_sockaddr(one->ai_addr, &addresses[count]);
  freeaddrinfo(answer);
  return count;
}

int main(int count, char **arguments) {
  if (count < 2 || count > 3) return fputs("dial URL [POLICY]\n", stderr), 2;
  struct lrn_error *error = NULL;
  struct lrn_policy *policy = lrn_policy_public_internet();
  struct lrn_url *url = NULL;
  struct lrn_destination *destination = NULL;
  struct lrn_address answer[MAX_ADDRESSES];
  int code = 2;

  if (count == 3) lrn_policy_from_json(arguments[2], strlen(arguments[2]), &policy, &error);
  if (error == NULL) lrn_notify_url_parse(arguments[1], strlen(arguments[1]), policy, &url, &error);
  if (error == NULL)
    lrn_url_destination(url, answer, resolve(url, answer), policy, &destination, &error);
  if (error != NULL) code = refused(error);

  size_t left;
  const struct lrn_socket_address *address = lrn_destination_addresses(destination, &left);
  for (; left > 0 && code != 0; left--, address++) {
    struct sockaddr_storage where;
    socklen_t length = lrn_socket_address_to_sockaddr(address, &where);
    int connection = socket(where.ss_family, SOCK_STREAM, 0);
    if (connection < 0) continue;
    if (connect(connection, (struct sockaddr *)&where, length) == 0) {
      printf("connected: send the request for %s\n", lrn_url_text(url));
      code = 0;
    }
    close(connection);
  }

  lrn_destination_free(destination);
  lrn_url_free(url);
  lrn_policy_free(policy);
  return code;
}
