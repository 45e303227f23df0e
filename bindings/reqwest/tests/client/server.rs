//! A server that keeps its connections, and says to each request what a test wants said.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    connections: Arc<AtomicUsize>,
    open: Arc<AtomicUsize>,
    requests: Arc<Mutex<Vec<String>>>,
}

/// A response without a body, after which the connection stays.
pub(crate) const KEPT: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";

impl Server {
    /// Answers every request with `response`.
    pub(crate) fn saying(response: &'static str) -> Self {
        Self::start("127.0.0.1:0", move |_, stream| stream.write_all(response.as_bytes()))
    }

    /// Answers each request, head and body, by `respond`, until that fails.
    pub(crate) fn start(
        address: &str,
        respond: impl Fn(&str, &mut TcpStream) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind(address).unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            connections: Arc::default(),
            open: Arc::default(),
            requests: Arc::default(),
        };
        let respond = Arc::new(respond);
        let (connections, open) = (Arc::clone(&server.connections), Arc::clone(&server.open));
        let requests = Arc::clone(&server.requests);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                connections.fetch_add(1, Ordering::SeqCst);
                open.fetch_add(1, Ordering::SeqCst);
                let (open, requests) = (Arc::clone(&open), Arc::clone(&requests));
                let respond = Arc::clone(&respond);
                thread::spawn(move || {
                    let mut all = || -> io::Result<()> {
                        loop {
                            let request = read_request(&mut stream)?;
                            requests.lock().unwrap().push(request.clone());
                            respond(&request, &mut stream)?;
                        }
                    };
                    // The client has left.
                    let _ = all();
                    open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        server
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// How many connections were made.
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// How many of them are still there.
    pub(crate) fn open(&self) -> usize {
        self.open.load(Ordering::SeqCst)
    }

    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

/// The next request, head and body.
pub(crate) fn read_request(stream: &mut impl Read) -> io::Result<String> {
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
    Ok(head + &String::from_utf8(body).unwrap())
}
