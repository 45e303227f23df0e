// Package notifyurl says whether a callback URL that a stranger typed may be called from inside a trusted
// network (SSRF). The rules are those of the C library live-record-notify.
//
// A URL and a Policy hold memory of the library until Close, which is called once they are no longer
// used. Everything else is a value of Go. All of them may be used by many goroutines.
package notifyurl

/*
#cgo pkg-config: live-record-notify
#include <live_record_notify.h>

// What a function of the library gives, as a value: Go then has no pointer to hand over.
typedef struct { enum lrn_status status; lrn_url *url; lrn_error *error; } url_answer;
typedef struct { enum lrn_status status; lrn_policy *policy; lrn_error *error; } policy_answer;
typedef struct { enum lrn_status status; lrn_domain_name *name; lrn_error *error; } name_answer;
typedef struct { enum lrn_status status; lrn_destination *destination; lrn_error *error; } destination_answer;
typedef struct { const lrn_socket_address *first; size_t count; } address_list;
typedef struct { bool is_set; size_t start, end; } span;

// The bytes of a string are read where Go has them.
static url_answer parse_notify(_GoString_ text, const lrn_policy *policy) {
	url_answer a;
	a.status = lrn_notify_url_parse(_GoStringPtr(text), _GoStringLen(text), policy, &a.url, &a.error);
	return a;
}
static url_answer parse_on_demand(_GoString_ text, const lrn_policy *policy) {
	url_answer a;
	a.status = lrn_on_demand_url_parse(_GoStringPtr(text), _GoStringLen(text), policy, &a.url, &a.error);
	return a;
}
static url_answer redirect(const lrn_url *url, _GoString_ location, const lrn_policy *policy) {
	url_answer a;
	a.status = lrn_url_redirect(url, _GoStringPtr(location), _GoStringLen(location), policy, &a.url, &a.error);
	return a;
}
static policy_answer policy_from_json(_GoString_ text) {
	policy_answer a;
	a.status = lrn_policy_from_json(_GoStringPtr(text), _GoStringLen(text), &a.policy, &a.error);
	return a;
}
static name_answer parse_domain_name(_GoString_ text) {
	name_answer a;
	a.status = lrn_domain_name_parse(_GoStringPtr(text), _GoStringLen(text), &a.name, &a.error);
	return a;
}
static destination_answer destination(const lrn_url *url, const lrn_address *addresses, size_t count,
                                      const lrn_policy *policy) {
	destination_answer a;
	a.status = lrn_url_destination(url, addresses, count, policy, &a.destination, &a.error);
	return a;
}
static address_list addresses(const lrn_destination *destination) {
	address_list list;
	list.first = lrn_destination_addresses(destination, &list.count);
	return list;
}
static span error_span(const lrn_error *error) {
	span s = {false, 0, 0};
	s.is_set = lrn_error_span(error, &s.start, &s.end);
	return s;
}
*/
import "C"

import (
	"errors"
	"net/netip"
	"unsafe"
)

// Refused is the error for a text that is refused, and for addresses that may not be dialled.
type Refused struct {
	Verdict   string // "Malformed", "Unsafe" or "Operational"
	Code      string // the code that the operation answers: "InvalidNotifyUrl.Unsafe"
	Message   string // the message of the code: code and message are all that a client should see
	Parameter string // "NotifyUrl", "OnDemandUrl" or "DomainName"
	Reason    string // the stable identifier of the reason: "cloud-metadata"
	Text      string // what is wrong, for the operator's log: it may name an internal address
	Help      string // what to write instead
	Basis     string // who says so
	Source    string // where the rule stands
	Span      *Span  // nil where no part of the text is to blame
}

// Span is a place in a text: text[Start:End].
type Span struct{ Start, End int }

// Error gives code and reason, for the operator's log. It does not hold the text.
func (r *Refused) Error() string { return r.Code + ": " + r.Text }

// Policy is what a caller allows or refuses beyond the default, which is PublicInternet. Nil, the zero Policy
// and a closed one are no policy: each question then gives an error, and never an acceptance.
type Policy struct{ handle *C.lrn_policy }

// PublicInternet gives the default policy, the public internet. It need not be closed.
func PublicInternet() *Policy { return &Policy{C.lrn_policy_public_internet()} }

// NewPolicy reads a policy from JSON: {"require_https": true, "deny_host": [".evil.example.com"]}.
func NewPolicy(json string) (*Policy, error) {
	answer := C.policy_from_json(json)
	if answer.error != nil {
		return nil, failure(answer.error)
	}
	return &Policy{answer.policy}, nil
}

// Close frees the policy, which each question refuses from then on.
func (p *Policy) Close() {
	C.lrn_policy_free(p.handle)
	p.handle = nil
}

// pointer gives NULL, which the library refuses, where there is no policy.
func (p *Policy) pointer() *C.lrn_policy {
	if p == nil {
		return nil
	}
	return p.handle
}

