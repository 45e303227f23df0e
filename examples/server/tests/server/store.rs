//! What is stored, by whom of many, and what happens when nothing can be.

use std::io;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use live_record_notify::{AddLiveRecordNotifyConfig, DomainName};
use live_record_notify_server::{Service, Store};
use redb::StorageBackend;
use redb::backends::InMemoryBackend;

use crate::support::{InProcess, PROGRAM, add, at_once, get, page, query, stored};

#[test]
fn of_calls_at_the_same_time_for_one_domain_one_wins() {
    let server = InProcess::start();
    for round in 0..5 {
        let domain_name = format!("{round}.example.com");
        let queries: Vec<String> =
            (0..40).map(|user| add(&format!("user{user}"), &domain_name)).collect();
        let address = server.address;
        let mut codes: Vec<String> =
            at_once(queries, move |query| get(address, &query).outcome().1);
        codes.sort();
        let mut expected = vec!["ConfigAlreadyExists".to_owned(); 40];
        expected[0].clear();
        assert_eq!(codes, expected, "round {round}");
    }
}

#[test]
fn of_calls_at_the_same_time_for_many_domains_all_win() {
    let server = InProcess::start();
    let queries: Vec<String> =
        (0..40).map(|n| add(&format!("user{n}"), &format!("{n}.example.com"))).collect();
    let address = server.address;
    let outcomes = at_once(queries, move |query| get(address, &query).status);
    assert_eq!(outcomes, [200; 40]);
}

/// `DomainName` folds letter case and knows A-labels: it is the domain that has one configuration.
#[test]
fn a_domain_has_one_configuration_however_it_is_written() {
    let server = InProcess::start();
    let first = get(server.address, &add("me", "xn--bcher-kva.example.com"));
    assert_eq!(first.status, 200);
    for written in ["XN--BCHER-KVA.example.com", "b%C3%BCcher.example.com"] {
        let response = get(server.address, &add("me", written));
        assert_eq!(response.outcome(), (400, "ConfigAlreadyExists".to_owned()), "{written}");
    }
}

#[test]
fn the_store_survives_a_restart() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("configs.redb");
    let request = {
        let store = Store::open(&path).unwrap();
        assert!(stored(&store, "live.example.com").is_none());
        let request = AddLiveRecordNotifyConfig::from_params([
            ("DomainName", "live.example.com"),
            ("NotifyUrl", "https://example.com/callback?key=1"),
            ("OnDemandUrl", "http://example.com/ondemand"),
            ("NeedStatusNotify", "true"),
        ])
        .unwrap();
        assert_eq!(store.add("me", &request).unwrap(), Ok(()));
        request
    };
    let store = Store::open(&path).unwrap();
    assert_eq!(stored(&store, "live.example.com"), Some(request));
    assert!(stored(&store, "other.example.com").is_none());
}

/// Storage that can be made to fail, and that knows whether it has been synced. Its clones are one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Disk {
    memory: Arc<InMemoryBackend>,
    state: Arc<DiskState>,
}

#[derive(Debug, Default)]
pub(crate) struct DiskState {
    is_full: AtomicBool,
    is_unsynced: AtomicBool,
    syncs: AtomicUsize,
}

impl DiskState {
    pub(crate) fn fill(&self) {
        self.is_full.store(true, Ordering::SeqCst);
    }

    pub(crate) fn make_room(&self) {
        self.is_full.store(false, Ordering::SeqCst);
    }
}

impl Disk {
    pub(crate) fn store() -> (Store, Arc<DiskState>) {
        let disk = Self::default();
        let state = Arc::clone(&disk.state);
        (Store::with_backend(move || disk.clone()).unwrap(), state)
    }

    fn check(&self) -> io::Result<()> {
        if self.state.is_full.load(Ordering::SeqCst) {
            return Err(io::Error::new(io::ErrorKind::StorageFull, "no space left"));
        }
        Ok(())
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        self.memory.len()
    }

    fn read(&self, offset: u64, len: usize) -> io::Result<Vec<u8>> {
        self.memory.read(offset, len)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.check()?;
        self.memory.set_len(len)
    }

    fn sync_data(&self, eventual: bool) -> io::Result<()> {
        self.check()?;
        self.state.is_unsynced.store(eventual, Ordering::SeqCst);
        self.state.syncs.fetch_add(1, Ordering::SeqCst);
        self.memory.sync_data(eventual)
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.check()?;
        self.state.is_unsynced.store(true, Ordering::SeqCst);
        self.memory.write(offset, data)
    }
}

