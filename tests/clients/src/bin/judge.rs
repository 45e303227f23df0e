//! Judges the names and addresses on standard input, one a line: `public`, or why a request must not
//! go there.
//!
//! A name that no rule knows is public however it is written: whoever asks for it asks the DNS.

use std::io;
use std::net::IpAddr;

use live_record_notify::{Policy, Reason, Verdict};

fn main() -> io::Result<()> {
    let policy = Policy::default();
    for line in io::stdin().lines() {
        let host = line?;
        let verdict = match host.parse::<IpAddr>() {
            Ok(address) => policy.check_address(address),
            Err(_) => policy.check_host(&host),
        };
        let reason = verdict.err().filter(|reason| reason.verdict() == Verdict::Unsafe);
        println!("{}", reason.as_ref().map_or("public", Reason::id));
    }
    Ok(())
}
