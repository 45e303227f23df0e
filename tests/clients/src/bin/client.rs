//! HTTP clients of Rust: the argument says which. Speaks as `harness/client.py` says.

use std::env;
use std::error::Error;
use std::fmt::Display;
use std::io::{self, BufRead};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::blocking::{Client, Response};

type Get = dyn Fn(&str) -> Result<(), String>;

const LIMIT: Duration = Duration::from_secs(3);

fn main() -> Result<(), Box<dyn Error>> {
    let name = env::args().nth(1).unwrap_or_default();
    let get: Box<Get> = match name.as_str() {
        "reqwest" => {
            let client = Client::builder().no_proxy().timeout(LIMIT).build()?;
            Box::new(move |text| done(client.get(text).send().and_then(Response::bytes)))
        }
        "ureq" => {
            let tls = ureq::tls::TlsConfig::builder()
                .root_certs(ureq::tls::RootCerts::PlatformVerifier)
                .build();
            let config = ureq::config::Config::builder()
                .proxy(None)
                .timeout_global(Some(LIMIT))
                .tls_config(tls);
            let agent = config.build().new_agent();
            Box::new(move |text| done(agent.get(text).call()))
        }
        "minreq" => Box::new(|text| done(minreq::get(text).with_timeout(LIMIT.as_secs()).send())),
        _ => return Err(format!("no client {name}").into()),
    };
    println!("{}", version(&name)?);
    for line in io::stdin().lock().lines() {
        let text = String::from_utf8(STANDARD.decode(line?)?)?;
        match get(&text) {
            Ok(()) => println!("ok"),
            Err(error) => println!("error {}", error.escape_debug()),
        }
    }
    Ok(())
}

fn done<T, E: Display>(result: Result<T, E>) -> Result<(), String> {
    result.map(drop).map_err(|error| error.to_string())
}

/// The version in the lock file, which is that of the crate this was built with.
fn version(name: &str) -> Result<&'static str, String> {
    let lock = include_str!("../../Cargo.lock");
    let package =
        lock.split("[[package]]").find(|package| package.contains(&format!("name = \"{name}\"\n")));
    let version =
        package.and_then(|package| package.split("version = \"").nth(1)?.split('"').next());
    version.ok_or_else(|| format!("no version of {name}"))
}
