//! How long a verdict takes.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use live_record_notify::address::classify;
use live_record_notify::{AddLiveRecordNotifyConfig, DomainName, NotifyUrl};
use live_record_notify_benches::hostile::{Place, SHAPES};
use live_record_notify_benches::mix::MIXES;
use live_record_notify_benches::{batch, inputs};

fn accept(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("accept");
    for input in inputs::accepted() {
        group.bench_function(input.name, |bencher| bencher.iter(|| parse(&input.text)));
    }
    group.bench_function("typical, kept in its buffer", |bencher| {
        let text = || String::from(inputs::TYPICAL.text);
        bencher.iter_batched(text, NotifyUrl::try_from, BatchSize::SmallInput);
    });
}

fn refuse(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("refuse");
    for input in inputs::refused() {
        group.bench_function(input.name, |bencher| bencher.iter(|| parse(&input.text)));
    }
}

/// Texts of the greatest length that is read by default.
fn worst_cases(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("2,048 bytes");
    for shape in SHAPES {
        for place in Place::ALL {
            let text = shape.text(place, 2048);
            let name = format!("{}, {}", shape.name, place.name());
            group.bench_function(name, |bencher| match place {
                Place::DomainName => bencher.iter(|| DomainName::parse(black_box(&text))),
                _ => bencher.iter(|| parse(&text.as_str())),
            });
        }
    }
}

fn domain_name(criterion: &mut Criterion) {
    criterion.bench_function("domain name", |bencher| {
        bencher.iter(|| DomainName::parse(black_box(inputs::DOMAIN_NAME)));
    });
}

fn request(criterion: &mut Criterion) {
    criterion.bench_function("request of four parameters", |bencher| {
        bencher.iter(|| AddLiveRecordNotifyConfig::from_params(black_box(inputs::REQUEST)));
    });
}

fn addresses(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("classify");
    for (name, address) in [
        ("IPv4 in a row", "127.0.0.1"),
        ("IPv4 in none", "8.8.8.8"),
        ("IPv6 in a row", "fe80::1"),
        ("IPv6 in none", "2606:4700:4700::1111"),
    ] {
        let address = address.parse().expect("an address");
        group.bench_function(name, |bencher| bencher.iter(|| classify(black_box(address))));
    }
}

fn batches(criterion: &mut Criterion) {
    const COUNT: usize = 10_000;
    let urls = inputs::mixed_urls(COUNT);
    let mut group = criterion.benchmark_group("10,000 mixed URLs");
    group.throughput(Throughput::Elements(COUNT as u64));
    for (name, threads) in [("one thread", 1), ("two threads", 2)] {
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|passes| batch::time(&urls, threads, passes));
        });
    }
    for mix in MIXES {
        let urls: Vec<_> = mix.urls(COUNT).iter().map(|input| input.text.to_owned()).collect();
        group.bench_function(mix.name, |bencher| {
            bencher.iter_custom(|passes| batch::time(&urls, 1, passes));
        });
    }
}

/// The text comes by reference, for its two halves not to be written and read again as one.
fn parse(text: &&str) -> Result<NotifyUrl, live_record_notify::Error> {
    NotifyUrl::parse(black_box(text))
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(1));
    targets = accept, refuse, worst_cases, domain_name, request, addresses, batches
}
criterion_main!(benches);