#[test]
fn an_answer_waits_for_the_disk() {
    let (store, state) = Disk::store();
    let server = InProcess::with(store, Service::new);
    let mut syncs = state.syncs.load(Ordering::SeqCst);
    for n in 0..10 {
        assert_eq!(get(server.address, &add("me", &format!("{n}.example.com"))).status, 200);
        assert!(!state.is_unsynced.load(Ordering::SeqCst), "{n} is still on its way");
        assert!(state.syncs.load(Ordering::SeqCst) > syncs, "{n} was not synced");
        syncs = state.syncs.load(Ordering::SeqCst);
    }
}

#[test]
fn what_cannot_be_stored_is_not_answered_as_stored() {
    let (store, state) = Disk::store();
    let server = InProcess::with(store, Service::new);
    assert_eq!(get(server.address, &add("me", "a.example.com")).status, 200);

    state.fill();
    for operation in ["Add", "Update", "Describe", "Delete"] {
        let operation = format!("{operation}LiveRecordNotifyConfig");
        let query = query("me", &operation, "b.example.com", "&NotifyUrl=http://example.com/");
        // The first one finds out.
        if operation.starts_with("Add") {
            assert_eq!(get(server.address, &query).status, 503);
        }
        let response = get(server.address, &query);
        assert_eq!(response.outcome(), (503, "ServiceUnavailable".to_owned()), "{operation}");
        assert_eq!(response.header("retry-after"), Some("1"));
        assert!(!response.body.contains("space"), "{response:?}");
    }
    let health = page(server.address, "/healthz");
    assert_eq!((health.status, health.body.as_str()), (503, "the store is down\n"));
    assert!(page(server.address, "/metrics").body.contains("live_record_notify_store_up 0\n"));
    // What needs no storage goes on.
    let response = get(server.address, &add("me", "-"));
    assert_eq!(response.outcome(), (400, "InvalidDomainName.Malformed".to_owned()));

    state.make_room();
    let deadline = Instant::now() + Duration::from_secs(20);
    while page(server.address, "/healthz").status != 200 {
        assert!(Instant::now() < deadline, "the store stays down");
        thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(get(server.address, &add("me", "b.example.com")).status, 200);
    assert_eq!(get(server.address, &add("me", "a.example.com")).outcome().1, "ConfigAlreadyExists");
}

/// Opening a pipe waits for whoever writes to it, which is nobody.
#[cfg(unix)]
#[test]
fn a_pipe_is_an_error_and_not_waited_for() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    let (sender, opened) = std::sync::mpsc::channel();
    std::thread::spawn(move || sender.send(Store::open(path).err().unwrap().to_string()));
    let error = opened.recv_timeout(Duration::from_secs(10)).expect("it waits");
    assert_eq!(error, "not a file");
}

#[test]
fn what_is_no_store_is_an_error_and_stays_as_it_is() {
    let directory = tempfile::tempdir().unwrap();
    let whole = directory.path().join("configs.redb");
    let store = Store::open(&whole).unwrap();
    for n in 0..300 {
        let name = format!("{n}.example.com");
        let params = [("DomainName", &*name), ("NotifyUrl", "https://example.com/")];
        let request = AddLiveRecordNotifyConfig::from_params(params).unwrap();
        store.add("me", &request).unwrap().unwrap();
    }
    drop(store);
    let bytes = std::fs::read(&whole).unwrap();
    let path = directory.path().join("other.redb");
    let check = |case: &str, content: &[u8], expected: &str| {
        std::fs::write(&path, content).unwrap();
        let output = Command::new(PROGRAM)
            .args(["--listen", "127.0.0.1:0", "--data"])
            .arg(&path)
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{case}: {said}");
        assert!(said.starts_with("error: ") && said.contains(expected), "{case}: {said}");
        assert!(said.contains("other.redb") && !said.contains("panicked"), "{case}: {said}");
        assert_eq!(said.lines().count(), 1, "{case}: {said}");
        assert!(std::fs::read(&path).unwrap() == content, "{case}: the file was changed");
    };
    check("empty", b"", "the file is empty");
    check("another program's", b"SQLite format 3\0", "is not a store");
    check("a text", &b"hello\n".repeat(1000), "is not a store");
    check("the start alone", &bytes[..9], "cut off or damaged");
    check("half a header", &bytes[..200], "cut off or damaged");
    check("a header alone", &bytes[..320], "cut off: 320 bytes of");
    for length in [4096, 8192, bytes.len() / 2, bytes.len() - 4096, bytes.len() - 1] {
        check("cut off", &bytes[..length], "cut off");
    }
    let mut zeros = bytes.clone();
    zeros[9..320].fill(0);
    check("a header of zeros", &zeros, "makes no sense");
    let mut random = bytes.clone();
    random[9..320].fill(0xA5);
    check("a header of other bytes", &random, "makes no sense");
    // Another program's that is a database of the same kind.
    let other = directory.path().join("foreign.redb");
    let database = redb::Database::create(&other).unwrap();
    drop(database);
    let foreign = std::fs::read(&other).unwrap();
    std::fs::write(&path, &foreign).unwrap();
    let message = Store::open(&path).unwrap_err().to_string();
    assert!(message.contains("is not a store"), "{message}");

    // A directory, and a path through one that is not there.
    assert!(Store::open(directory.path()).is_err());
    assert!(Store::open(directory.path().join("absent/configs.redb")).is_err());
    assert!(Store::open(&whole).is_ok());
}

