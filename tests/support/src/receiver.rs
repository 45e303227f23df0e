//! Receivers that keep what they are sent.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A host that answers each connection with the same response.
pub struct Receiver {
    pub address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

pub const EVENT: &str = r#"{"event":"record_started"}"#;

pub const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// A redirect.
pub fn redirect(status: u16, location: &str) -> String {
    format!(
        "HTTP/1.1 {status} Elsewhere\r\nlocation: {location}\r\ncontent-length: 0\r\n\
         connection: close\r\n\r\n"
    )
}

impl Receiver {
    pub fn start(response: &str) -> Self {
        Self::at("127.0.0.1:0", response)
    }

    pub fn at(address: &str, response: &str) -> Self {
        Self::behind(TcpListener::bind(address).unwrap(), response, |stream| stream)
    }

    /// What `accept` makes of each connection is what is spoken over.
    pub fn behind<S: Read + Write>(
        listener: TcpListener,
        response: &str,
        accept: impl Fn(TcpStream) -> S + Send + 'static,
    ) -> Self {
        let address = listener.local_addr().unwrap();
        let requests = Arc::<Mutex<Vec<String>>>::default();
        let (kept, response) = (Arc::clone(&requests), response.to_owned());
        thread::spawn(move || {
            for stream in listener.incoming() {
                let stream = stream.unwrap();
                stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
                // A connection counts even if no request comes over it.
                kept.lock().unwrap().push(String::new());
                let keep = |text: String| *kept.lock().unwrap().last_mut().unwrap() = text;
                // A client that breaks off sends no whole request.
                let _ = answer(&mut accept(stream), &response, keep);
            }
        });
        Self { address, requests }
    }

    /// What came over each connection, head and body.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// That nobody came, though whoever tried could have.
    #[track_caller]
    pub fn assert_unreached(&self) {
        assert_eq!(self.requests(), [""; 0]);
        TcpStream::connect(self.address).unwrap();
    }
}

/// Reads one request, keeps it, and answers it.
fn answer(
    stream: &mut (impl Read + Write),
    response: &str,
    keep: impl FnOnce(String),
) -> io::Result<()> {
    let mut request = Vec::new();
    let mut byte = [0];
    while !request.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        request.extend(byte);
    }
    let head = String::from_utf8(request).unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    stream.read_exact(&mut body)?;
    keep(head + &String::from_utf8(body).unwrap());
    stream.write_all(response.as_bytes())?;
    stream.flush()?;
    // Until the client has closed its side.
    stream.read(&mut byte).map(|_| ())
}
