//! `live-record-notify-server [--listen ADDRESS] [--data FILE] [--log text|json] …`

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use live_record_notify_server::{Limits, Service, Store, StoreError, serve};
use tokio::net::TcpListener;

/// A server of AddLiveRecordNotifyConfig and of the operations that update, describe and delete what
/// it stored, without authentication: for trying things out.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,

    /// The file that keeps the configurations; without it they end with the process
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,

    /// How lines of the log are written, to standard error
    #[arg(long, value_enum, default_value_t = Log::Text)]
    log: Log,

    /// How many connections may be open at once
    #[arg(long, value_name = "NUMBER", default_value_t = Limits::default().connections,
        value_parser = clap::value_parser!(u16).range(1..))]
    max_connections: u16,

    /// How many seconds a client may take for the head of a request, for its body, and without
    /// reading what it is answered
    #[arg(long, value_name = "SECONDS", default_value_t = Limits::default().header_timeout.as_secs(),
        value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
}

#[derive(Clone, Copy, ValueEnum)]
enum Log {
    Text,
    Json,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let log = tracing_subscriber::fmt().with_writer(io::stderr).with_ansi(false).with_target(false);
    match arguments.log {
        Log::Text => log.init(),
        Log::Json => log.json().flatten_event(true).with_span_list(false).init(),
    }
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "a task panicked");
    }));
    match run(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), StoreError> {
    let Arguments { listen, data, max_connections, timeout, .. } = arguments;
    let mut limits = Limits::default();
    limits.connections = max_connections;
    limits.header_timeout = Duration::from_secs(timeout);
    limits.body_timeout = Duration::from_secs(timeout);
    limits.write_timeout = Duration::from_secs(timeout);
    let store = match data {
        Some(path) => Store::open(&path).map_err(|error| format!("{}: {error}", path.display()))?,
        None => Store::in_memory()?,
    };
    let stop = stop()?;
    let listener = TcpListener::bind(listen).await.map_err(|error| format!("{listen}: {error}"))?;
    let address = listener.local_addr()?;
    if !address.ip().is_loopback() {
        tracing::warn!("{address} is no loopback address, and there is no authentication");
    }
    println!("listening on http://{address}");
    serve(listener, Service::new(Arc::new(store)), limits, stop).await;
    Ok(())
}

/// Ends at SIGTERM and at SIGINT.
#[cfg(unix)]
fn stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Ends at Ctrl-C.
#[cfg(windows)]
fn stop() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
