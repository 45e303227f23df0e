// The shared vectors, bad input, and what a call costs beside net/url.

package notifyurl

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/netip"
	"net/url"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"
)

const vectors = "../../../../tests/data/verdicts.jsonl"

// row is a question and its answer.
type row struct {
	Parameter string
	Input     string
	Policy    json.RawMessage
	Base      *string
	Addresses []string
	answer
}

type answer struct {
	Verdict            string
	Code, Reason, Text *string
	Span               *[2]int
}

func TestVectors(t *testing.T) {
	file, err := os.Open(vectors)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<24)
	lines.Scan()
	var head struct{ Format, Rows int }
	if err := json.Unmarshal(lines.Bytes(), &head); err != nil || head.Format != 1 {
		t.Fatal("an unknown format", err)
	}
	passed, failed := 0, 0
	for lines.Scan() {
		var row row
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		if found := judge(t, &row); reflect.DeepEqual(found, row.answer) {
			passed++
		} else {
			failed++
			text, _ := json.Marshal(found)
			t.Errorf("row:    %s\nanswer: %s", lines.Bytes(), text)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	t.Logf("go: %d passed, %d failed", passed, failed)
	if passed+failed != head.Rows || passed == 0 {
		t.Fatal("the file has another number of rows than it says:", head.Rows)
	}
}

func judge(t *testing.T, row *row) answer {
	text, err := verdict(t, row)
	if err == nil {
		return answer{Verdict: "Accepted", Text: &text}
	}
	var refused *Refused
	if !errors.As(err, &refused) {
		t.Fatal(err)
	}
	if text := refused.Error(); len(row.Input) > 20 && strings.Contains(text, row.Input) {
		t.Fatal("the error repeats the URL")
	}
	found := answer{Verdict: refused.Verdict, Code: &refused.Code, Reason: &refused.Reason}
	if refused.Span != nil {
		found.Span = &[2]int{refused.Span.Start, refused.Span.End}
	}
	return found
}

func verdict(t *testing.T, row *row) (string, error) {
	if row.Parameter == "DomainName" {
		return ParseDomainName(row.Input)
	}
	parse := map[string]func(string, *Policy) (*URL, error){
		"NotifyUrl": ParseNotifyURL, "OnDemandUrl": ParseOnDemandURL,
	}[row.Parameter]
	policy := PublicInternet()
	if len(row.Policy) > 0 && string(row.Policy) != "null" {
		policy = must(NewPolicy(string(row.Policy)))(t)
	}
	defer policy.Close()
	if row.Base != nil {
		base := must(parse(*row.Base, policy))(t)
		defer base.Close()
		next, err := base.Redirect(row.Input, policy)
		if err != nil {
			return "", err
		}
		defer next.Close()
		return next.String(), nil
	}
	read, err := parse(row.Input, policy)
	if err != nil {
		return "", err
	}
	defer read.Close()
	if row.Addresses == nil {
		return read.String(), nil
	}
	addresses := make([]netip.Addr, len(row.Addresses))
	for i, text := range row.Addresses {
		addresses[i] = netip.MustParseAddr(text)
	}
	destination, err := read.Destination(addresses, policy)
	if err != nil {
		return "", err
	}
	for _, address := range destination {
		if address.Port() != read.Port() || !contains(addresses, address.Addr()) {
			t.Fatal("a destination that nobody answered:", address)
		}
	}
	return read.String(), nil
}

func contains(addresses []netip.Addr, wanted netip.Addr) bool {
	for _, address := range addresses {
		if address == wanted {
			return true
		}
	}
	return false
}

func must[T any](value T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func TestBadInput(t *testing.T) {
	for _, c := range []struct {
		text, reason string
		span         Span
	}{
		{"", "empty", Span{0, 0}},
		{"http://example.com/\x00", "character", Span{19, 20}},
		{"http://example.com/é\xff", "not-utf-8", Span{21, 22}},
		{"http://example.com/\xed\xa0\x80", "not-utf-8", Span{19, 20}},
		{"http://127.0.0.1\xff/", "loopback", Span{7, 16}},
		{"http://" + strings.Repeat("a", 100_000_000), "too-long", Span{0, 100_000_007}},
	} {
		_, err := ParseNotifyURL(c.text, PublicInternet())
		var refused *Refused
		if !errors.As(err, &refused) || refused.Reason != c.reason || *refused.Span != c.span {
			t.Errorf("%.30q: %v, %+v", c.text, err, refused.Span)
		}
	}
	for _, json := range []string{"", "[]", "\x00", "\xff", `{"deny_host": ["*.example.com"]}`} {
		if _, err := NewPolicy(json); err == nil || errors.As(err, new(*Refused)) {
			t.Errorf("%q: %v", json, err)
		}
	}
}

func TestIPv6Literal(t *testing.T) {
	u := must(ParseNotifyURL("https://[2606:4700::1111]/", PublicInternet()))(t)
	defer u.Close()
	answer := must(net.DefaultResolver.LookupNetIP(context.Background(), "ip", u.Hostname()))(t)
	destination := must(u.Destination(answer, PublicInternet()))(t)
	if u.Host() != "[2606:4700::1111]" || len(destination) != 1 ||
		destination[0] != netip.MustParseAddrPort("[2606:4700::1111]:443") {
		t.Error(u.Host(), destination)
	}
}

func TestAfterClose(t *testing.T) {
	u := must(ParseNotifyURL("https://example.com/", PublicInternet()))(t)
	u.Close()
	u.Close()
	if u.String() != "" || u.Port() != 0 {
		t.Error("a closed URL has a text")
	}
	if _, err := u.Redirect("/", PublicInternet()); err == nil {
		t.Error("a closed URL has a redirect")
	}
	if _, err := u.Destination([]netip.Addr{netip.MustParseAddr("1.1.1.1")}, PublicInternet()); err == nil {
		t.Error("a closed URL has a destination")
	}
}

// What is no policy opens nothing: one that could not be read, one that is closed, and the zero value.
func TestNoPolicy(t *testing.T) {
	failed, err := NewPolicy(`{"deny_host": ["example.com"], "typing_slip": true}`)
	if err == nil {
		t.Fatal("a policy with an unknown key")
	}
	closed := must(NewPolicy(`{"deny_host": ["example.com"]}`))(t)
	closed.Close()
	closed.Close()
	u := must(ParseNotifyURL("https://example.com/", PublicInternet()))(t)
	defer u.Close()
	for name, policy := range map[string]*Policy{"failed": failed, "closed": closed, "zero": {}} {
		_, notify := ParseNotifyURL("https://example.com/", policy)
		_, onDemand := ParseOnDemandURL("https://example.com/", policy)
		_, redirect := u.Redirect("/", policy)
		_, destination := u.Destination([]netip.Addr{netip.MustParseAddr("1.1.1.1")}, policy)
		for i, err := range []error{notify, onDemand, redirect, destination} {
			if err == nil || errors.As(err, new(*Refused)) {
				t.Error(name, i, err)
			}
		}
	}
}

func TestNoAddress(t *testing.T) {
	u := must(ParseNotifyURL("https://example.com/", PublicInternet()))(t)
	defer u.Close()
	if _, err := u.Destination([]netip.Addr{{}}, PublicInternet()); err == nil || errors.As(err, new(*Refused)) {
		t.Error("the zero address is no verdict:", err)
	}
	_, err := u.Destination(nil, PublicInternet())
	var refused *Refused
	if !errors.As(err, &refused) || refused.Verdict != "Operational" {
		t.Error(err)
	}
}

func TestGoroutinesShareValues(t *testing.T) {
	policy := must(NewPolicy(`{"allow_network": ["10.1.0.0/16"]}`))(t)
	defer policy.Close()
	u := must(ParseNotifyURL("http://10.1.0.1/", policy))(t)
	defer u.Close()
	var group sync.WaitGroup
	for i := 0; i < 8; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			next, err := u.Redirect("/b", policy)
			if err != nil || next.String() != "http://10.1.0.1/b" || u.Host() != "10.1.0.1" {
				t.Error(err)
				return
			}
			next.Close()
		}()
	}
	group.Wait()
}

const sample = "https://hooks.example.com/v1/callback?tenant=7"

func BenchmarkAccepted(b *testing.B) {
	policy := PublicInternet()
	for i := 0; i < b.N; i++ {
		u, err := ParseNotifyURL(sample, policy)
		if err != nil || u.String() == "" {
			b.Fatal(err)
		}
		u.Close()
	}
}

func BenchmarkRefused(b *testing.B) {
	policy := PublicInternet()
	for i := 0; i < b.N; i++ {
		if _, err := ParseNotifyURL("http://169.254.169.254/latest/meta-data/", policy); err == nil {
			b.Fatal("accepted")
		}
	}
}

// The language's own parser, which refuses none of what this package refuses.
func BenchmarkNetURL(b *testing.B) {
	for i := 0; i < b.N; i++ {
		if _, err := url.Parse(sample); err != nil {
			b.Fatal(err)
		}
	}
}
