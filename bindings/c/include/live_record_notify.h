// live_record_notify.h: may a callback URL that a stranger typed be called from inside a trusted
// network (SSRF)?
//
// Made by cbindgen from src; `cargo run --example header` writes it.
//
// What holds for all functions:
//
// - Text that goes in is any bytes and their number. They need not be UTF-8, may hold NUL, and need
//   not end in it. NULL is the empty text if the number is 0. They are read during the call alone:
//   the caller keeps them, and the library keeps no pointer to them.
// - Strings that come out are UTF-8 and end in NUL, with no NUL before. They are never NULL. They
//   belong to the handle that was asked, and live until it is freed: do not free them. Where there
//   is nothing to say, or the handle is NULL, they are empty.
// - Handles that come out belong to the caller, who frees each once, by the function for its type.
//   NULL may be freed. No handle needs another one to live on.
// - `out` and `error` may each be NULL where the caller does not want the handle. Otherwise exactly
//   one of the two is set, and the other is set to NULL: `out` if the status is
//   LRN_STATUS_ACCEPTED, and else `error`.
// - Handles never change. Any number of threads may use one at the same time, while none frees it.
// - `policy` is never NULL. The default is `lrn_policy_public_internet`. NULL is refused with
//   LRN_STATUS_ARGUMENT, so a policy that could not be read opens nothing.
// - No function blocks, prints, opens anything or reads the environment. A panic inside the library
//   does not leave it: the status is then LRN_STATUS_INTERNAL, or the string is empty. If the
//   system has no memory left, the process is aborted.
// - What cannot be detected is undefined, as everywhere in C: a handle that was freed, a pointer
//   that leads elsewhere, a length beyond the text.


#ifndef LIVE_RECORD_NOTIFY_H
#define LIVE_RECORD_NOTIFY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What a function answers.
typedef enum lrn_status {
  // The text was accepted, and `out` is set.
  LRN_STATUS_ACCEPTED = 0,
  // A strict reader would refuse the text.
  LRN_STATUS_MALFORMED = 1,
  // A client that reads the text would send its request where it must not go, or in a way in which
  // it must not.
  LRN_STATUS_UNSAFE = 2,
  // No verdict was possible: the resolver gave no address.
  LRN_STATUS_OPERATIONAL = 3,
  // The text of a policy is none.
  LRN_STATUS_POLICY = 4,
  // The caller broke a rule of this header: NULL where a value is needed, for example as the policy,
  // an impossible length, an unknown family of addresses.
  LRN_STATUS_ARGUMENT = 5,
  // A fault of the library itself. Please report it.
  LRN_STATUS_INTERNAL = 6,
} lrn_status;

// Where a request may be sent: what the resolver answered, judged.
typedef struct lrn_destination lrn_destination;

// A domain name that was accepted.
typedef struct lrn_domain_name lrn_domain_name;

// Why a text was refused, or what else went wrong.
typedef struct lrn_error lrn_error;

// What a caller allows or refuses beyond the default, the public internet.
typedef struct lrn_policy lrn_policy;

// A callback URL that was accepted, in canonical form.
typedef struct lrn_url lrn_url;

// An IP address. `live_record_notify_socket.h` makes one of a `struct sockaddr`.
typedef struct lrn_address {
  // 4 or 6. AF_INET and AF_INET6 are other numbers, which differ between systems.
  uint16_t family;
  // The bytes in network order, as in `struct in_addr` and `struct in6_addr`. IPv4 has the first four.
  uint8_t bytes[16];
} lrn_address;

// An IP address and a port.
typedef struct lrn_socket_address {
  // The address.
  struct lrn_address address;
  // The port, in the byte order of numbers: 443 is 443.
  uint16_t port;
} lrn_socket_address;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// Reads a NotifyUrl, or any other URL that is to be called, from `length` bytes.
enum lrn_status lrn_notify_url_parse(const char *text,
                                     size_t length,
                                     const struct lrn_policy *policy,
                                     struct lrn_url **out,
                                     struct lrn_error **error);

// Reads an OnDemandUrl from `length` bytes. The rules are those of a NotifyUrl, the codes are its own.
enum lrn_status lrn_on_demand_url_parse(const char *text,
                                        size_t length,
                                        const struct lrn_policy *policy,
                                        struct lrn_url **out,
                                        struct lrn_error **error);

// The canonical text: store and send this, not the text that was typed.
const char *lrn_url_text(const struct lrn_url *url);

// "http" or "https".
const char *lrn_url_scheme(const struct lrn_url *url);

// The host as it stands in the URL and in the header `Host`: a name of A-labels in lower case, or an
// address, IPv6 in square brackets. A resolver does not know the brackets.
const char *lrn_url_host(const struct lrn_url *url);

// The host as `getaddrinfo` takes it, and as the name in a certificate: without brackets, and else as
// `lrn_url_host` has it.
const char *lrn_url_host_to_resolve(const struct lrn_url *url);

// The port that a request goes to, in the byte order of numbers: the one in the URL, else 80 or 443 by
// the scheme. 0 if `url` is NULL.
uint16_t lrn_url_port(const struct lrn_url *url);