// URL is a callback URL that was accepted.
type URL struct{ handle *C.lrn_url }

// ParseNotifyURL reads a NotifyUrl, or any other URL that is to be called.
func ParseNotifyURL(text string, policy *Policy) (*URL, error) {
	return accepted(C.parse_notify(text, policy.pointer()))
}

// ParseOnDemandURL reads an OnDemandUrl.
func ParseOnDemandURL(text string, policy *Policy) (*URL, error) {
	return accepted(C.parse_on_demand(text, policy.pointer()))
}

// String gives the canonical text: store and send this, not the text that was typed.
func (u *URL) String() string { return C.GoString(C.lrn_url_text(u.handle)) }

// Scheme is "http" or "https".
func (u *URL) Scheme() string { return C.GoString(C.lrn_url_scheme(u.handle)) }

// Host is a name of A-labels in lower case, or an address, IPv6 in square brackets.
func (u *URL) Host() string { return C.GoString(C.lrn_url_host(u.handle)) }

// Hostname is the host as net.Resolver takes it: as Host, without brackets.
func (u *URL) Hostname() string { return C.GoString(C.lrn_url_host_to_resolve(u.handle)) }

// Port is the port that a request goes to.
func (u *URL) Port() uint16 { return uint16(C.lrn_url_port(u.handle)) }

// Destination judges what the resolver answered for the host, and gives what may be dialled. A zone of an
// address is dropped.
func (u *URL) Destination(answer []netip.Addr, policy *Policy) ([]netip.AddrPort, error) {
	addresses := make([]C.lrn_address, len(answer)+1)
	for i, address := range answer {
		addresses[i] = toC(address)
	}
	result := C.destination(u.handle, &addresses[0], C.size_t(len(answer)), policy.pointer())
	if result.error != nil {
		return nil, failure(result.error)
	}
	defer C.lrn_destination_free(result.destination)
	list := C.addresses(result.destination)
	destination := make([]netip.AddrPort, 0, list.count)
	for _, one := range unsafe.Slice(list.first, list.count) {
		destination = append(destination, netip.AddrPortFrom(fromC(one.address), uint16(one.port)))
	}
	return destination, nil
}

// Redirect says where a response with this header Location leads, as a URL of its own.
func (u *URL) Redirect(location string, policy *Policy) (*URL, error) {
	return accepted(C.redirect(u.handle, location, policy.pointer()))
}

// Close frees the URL, whose text is then empty and whose methods refuse.
func (u *URL) Close() {
	C.lrn_url_free(u.handle)
	u.handle = nil
}

// ParseDomainName reads a DomainName, and gives it in lower case and of A-labels.
func ParseDomainName(text string) (string, error) {
	answer := C.parse_domain_name(text)
	if answer.error != nil {
		return "", failure(answer.error)
	}
	defer C.lrn_domain_name_free(answer.name)
	return C.GoString(C.lrn_domain_name_text(answer.name)), nil
}

func accepted(answer C.url_answer) (*URL, error) {
	if answer.error != nil {
		return nil, failure(answer.error)
	}
	return &URL{answer.url}, nil
}

// failure copies an error into Go, and frees it.
func failure(handle *C.lrn_error) error {
	defer C.lrn_error_free(handle)
	verdict, text := C.GoString(C.lrn_error_verdict(handle)), C.GoString(C.lrn_error_text(handle))
	if verdict == "" {
		return errors.New("live-record-notify: " + text)
	}
	refused := &Refused{
		Verdict:   verdict,
		Code:      C.GoString(C.lrn_error_code(handle)),
		Message:   C.GoString(C.lrn_error_message(handle)),
		Parameter: C.GoString(C.lrn_error_parameter(handle)),
		Reason:    C.GoString(C.lrn_error_reason(handle)),
		Text:      text,
		Help:      C.GoString(C.lrn_error_help(handle)),
		Basis:     C.GoString(C.lrn_error_basis(handle)),
		Source:    C.GoString(C.lrn_error_source(handle)),
	}
	if span := C.error_span(handle); span.is_set {
		refused.Span = &Span{int(span.start), int(span.end)}
	}
	return refused
}

// toC gives the zero Addr no family, which the library refuses.
func toC(address netip.Addr) (c C.lrn_address) {
	bytes := (*[16]byte)(unsafe.Pointer(&c.bytes))
	switch {
	case address.Is4():
		c.family = 4
		ipv4 := address.As4()
		copy(bytes[:], ipv4[:])
	case address.Is6():
		c.family = 6
		*bytes = address.As16()
	}
	return c
}

func fromC(c C.lrn_address) netip.Addr {
	bytes := *(*[16]byte)(unsafe.Pointer(&c.bytes))
	if c.family == 4 {
		return netip.AddrFrom4(*(*[4]byte)(bytes[:4]))
	}
	return netip.AddrFrom16(bytes)
}
