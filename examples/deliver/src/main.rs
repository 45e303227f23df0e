//! `live-record-notify-deliver notify URL EVENT` and `… ask URL …`

use std::error::Error;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use ipnet::IpNet;
use live_record_notify::{NotifyAuthKey, NotifyUrl, OnDemandUrl, Policy, Stream};
use live_record_notify_reqwest::{Client, Response};

/// Calls a callback URL as a server should.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Let the addresses of this network through, for trying things out; may be repeated
    #[arg(long, value_name = "NETWORK", global = true)]
    allow_network: Vec<IpNet>,

    /// Sign the call with this key
    #[arg(long, value_name = "KEY", global = true)]
    sign: Option<String>,

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
        Ok(response) => {
            println!("{}", response.status());
            if response.status().is_success() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
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

async fn run(arguments: Arguments) -> Result<Response, Box<dyn Error>> {
    let mut policy = Policy::default();
    for network in arguments.allow_network {
        policy = policy.allow_network(network)?;
    }
    let key = arguments.sign.map(|key| NotifyAuthKey::parse(&key)).transpose()?;
    let client = Client::builder().policy(policy.clone()).build()?;
    let response = match &arguments.call {
        Call::Notify { url, event } => {
            let event: serde_json::Value = serde_json::from_str(event)?;
            let url = NotifyUrl::parse_with(url, &policy)?;
            let call = client.post_event(&url, &event);
            if let Some(key) = key { call.sign(&key) } else { call }.send().await?
        }
        Call::Ask { url, app, domain, stream, vbitrate, codec } => {
            let url = OnDemandUrl::parse_with(url, &policy)?;
            let call = client.ask(&url, Stream { app, domain, stream, vbitrate: *vbitrate, codec });
            if let Some(key) = key { call.sign(&key) } else { call }.send().await?
        }
    };
    Ok(response)
}
