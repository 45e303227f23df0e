//! How many instructions verdicts take, counted by callgrind: noise does not move them.
//!
//! `instructions.sh` beside this file compares them with `instructions.tsv`.

use std::hint::black_box;
use std::net::IpAddr;

use gungraun::{library_benchmark, library_benchmark_group, main};
use live_record_notify::address::classify;
use live_record_notify::{AddLiveRecordNotifyConfig, DomainName, Error, Errors, NotifyUrl};
use live_record_notify_benches::inputs;

// What would differ from one build to the next does not count. Each case runs once before, so that
// the allocator has what it needs at hand. Texts lie where the allocator puts them, aligned; what
// was made of them is given back, for its end not to be counted.

fn parsed_once(text: &str) -> String {
    let text = text.to_owned();
    drop(NotifyUrl::parse(&text));
    text
}

#[library_benchmark(setup = parsed_once)]
#[bench::short(inputs::SHORT.text)]
#[bench::typical(inputs::TYPICAL.text)]
#[bench::long_with_query(inputs::LONG.text)]
#[bench::ipv4(inputs::IPV4.text)]
#[bench::ipv6(inputs::IPV6.text)]
#[bench::a_labels(inputs::A_LABELS.text)]
#[bench::path_less(inputs::PATH_LESS.text)]
#[bench::default_port(inputs::DEFAULT_PORT.text)]
#[bench::upper_case_scheme(inputs::UPPER_CASE_SCHEME.text)]
#[bench::upper_case_host(inputs::UPPER_CASE_HOST.text)]
#[bench::non_ascii_path(inputs::NON_ASCII_PATH.text)]
#[bench::dot_segments(inputs::DOT_SEGMENTS.text)]
#[bench::brackets(inputs::BRACKETS.text)]
#[bench::u_label(inputs::U_LABEL.text)]
#[bench::loopback(inputs::LOOPBACK.text)]
#[bench::obfuscated(inputs::OBFUSCATED.text)]
#[bench::space_in_path(inputs::SPACE_IN_PATH.text)]
#[bench::three_slashes(inputs::THREE_SLASHES.text)]
#[bench::fragment(inputs::FRAGMENT.text)]
#[bench::space_in_host(inputs::SPACE_IN_HOST.text)]
#[bench::no_port(inputs::NO_PORT.text)]
#[bench::zone_id(inputs::ZONE_ID.text)]
fn parse(text: String) -> (Result<NotifyUrl, Error>, String) {
    (black_box(NotifyUrl::parse(black_box(&text))), text)
}

#[library_benchmark(setup = parsed_once)]
#[bench::typical(inputs::TYPICAL.text)]
fn parse_owned(text: String) -> Result<NotifyUrl, Error> {
    black_box(NotifyUrl::try_from(black_box(text)))
}

fn read_once(text: &str) -> String {
    let text = text.to_owned();
    drop(DomainName::parse(&text));
    text
}

#[library_benchmark(setup = read_once)]
#[bench::typical(inputs::DOMAIN_NAME)]
fn domain_name(text: String) -> (Result<DomainName, Error>, String) {
    (black_box(DomainName::parse(black_box(&text))), text)
}

type Request = Result<AddLiveRecordNotifyConfig, Errors>;
type Parameters = [(&'static str, String); 4];

fn read_request(parameters: &Parameters) -> Request {
    let parameters = black_box(parameters).iter().map(|(name, value)| (name, value));
    black_box(AddLiveRecordNotifyConfig::from_params(parameters))
}

fn requested_once(parameters: [(&'static str, &str); 4]) -> Parameters {
    let parameters = parameters.map(|(name, value)| (name, value.to_owned()));
    drop(read_request(&parameters));
    parameters
}

#[library_benchmark(setup = requested_once)]
#[bench::four_parameters(inputs::REQUEST)]
fn request(parameters: Parameters) -> (Request, Parameters) {
    (read_request(&parameters), parameters)
}

#[library_benchmark]
#[bench::mixed(inputs::mixed_addresses(64))]
fn addresses(addresses: [Vec<IpAddr>; 2]) -> [Vec<IpAddr>; 2] {
    for address in addresses.iter().flatten() {
        black_box(classify(*black_box(address)));
    }
    addresses
}

library_benchmark_group!(
    name = verdicts,
    benchmarks = [parse, parse_owned, domain_name, request, addresses]
);
main!(library_benchmark_groups = verdicts);
