//! Fifty kills and ten full disks, and nothing that was answered as done is lost.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Write;
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use live_record_notify::DomainName;
use live_record_notify_server::Store;

use crate::support::{PROGRAM, Program, page, query, send_on};

const KILLS: usize = 50;
const CLIENTS: usize = 8;
/// Of the kills, one in so many comes after the disk was full.
const KILLS_A_FULL_DISK: usize = 5;

#[test]
#[ignore = "takes a minute or two, and mounts a file system where it may: `.ci/run` runs it"]
fn fifty_kills_and_ten_full_disks_lose_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let disk = Disk::in_directory(directory.path());
    let path = directory.path().join("configs.redb");
    let mut total = Total::default();
    let mut known: HashMap<String, Known> = HashMap::new();
    for round in 0..KILLS {
        let mut command = Command::new("sh");
        command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", PROGRAM]);
        let mut program = Program::spawn(command, Some(&path));
        let load = Load::start(program.address, round);
        wait_for("answers", &load.done, 20 + round * 13 % 60);
        if round.is_multiple_of(KILLS_A_FULL_DISK) {
            total.full += 1;
            disk.fill(program.id());
            wait_for("calls that are refused", &load.unavailable, 1);
            // The store may have found a little room and be up for a moment.
            wait_until("unhealthy", || page(program.address, "/healthz").status == 503);
            assert!(program.log().contains("ERROR the store failed"), "{}", program.log());
            // Every other time it is killed while the disk is full.
            if (round / KILLS_A_FULL_DISK).is_multiple_of(2) {
                disk.make_room(program.id());
                wait_until("healthy", || page(program.address, "/healthz").status == 200);
                assert!(program.log().contains("the store works again"), "{}", program.log());
                let done = load.done.load(Ordering::SeqCst);
                wait_for("answers", &load.done, done + 20);
                total.recovered += 1;
            }
        }
        program.kill();
        disk.make_room(program.id());
        assert!(!program.log().contains("panicked"), "{}", program.log());
        for (domain_name, config) in load.end() {
            total.answered += config.answered;
            known.entry(domain_name).or_default().then(config);
        }
        total.compare(&Store::open(&path).unwrap(), &mut known);
    }
    let Total { full, recovered, answered, unanswered, found, lost, .. } = total;
    // Not by `eprintln!`, which the test harness keeps to itself.
    writeln!(
        std::io::stderr(),
        "{KILLS} kills, {full} full disks ({}), {recovered} of them outlived: {answered} changes \
         answered, {unanswered} not, {found} comparisons, {lost} lost",
        disk.name()
    )
    .unwrap();
    assert_eq!((full, lost), (KILLS / KILLS_A_FULL_DISK, 0), "{:?}", total.examples);
    assert!(unanswered > 0, "no call was under way when the server was killed");
}

/// What is known of a domain.
#[derive(Debug, Default)]
struct Known {
    /// The URL that it has, by the last answer.
    url: Option<String>,
    /// What it may have instead: a change that nobody answered, or that was answered with 503.
    perhaps: Vec<Option<String>>,
    answered: usize,
}

impl Known {
    fn then(&mut self, later: Self) {
        if later.answered > 0 {
            self.url = later.url;
            self.perhaps.clear();
        }
        self.perhaps.extend(later.perhaps);
    }
}

#[derive(Default)]
struct Total {
    full: usize,
    recovered: usize,
    answered: usize,
    unanswered: usize,
    found: usize,
    lost: usize,
    examples: Vec<String>,
}

impl Total {
    /// Compares what is stored with what was answered, and takes it for known from then on.
    fn compare(&mut self, store: &Store, known: &mut HashMap<String, Known>) {
        for (domain_name, known) in known {
            let config = store.describe(&DomainName::parse(domain_name).unwrap()).unwrap();
            let url = config.map(|config| config.notify_url().to_owned());
            self.unanswered += known.perhaps.len();
            if url == known.url || known.perhaps.contains(&url) {
                self.found += 1;
            } else {
                self.lost += 1;
                let expected = known.url.as_deref().map(str::len);
                let found = url.as_deref().map(str::len);
                self.examples.push(format!("{domain_name}: {found:?}, not {expected:?}"));
            }
            *known = Known { url, ..Known::default() };
        }
    }
}

/// Clients that add, update and delete until they are told to end.
struct Load {
    done: Arc<AtomicUsize>,
    unavailable: Arc<AtomicUsize>,
    ending: Arc<AtomicBool>,
    clients: Vec<JoinHandle<HashMap<String, Known>>>,
}

