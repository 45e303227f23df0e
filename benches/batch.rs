//! A batch of URLs, judged by one thread or by several.

use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};

use live_record_notify::NotifyUrl;

/// How long `threads` threads take to judge their share of `urls` each, `passes` times.
#[must_use]
pub fn time(urls: &[String], threads: usize, passes: u64) -> Duration {
    let share = urls.len().div_ceil(threads);
    let start = Instant::now();
    thread::scope(|scope| {
        for urls in urls.chunks(share) {
            scope.spawn(move || {
                for _ in 0..passes {
                    black_box(accepted(urls));
                }
            });
        }
    });
    start.elapsed()
}

/// How many of `urls` are accepted.
#[must_use]
pub fn accepted(urls: &[String]) -> usize {
    urls.iter().filter(|url| black_box(NotifyUrl::parse(url)).is_ok()).count()
}
