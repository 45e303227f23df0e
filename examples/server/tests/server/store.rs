//! What is stored, by whom of many, and what happens when nothing can be.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use live_record_notify::AddLiveRecordNotifyConfig;
use live_record_notify_server::{Service, Store};
use redb::StorageBackend;
use redb::backends::InMemoryBackend;

use crate::support::{InProcess, add, at_once, get, stored};

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

/// Storage that can be made to fail, and that knows whether it has been synced.
#[derive(Debug, Default)]
pub(crate) struct Disk {
    memory: InMemoryBackend,
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
}

impl Disk {
    pub(crate) fn new() -> (Self, Arc<DiskState>) {
        let disk = Self::default();
        let state = Arc::clone(&disk.state);
        (disk, state)
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
    let (disk, state) = Disk::new();
    let server = InProcess::with(Store::with_backend(disk).unwrap(), Service::new);
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
    let (disk, state) = Disk::new();
    let server = InProcess::with(Store::with_backend(disk).unwrap(), Service::new);
    assert_eq!(get(server.address, &add("me", "a.example.com")).status, 200);

    state.fill();
    for _ in 0..2 {
        let response = get(server.address, &add("me", "b.example.com"));
        assert_eq!(response.outcome(), (500, "InternalError".to_owned()));
        assert!(!response.body.contains("space"), "{response:?}");
    }
    // What needs no storage goes on.
    let response = get(server.address, &add("me", "-"));
    assert_eq!(response.outcome(), (400, "InvalidDomainName.Malformed".to_owned()));
}
