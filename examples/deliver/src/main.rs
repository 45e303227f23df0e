//! `live-record-notify-deliver notify URL EVENT` and `… ask URL …`

use std::error::Error;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use ipnet::IpNet;
use live_record_notify::{NotifyUrl, OnDemandUrl, Stream};
use live_record_notify_deliver::{Delivery, SystemResolver};

/// Calls a callback URL as a server should.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Let the addresses of this network through, for trying things out; may be repeated
    #[arg(long, value_name = "NETWORK", global = true)]
    allow_network: Vec<IpNet>,

    #[command(subcommand)]
    call: Call,
}

#[derive(Subcommand)]
enum Call {
    /// POST an event to a NotifyUrl
    Notify {
        url: String,
        /// The event, in JSON
        event: String,
    },
    /// Ask an OnDemandUrl whether a stream is to be recorded
    Ask {
        url: String,
        #[arg(long)]
        app: String,
        #[arg(long)]
        domain: String,
        #[arg(long)]
        stream: String,
        #[arg(long, default_value_t = 0)]
        vbitrate: u32,
        #[arg(long, default_value = "h264")]
        codec: String,
    },
}

/// Exit code 0: delivered; 1: not.
#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(status) => {
            println!("{status}");
            if status.is_success() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprint!("error: {error}");
            let mut source = error.source();
            while let Some(cause) = source {
                eprint!(": {cause}");
                source = cause.source();
            }
            eprintln!();
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<reqwest::StatusCode, Box<dyn Error>> {
    let mut delivery = Delivery::new(SystemResolver);
    for network in arguments.allow_network {
        delivery.policy = delivery.policy.allow_network(network)?;
    }
    let policy = &delivery.policy;
    let response = match &arguments.call {
        Call::Notify { url, event } => {
            let event: serde_json::Value = serde_json::from_str(event)?;
            delivery.notify(&NotifyUrl::parse_with(url, policy)?, &event).await?
        }
        Call::Ask { url, app, domain, stream, vbitrate, codec } => {
            let stream = Stream { app, domain, stream, vbitrate: *vbitrate, codec };
            delivery.ask(&OnDemandUrl::parse_with(url, policy)?, &stream).await?
        }
    };
    Ok(response.status())
}