impl Load {
    fn start(address: SocketAddr, round: usize) -> Self {
        let (done, unavailable) = <(Arc<AtomicUsize>, Arc<AtomicUsize>)>::default();
        let ending = Arc::<AtomicBool>::default();
        let clients = (0..CLIENTS)
            .map(|client| {
                let (done, unavailable) = (Arc::clone(&done), Arc::clone(&unavailable));
                let ending = Arc::clone(&ending);
                thread::spawn(move || {
                    let mut known = HashMap::new();
                    for number in 0.. {
                        if ending.load(Ordering::SeqCst) {
                            break;
                        }
                        let name = format!("{number}.{client}.{round}.example.com");
                        let config = known.entry(name.clone()).or_default();
                        match configure(address, &name, number, config) {
                            Some(200) => done.fetch_add(1, Ordering::SeqCst),
                            Some(_) => {
                                thread::sleep(Duration::from_millis(20));
                                unavailable.fetch_add(1, Ordering::SeqCst)
                            }
                            None => break,
                        };
                    }
                    known
                })
            })
            .collect();
        Self { done, unavailable, ending, clients }
    }

    fn end(self) -> HashMap<String, Known> {
        self.ending.store(true, Ordering::SeqCst);
        self.clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
    }
}

/// Adds a configuration and, of some, updates or deletes it; the status of the last call.
fn configure(address: SocketAddr, name: &str, number: usize, known: &mut Known) -> Option<u16> {
    let url = |version: &str| format!("https://example.com/{version}{}", "x".repeat(2_000));
    let mut changes = vec![("Add", Some(url("1")))];
    match number % 4 {
        1 => changes.push(("Update", Some(url("2")))),
        2 => changes.push(("Delete", None)),
        _ => {}
    }
    let mut last = None;
    for (operation, url) in changes {
        let params = url.as_ref().map(|url| format!("&NotifyUrl={url}")).unwrap_or_default();
        // No user reaches the limit.
        let user = format!("{}-{}", name.replace('.', "-"), number / 10);
        let query = query(&user, &format!("{operation}LiveRecordNotifyConfig"), name, &params);
        let request = format!("GET /?{query} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        let response =
            TcpStream::connect(address).ok().and_then(|stream| send_on(stream, request.as_bytes()));
        last = response.as_ref().map(|response| response.status);
        match last {
            Some(200) => {
                known.url = url;
                known.answered += 1;
            }
            Some(503) | None => {
                known.perhaps.push(url);
                return last;
            }
            Some(_) => panic!("{name}: {operation}: {response:?}"),
        }
    }
    last
}

#[track_caller]
fn wait_for(what: &str, count: &AtomicUsize, least: usize) {
    wait_until(what, || count.load(Ordering::SeqCst) >= least);
}

#[track_caller]
fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !is_so() {
        assert!(Instant::now() < deadline, "not {what} within a minute");
        thread::sleep(Duration::from_millis(5));
    }
}

/// A file system of 48 MiB in memory. Where none may be mounted, the length of the server's files is
/// limited instead.
enum Disk {
    Mounted { directory: PathBuf },
    Limited { file: PathBuf },
}

impl Disk {
    fn in_directory(directory: &Path) -> Self {
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=48M", "tmpfs"])
            .arg(directory)
            .output();
        if mount.is_ok_and(|output| output.status.success()) {
            Self::Mounted { directory: directory.to_owned() }
        } else {
            Self::Limited { file: directory.join("configs.redb") }
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Mounted { .. } => "tmpfs",
            Self::Limited { .. } => "a limit on the length of files",
        }
    }

    fn fill(&self, server: u32) {
        match self {
            Self::Mounted { directory } => {
                let mut filler = File::create(directory.join("filler")).unwrap();
                for size in [1 << 20, 4096, 1] {
                    let block = vec![0; size];
                    while filler.write_all(&block).is_ok() {}
                }
            }
            Self::Limited { file } => {
                let length = fs::metadata(file).unwrap().len() / 2;
                limit(server, &length.to_string());
            }
        }
    }

    /// Of a limit there is nothing left to lift once the server has been killed.
    fn make_room(&self, server: u32) {
        match self {
            Self::Mounted { directory } => {
                // There is none where the disk was not filled.
                let _ = fs::remove_file(directory.join("filler"));
            }
            Self::Limited { .. } => limit(server, "unlimited"),
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if let Self::Mounted { directory } = self {
            let unmounted = Command::new("umount").arg("-l").arg(&*directory).status();
            assert!(unmounted.is_ok_and(|status| status.success()), "still mounted");
        }
    }
}

fn limit(server: u32, length: &str) {
    let _ = Command::new("prlimit")
        .args(["--pid", &server.to_string(), &format!("--fsize={length}:")])
        .output();
}
