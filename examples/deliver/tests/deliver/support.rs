//! Receivers that keep what they are sent, and resolvers that answer what they are told.

use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use live_record_notify::{NotifyUrl, Policy};
use live_record_notify_deliver::{Delivery, DeliveryError, Resolve};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// A host that answers each connection with the same response.
pub(crate) struct Receiver {
    pub(crate) address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

pub(crate) const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// A redirect.
pub(crate) fn redirect(status: u16, location: &str) -> String {
    format!(
        "HTTP/1.1 {status} Elsewhere\r\nlocation: {location}\r\ncontent-length: 0\r\n\
         connection: close\r\n\r\n"
    )
}

impl Receiver {
    pub(crate) fn start(response: &str) -> Self {
        Self::at("127.0.0.1:0", response)
    }

    pub(crate) fn at(address: &str, response: &str) -> Self {
        Self::with(TcpListener::bind(address).unwrap(), None, response)
    }

    pub(crate) fn tls(config: Arc<ServerConfig>, response: &str) -> Self {
        Self::with(TcpListener::bind("127.0.0.1:0").unwrap(), Some(config), response)
    }

    fn with(listener: TcpListener, tls: Option<Arc<ServerConfig>>, response: &str) -> Self {
        let address = listener.local_addr().unwrap();
        let requests = Arc::<Mutex<Vec<String>>>::default();
        let (kept, response) = (Arc::clone(&requests), response.to_owned());
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
                // A connection counts even if no request comes over it.
                kept.lock().unwrap().push(String::new());
                let keep = |text: String| *kept.lock().unwrap().last_mut().unwrap() = text;
                // A client that breaks off sends no whole request.
                let _ = match &tls {
                    None => answer(&mut stream, &response, keep),
                    Some(config) => {
                        let connection = ServerConnection::new(Arc::clone(config)).unwrap();
                        answer(&mut StreamOwned::new(connection, stream), &response, keep)
                    }
                };
            }
        });
        Self { address, requests }
    }

    /// What came over each connection, head and body.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// That nobody came, though whoever tried could have.
    #[track_caller]
    pub(crate) fn assert_unreached(&self) {
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

/// Answers for each name, in turn; the last answer stays.
#[derive(Clone, Default)]
pub(crate) struct Names(Arc<Mutex<HashMap<String, Answers>>>);

struct Answers {
    asked: usize,
    answers: Vec<Vec<IpAddr>>,
}

impl Names {
    pub(crate) fn with(self, name: &str, answers: &[&[&str]]) -> Self {
        let answers = answers
            .iter()
            .map(|answer| answer.iter().map(|address| address.parse().unwrap()).collect())
            .collect();
        self.0.lock().unwrap().insert(name.to_owned(), Answers { asked: 0, answers });
        self
    }

    /// How often `name` was asked for.
    pub(crate) fn asked(&self, name: &str) -> usize {
        self.0.lock().unwrap()[name].asked
    }
}

impl Resolve for Names {
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        let mut names = self.0.lock().unwrap();
        let Answers { asked, answers } = names.get_mut(name).ok_or(io::ErrorKind::NotFound)?;
        let answer = answers[(*asked).min(answers.len() - 1)].clone();
        *asked += 1;
        Ok(answer)
    }
}

/// One name that is 127.0.0.1.
pub(crate) fn one_name() -> Names {
    Names::default().with("hooks.example.com", &[&["127.0.0.1"]])
}

/// A policy that lets loopback through.
pub(crate) fn loopback() -> Policy {
    Policy::default().allow_network("127.0.0.0/8".parse().unwrap()).unwrap()
}

/// Where a test's delivery goes, under [`loopback`].
pub(crate) fn delivery(names: &Names) -> Delivery<Names> {
    Delivery { policy: loopback(), ..Delivery::new(names.clone()) }
}

pub(crate) const EVENT: &str = r#"{"event":"record_started"}"#;

/// POSTs [`EVENT`], and gives the status of the response.
pub(crate) async fn notify(delivery: &Delivery<Names>, url: &str) -> Result<u16, DeliveryError> {
    let url = NotifyUrl::parse_with(url, &delivery.policy)?;
    let event: serde_json::Value = serde_json::from_str(EVENT).unwrap();
    Ok(delivery.notify(&url, &event).await?.status().as_u16())
}

/// The code and the identifier of the reason of a refusal.
#[track_caller]
pub(crate) fn refusal(outcome: Result<u16, DeliveryError>) -> (&'static str, &'static str) {
    match outcome {
        Err(DeliveryError::Refused(error)) => (error.code().as_str(), error.reason().id()),
        other => panic!("{other:?}"),
    }
}

/// What a naive client makes of the same call: it checks nothing and resolves as it is told.
pub(crate) async fn naive(url: &str, name: &str, address: &str) -> reqwest::Result<u16> {
    let client = reqwest::Client::builder().no_proxy().resolve(name, address.parse().unwrap());
    let response = client.build()?.post(url).body(EVENT).send().await?;
    Ok(response.status().as_u16())
}
