// live_record_notify_socket.h: from the system's socket addresses to the library's, and back.
//
// For systems with the headers of POSIX. Everything is inline: the library itself knows no socket.

#ifndef LIVE_RECORD_NOTIFY_SOCKET_H
#define LIVE_RECORD_NOTIFY_SOCKET_H

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "live_record_notify.h"

// Reads the address of what `getaddrinfo` gave. False if it is neither IPv4 nor IPv6. The scope of an
// IPv6 address is left out: what has one is link-local, and no policy but the caller's opens it.
static inline bool lrn_address_from_sockaddr(const struct sockaddr *from, struct lrn_address *to) {
  memset(to, 0, sizeof *to);
  if (from->sa_family == AF_INET) {
    struct sockaddr_in ipv4;
    memcpy(&ipv4, from, sizeof ipv4);
    to->family = 4;
    memcpy(to->bytes, &ipv4.sin_addr, 4);
    return true;
  }
  if (from->sa_family == AF_INET6) {
    struct sockaddr_in6 ipv6;
    memcpy(&ipv6, from, sizeof ipv6);
    to->family = 6;
    memcpy(to->bytes, &ipv6.sin6_addr, 16);
    return true;
  }
  return false;
}

// Writes what `connect` takes, and returns its length.
static inline socklen_t lrn_socket_address_to_sockaddr(const struct lrn_socket_address *from,
                                                       struct sockaddr_storage *to) {
  memset(to, 0, sizeof *to);
  if (from->address.family == 4) {
    struct sockaddr_in ipv4;
    memset(&ipv4, 0, sizeof ipv4);
    ipv4.sin_family = AF_INET;
    ipv4.sin_port = htons(from->port);
    memcpy(&ipv4.sin_addr, from->address.bytes, 4);
    memcpy(to, &ipv4, sizeof ipv4);
    return sizeof ipv4;
  }
  struct sockaddr_in6 ipv6;
  memset(&ipv6, 0, sizeof ipv6);
  ipv6.sin6_family = AF_INET6;
  ipv6.sin6_port = htons(from->port);
  memcpy(&ipv6.sin6_addr, from->address.bytes, 16);
  memcpy(to, &ipv6, sizeof ipv6);
  return sizeof ipv6;
}

#endif  // LIVE_RECORD_NOTIFY_SOCKET_H