// The second stage: judges what the resolver answered for the host, `count` addresses, and gives the
// socket addresses that may be dialled. One refused address refuses the whole answer.
//
// LRN_STATUS_OPERATIONAL if there is no address; LRN_STATUS_ARGUMENT if one has an unknown family.
enum lrn_status lrn_url_destination(const struct lrn_url *url,
                                    const struct lrn_address *addresses,
                                    size_t count,
                                    const struct lrn_policy *policy,
                                    struct lrn_destination **out,
                                    struct lrn_error **error);

// Where a response of this URL with the header `Location` leads, as a new URL, which is independent of
// the old one. The value of the header has `length` bytes.
enum lrn_status lrn_url_redirect(const struct lrn_url *url,
                                 const char *location,
                                 size_t length,
                                 const struct lrn_policy *policy,
                                 struct lrn_url **out,
                                 struct lrn_error **error);

// Frees the URL, and with it its strings.
void lrn_url_free(struct lrn_url *url);

// Reads an address from `length` bytes: "192.0.2.1" or "2001:db8::1", without brackets and zone.
// False, and `out` stays as it is, if it is none.
bool lrn_address_parse(const char *text, size_t length, struct lrn_address *out);

// The socket addresses that may be dialled, `*count` of them and at least one, in the resolver's order,
// each once. They live until the destination is freed. NULL and 0 if `destination` is NULL.
//
// Dial these and nothing else: a client that resolves the name again can be given another answer.
const struct lrn_socket_address *lrn_destination_addresses(const struct lrn_destination *destination,
                                                           size_t *count);

// Frees the destination, and with it its addresses.
void lrn_destination_free(struct lrn_destination *destination);

// Reads a DomainName from `length` bytes.
enum lrn_status lrn_domain_name_parse(const char *text,
                                      size_t length,
                                      struct lrn_domain_name **out,
                                      struct lrn_error **error);

// The name in lower case, of A-labels.
const char *lrn_domain_name_text(const struct lrn_domain_name *name);

// Frees the name, and with it its text.
void lrn_domain_name_free(struct lrn_domain_name *name);

// The default policy, the public internet. It need not be freed, and to free it does nothing.
struct lrn_policy *lrn_policy_public_internet(void);

// Reads a policy: a JSON object of `length` bytes, with the keys of the crate's policy files.
//
//     {"require_https": true, "deny_host": [".evil.example.com"], "allow_network": ["10.1.0.0/16"]}
//
// LRN_STATUS_POLICY if it is no JSON, has an unknown key, or an entry that opens everything, can never
// match or was probably meant otherwise; `lrn_error_text` names the entry, and what to write.
//
// `*out` is then NULL, which every question refuses.
enum lrn_status lrn_policy_from_json(const char *json,
                                     size_t length,
                                     struct lrn_policy **out,
                                     struct lrn_error **error);

// Frees the policy. What was read by it stays valid.
void lrn_policy_free(struct lrn_policy *policy);

// The status that came with the error. LRN_STATUS_ARGUMENT if `error` is NULL.
enum lrn_status lrn_error_status(const struct lrn_error *error);

// "Malformed", "Unsafe" or "Operational". Empty if no text was refused, as are all the strings
// below but `lrn_error_text`.
const char *lrn_error_verdict(const struct lrn_error *error);

// The code that the operation answers: "InvalidNotifyUrl.Unsafe".
const char *lrn_error_code(const struct lrn_error *error);

// The message of the code. A reply to a client should carry code and message alone.
const char *lrn_error_message(const struct lrn_error *error);

// Which parameter was refused: "NotifyUrl", "OnDemandUrl" or "DomainName".
const char *lrn_error_parameter(const struct lrn_error *error);

// The stable identifier of the reason, for logs and alerts: "cloud-metadata".
const char *lrn_error_reason(const struct lrn_error *error);

// What is wrong, on one line, for the operator's log: it may name an internal address. It never
// holds the text. Set for every error.
const char *lrn_error_text(const struct lrn_error *error);

// What to write instead.
const char *lrn_error_help(const struct lrn_error *error);

// Who says that such a text is refused: "vendor-page", "standard", "registry", "ours" or "caller".
const char *lrn_error_basis(const struct lrn_error *error);

// Where the rule stands: "RFC 9110 section 4.2.4".
const char *lrn_error_source(const struct lrn_error *error);

// Where in the text, in bytes from its start: the first that is to blame, and one more than the last.
// False, and `start` and `end` stay as they are, where no part of the text is to blame: an address
// that a resolver gave, and errors that are no refusal.
bool lrn_error_span(const struct lrn_error *error,
                    size_t *start,
                    size_t *end);

// Frees the error, and with it its strings.
void lrn_error_free(struct lrn_error *error);

// The version of the library, as "0.1.0".
const char *lrn_version(void);

// Every reason, code, operation and parameter, as JSON.
const char *lrn_catalogue_json(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* LIVE_RECORD_NOTIFY_H */