/// Bytes of the file that are others than were written: an error or a configuration, and no panic
/// that ends the program.
#[test]
fn a_damaged_store_is_an_error_or_read() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("configs.redb");
    drop(Store::open(&path).unwrap());
    let bytes = std::fs::read(&path).unwrap();
    for at in (320..bytes.len()).step_by(bytes.len() / 60) {
        let mut damaged = bytes.clone();
        for byte in damaged.iter_mut().skip(at).take(64) {
            *byte = !*byte;
        }
        std::fs::write(&path, &damaged).unwrap();
        if let Ok(store) = Store::open(&path) {
            let name = DomainName::parse("a.example.com").unwrap();
            assert!(!matches!(store.describe(&name), Ok(Some(_))), "{at}");
        }
    }
}

#[test]
fn each_operation_does_what_it_says() {
    let server = InProcess::start();
    let call = |operation: &str, params: &str| {
        let operation = format!("{operation}LiveRecordNotifyConfig");
        get(server.address, &query("me", &operation, "live.example.com", params))
    };
    let url = "&NotifyUrl=https://example.com/a%3Fkey=1&OnDemandUrl=http://example.com/b";
    let not_found = (404, "InvalidConfig.NotFound".to_owned());
    for operation in ["Update", "Describe", "Delete"] {
        assert_eq!(call(operation, url).outcome(), not_found, "{operation}");
    }
    let key = "&NotifyReqAuth=true&NotifyAuthKey=0123456789abcdef";
    assert_eq!(call("Add", &format!("{url}{key}&NeedStatusNotify=True")).status, 200);
    assert_eq!(call("Add", url).outcome(), (400, "ConfigAlreadyExists".to_owned()));

    let described = call("Describe", "");
    let id = described.header("x-acs-request-id").unwrap();
    let config = r#"{"DomainName":"live.example.com","NotifyUrl":"https://example.com/a?key=1","OnDemandUrl":"http://example.com/b","NeedStatusNotify":true,"NotifyReqAuth":true,"NotifyAuthKey":"0123456789abcdef"}"#;
    assert_eq!(
        described.body,
        format!(r#"{{"RequestId":"{id}","LiveRecordNotifyConfig":{config}}}"#)
    );

    // What an Update leaves out has its default afterwards.
    assert_eq!(call("Update", "&NotifyUrl=https://example.org/").status, 200);
    let config = server.stored("live.example.com").unwrap();
    assert_eq!(config.notify_url(), "https://example.org/");
    assert_eq!((config.on_demand_url(), config.notify_auth_key()), (None, None));
    let refused = call("Update", "&NotifyUrl=http://127.0.0.1/");
    assert_eq!(refused.outcome(), (400, "InvalidNotifyUrl.Unsafe".to_owned()));
    assert_eq!(server.stored("live.example.com"), Some(config));

    let xml = call("Describe", "&Format=XML").outcome();
    assert_eq!(xml, (400, "InvalidParameter".to_owned()), "two formats");
    let query = query("me", "DeleteLiveRecordNotifyConfig", "live.example.com", "");
    let deleted = get(server.address, &query.replace("JSON", "XML"));
    let id = deleted.header("x-acs-request-id").unwrap();
    assert_eq!(
        deleted.body,
        format!(
            "<DeleteLiveRecordNotifyConfigResponse><RequestId>{id}</RequestId>\
             </DeleteLiveRecordNotifyConfigResponse>"
        )
    );
    assert_eq!(call("Delete", "").outcome(), not_found);
    assert!(server.stored("live.example.com").is_none());
}
