//! A server to call, and a client that sends bytes as they are.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use live_record_notify::{AddLiveRecordNotifyConfig, DomainName, Policy};
use live_record_notify_server::{Limits, Service, Store, serve};
use tempfile::NamedTempFile;

/// A server in this process, so that a test can bring its own parts and look into the store.
pub(crate) struct InProcess {
    pub(crate) address: SocketAddr,
    pub(crate) store: Arc<Store>,
}

impl InProcess {
    pub(crate) fn start() -> Self {
        Self::with(Store::in_memory().unwrap(), Service::new)
    }

    pub(crate) fn with(store: Store, service: impl FnOnce(Arc<Store>) -> Service) -> Self {
        Self::within(Limits::default(), store, service)
    }

    pub(crate) fn within(
        limits: Limits,
        store: Store,
        service: impl FnOnce(Arc<Store>) -> Service,
    ) -> Self {
        let store = Arc::new(store);
        let service = service(Arc::clone(&store));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            tokio::runtime::Runtime::new().unwrap().block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                serve(listener, service, limits, std::future::pending()).await;
            });
        });
        Self { address, store }
    }

    pub(crate) fn stored(&self, domain_name: &str) -> Option<AddLiveRecordNotifyConfig> {
        stored(&self.store, domain_name)
    }
}

pub(crate) fn stored(store: &Store, domain_name: &str) -> Option<AddLiveRecordNotifyConfig> {
    let config = store.describe(&DomainName::parse(domain_name).unwrap()).unwrap()?;
    Some(config.to_request(&Policy::default()).unwrap())
}

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_live-record-notify-server");

/// The program, on a free port.
pub(crate) struct Program {
    pub(crate) address: SocketAddr,
    child: Child,
    log: NamedTempFile,
}

impl Program {
    pub(crate) fn start(data: Option<&Path>) -> Self {
        Self::start_with(data, &[])
    }

    pub(crate) fn start_with(data: Option<&Path>, arguments: &[&str]) -> Self {
        let mut command = Command::new(PROGRAM);
        command.args(arguments);
        Self::spawn(command, data)
    }

    /// Starts the program that `command` ends in.
    pub(crate) fn spawn(mut command: Command, data: Option<&Path>) -> Self {
        let log = NamedTempFile::new().unwrap();
        command.args(["--listen", "127.0.0.1:0"]);
        if let Some(path) = data {
            command.arg("--data").arg(path);
        }
        let mut child =
            command.stdout(Stdio::piped()).stderr(log.reopen().unwrap()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.strip_prefix("listening on http://").unwrap().trim().parse().unwrap();
        Self { address, child, log }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL: the process does nothing more.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn terminate(&self) {
        let kill = format!("kill -TERM {}", self.child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    }

    /// The exit status, once there is one.
    pub(crate) fn wait(&mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }

    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.log.path()).unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // The test may have ended it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Response {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(key, _)| key == name);
        let value = values.next();
        assert!(values.next().is_none(), "{name} is sent more than once: {self:?}");
        value.map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self, name: &str) -> String {
        let body: serde_json::Value = serde_json::from_str(&self.body).unwrap();
        body.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
    }

    /// The text of the element `name`.
    pub(crate) fn xml(&self, name: &str) -> String {
        let (_, rest) = self.body.split_once(&format!("<{name}>")).unwrap();
        let (text, _) = rest.split_once(&format!("</{name}>")).unwrap();
        text.to_owned()
    }

    /// Code and status, whatever the format.
    pub(crate) fn outcome(&self) -> (u16, String) {
        let code = match self.header("content-type") {
            _ if self.status == 200 => String::new(),
            Some("application/json;charset=utf-8") => self.json("Code"),
            Some("text/xml;charset=utf-8") => self.xml("Code"),
            other => panic!("{other:?}"),
        };
        (self.status, code)
    }
}

/// Sends `bytes` and reads the answer; `None` where the connection ends without one.
pub(crate) fn send(address: SocketAddr, bytes: &[u8]) -> Option<Response> {
    send_on(TcpStream::connect(address).ok()?, bytes)
}

pub(crate) fn send_on(mut stream: TcpStream, bytes: &[u8]) -> Option<Response> {
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream.write_all(bytes).ok()?;
    receive(&mut stream)
}

pub(crate) fn receive(stream: &mut TcpStream) -> Option<Response> {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let mut lines = lines.into_iter();
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: Vec<(String, String)> = lines
        .map(|line| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.to_ascii_lowercase(), value.to_owned())
        })
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length").unwrap();
    let mut body = vec![0; length.1.parse().unwrap()];
    reader.read_exact(&mut body).ok()?;
    Some(Response { status, headers, body: String::from_utf8(body).unwrap() })
}

/// A connection whose client has asked until nothing more was read, and itself reads nothing.
pub(crate) fn unread(address: SocketAddr) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_write_timeout(Some(Duration::from_millis(300))).unwrap();
    let requests = b"GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n".repeat(2_000_000);
    assert!(stream.write_all(&requests).is_err(), "the buffers have room for every request");
    stream
}

/// What stands at a path.
#[track_caller]
pub(crate) fn page(address: SocketAddr, path: &str) -> Response {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    send(address, request.as_bytes()).expect("an answer")
}

/// A request of the first generation, by GET.
#[track_caller]
pub(crate) fn get(address: SocketAddr, query: &str) -> Response {
    let request = format!("GET /?{query} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    send(address, request.as_bytes()).expect("an answer")
}

/// A request with headers and a body.
#[track_caller]
pub(crate) fn post(address: SocketAddr, query: &str, headers: &[&str], body: &str) -> Response {
    let headers: String = headers.iter().flat_map(|header| [header, "\r\n"]).collect();
    let request = format!(
        "POST /?{query} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{headers}\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    send(address, request.as_bytes()).expect("an answer")
}

/// What a client of the first generation puts before the operation's parameters.
pub(crate) fn v1(user: &str) -> String {
    format!("Action=AddLiveRecordNotifyConfig&Version=2016-11-01&Format=JSON&AccessKeyId={user}")
}

/// The same for another operation on `domain_name`, with its parameters.
pub(crate) fn query(user: &str, operation: &str, domain_name: &str, params: &str) -> String {
    let v1 = v1(user).replace("AddLiveRecordNotifyConfig", operation);
    format!("{v1}&DomainName={domain_name}{params}")
}

/// The query of a request that adds a configuration for `domain_name`.
pub(crate) fn add(user: &str, domain_name: &str) -> String {
    format!("{}&DomainName={domain_name}&NotifyUrl=http://example.com/callback", v1(user))
}

/// Runs `call` for each of `inputs` at the same time.
pub(crate) fn at_once<T: Send + 'static, R: Send + 'static>(
    inputs: Vec<T>,
    call: impl Fn(T) -> R + Clone + Send + 'static,
) -> Vec<R> {
    let (sender, receiver) = mpsc::channel();
    let barrier = Arc::new(std::sync::Barrier::new(inputs.len()));
    for input in inputs {
        let (sender, barrier, call) = (sender.clone(), Arc::clone(&barrier), call.clone());
        thread::spawn(move || {
            barrier.wait();
            sender.send(call(input)).unwrap();
        });
    }
    drop(sender);
    receiver.iter().collect()
}
