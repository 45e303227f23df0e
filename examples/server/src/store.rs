//! The configurations, in an embedded database that survives a restart, a kill and a full disk.
//!
//! After an I/O error the database refuses everything until it is opened anew. Until that has been
//! done, and a write has reached the disk, the store is down: nothing is read from it or added to it,
//! and what was answered before stays.

use std::error::Error;
use std::fmt;
use std::fs::{self, File};
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use live_record_notify::{
    AddLiveRecordNotifyConfig, DomainName, ErrorCode, LiveRecordNotifyConfig, NotifyAuthKey,
    Operation,
};
use redb::backends::InMemoryBackend;
use redb::{
    Builder, Database, ReadableTable, ReadableTableMetadata, StorageBackend, Table,
    TableDefinition, TableError,
};

/// Configurations by domain, at most one each.
pub struct Store {
    open: Box<dyn Fn() -> Result<Database, StoreError> + Send + Sync>,
    state: Mutex<State>,
    /// Held by the one that writes. Those that wait for it look at the state after it: `redb` panics
    /// where a transaction begins behind one that failed.
    writing: Mutex<()>,
}

enum State {
    Up(Arc<Database>),
    /// Since when, and how often it has been tried to bring it up.
    Down {
        since: Instant,
        tries: u32,
    },
}

/// The domain name, then who added it, NotifyUrl, OnDemandUrl, NeedStatusNotify and NotifyAuthKey.
type Config<'a> = (&'a str, &'a str, Option<&'a str>, bool, Option<&'a str>);

const CONFIGS: TableDefinition<&str, Config> = TableDefinition::new("configs");

/// What is written to find out whether there is room. It is as large as the largest configuration.
const PROBE: TableDefinition<(), &[u8]> = TableDefinition::new("probe");
const PROBE_LENGTH: usize = 8 * 1024;

/// Why a configuration could not be read or written, for the log.
pub type StoreError = Box<dyn Error + Send + Sync>;

/// The store is down: the call may be made again later.
#[derive(Debug)]
pub(crate) struct Down;

impl fmt::Display for Down {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the store is down")
    }
}

impl Error for Down {}

impl Store {
    /// Opens the database in the file at `path`, or makes it where there is no file.
    ///
    /// # Errors
    ///
    /// A path that cannot be written; a file that is empty, cut off, damaged, or the file of another
    /// program; one that another process has open.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref().to_owned();
        if !path.try_exists()? {
            create_file(&path)?;
        }
        Self::opened_by(move || open_file(&path))
    }

    /// A store that ends with the process.
    ///
    /// # Errors
    ///
    /// Too little memory.
    pub fn in_memory() -> Result<Self, StoreError> {
        Self::with_backend(InMemoryBackend::new)
    }

    /// A store on the caller's own storage, which is asked for anew after each of its failures.
    ///
    /// # Errors
    ///
    /// Storage that fails, or that holds something else.
    pub fn with_backend<B: StorageBackend>(
        backend: impl Fn() -> B + Send + Sync + 'static,
    ) -> Result<Self, StoreError> {
        Self::opened_by(move || {
            let database = builder().create_with_backend(backend())?;
            make_table(&database)?;
            Ok(database)
        })
    }

    fn opened_by(
        open: impl Fn() -> Result<Database, StoreError> + Send + Sync + 'static,
    ) -> Result<Self, StoreError> {
        let state = Mutex::new(State::Up(Arc::new(open()?)));
        Ok(Self { open: Box::new(open), state, writing: Mutex::new(()) })
    }

    /// Adds `request` for `user` unless its domain has a configuration. What was added has reached
    /// the disk when this returns.
    ///
    /// There is one write transaction at a time, so of calls at the same time one wins.
    ///
    /// # Errors
    ///
    /// The outer error is that of the database, the inner one the operation's.
    pub fn add(
        &self,
        user: &str,
        request: &AddLiveRecordNotifyConfig,
    ) -> Result<Result<(), ErrorCode>, StoreError> {
        self.put(Operation::AddLiveRecordNotifyConfig, user, request)
    }

    /// Puts `request` in the place of the configuration that its domain has.
    ///
    /// # Errors
    ///
    /// As for [`add`](Self::add).
    pub fn update(
        &self,
        user: &str,
        request: &AddLiveRecordNotifyConfig,
    ) -> Result<Result<(), ErrorCode>, StoreError> {
        self.put(Operation::UpdateLiveRecordNotifyConfig, user, request)
    }

    /// Deletes the configuration of a domain.
    ///
    /// # Errors
    ///
    /// As for [`add`](Self::add).
    pub fn delete(&self, domain_name: &DomainName) -> Result<Result<(), ErrorCode>, StoreError> {
        let operation = Operation::DeleteLiveRecordNotifyConfig;
        self.change(operation, domain_name, |configs| {
            configs.remove(domain_name.as_str())?;
            Ok(())
        })
    }

    /// The configuration of a domain, as it is stored.
    ///
    /// # Errors
    ///
    /// A database that fails.
    pub fn describe(
        &self,
        domain_name: &DomainName,
    ) -> Result<Option<LiveRecordNotifyConfig>, StoreError> {
        self.run(|database| {
            let configs = database.begin_read()?.open_table(CONFIGS)?;
            let Some(config) = configs.get(domain_name.as_str())? else { return Ok(None) };
            let (_, notify_url, on_demand_url, need_status_notify, key) = config.value();
            let config = LiveRecordNotifyConfig::new(domain_name.as_str(), notify_url)
                .with_need_status_notify(need_status_notify);
            let config = match on_demand_url {
                Some(url) => config.with_on_demand_url(url),
                None => config,
            };
            Ok(Some(match key {
                Some(key) => config.with_notify_auth_key(key),
                None => config,
            }))
        })
    }

    /// Whether the store answers.
    pub fn is_up(&self) -> bool {
        matches!(*self.state(), State::Up(_))
    }

    /// Opens the database anew if it is down. It is up again once something was written to it.
    pub(crate) fn recover(&self) {
        if self.is_up() {
            return;
        }
        let opened = (self.open)().and_then(|database| {
            probe(&database)?;
            Ok(database)
        });
        let mut state = self.state();
        let State::Down { since, tries } = &mut *state else { return };
        match opened {
            Ok(database) => {
                let seconds = since.elapsed().as_secs();
                *state = State::Up(Arc::new(database));
                tracing::info!(seconds, "the store works again");
            }
            Err(error) => {
                if tries.is_multiple_of(TRIES_A_LOG_LINE) {
                    let seconds = since.elapsed().as_secs();
                    tracing::error!(seconds, error, "the store is still down");
                }
                *tries += 1;
            }
        }
    }

    fn put(
        &self,
        operation: Operation,
        user: &str,
        request: &AddLiveRecordNotifyConfig,
    ) -> Result<Result<(), ErrorCode>, StoreError> {
        self.change(operation, request.domain_name(), |configs| {
            let config = (
                user,
                request.notify_url().as_str(),
                request.on_demand_url().map(AsRef::as_ref),
                request.need_status_notify(),
                request.notify_auth_key().map(NotifyAuthKey::as_str),
            );
            configs.insert(request.domain_name().as_str(), config)?;
            Ok(())
        })
    }

    fn change(
        &self,
        operation: Operation,
        domain_name: &DomainName,
        change: impl FnOnce(&mut Table<&'static str, Config<'static>>) -> Result<(), StoreError>,
    ) -> Result<Result<(), ErrorCode>, StoreError> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        self.run(|database| {
            let transaction = database.begin_write()?;
            {
                let mut configs = transaction.open_table(CONFIGS)?;
                let exists = configs.get(domain_name.as_str())?.is_some();
                if let Err(code) = operation.decide(exists) {
                    return Ok(Err(code));
                }
                change(&mut configs)?;
            }
            transaction.commit()?;
            Ok(Ok(()))
        })
    }

    /// Whatever goes wrong with the database, its answers are not trusted until it has been opened
    /// anew.
    fn run<T>(
        &self,
        work: impl FnOnce(&Database) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let database = match &*self.state() {
            State::Up(database) => Arc::clone(database),
            State::Down { .. } => return Err(Down.into()),
        };
        let outcome = catch_unwind(AssertUnwindSafe(|| work(&database)))
            .unwrap_or_else(|_| Err("the database panicked".into()));
        if let Err(error) = &outcome {
            let mut state = self.state();
            if matches!(&*state, State::Up(current) if Arc::ptr_eq(current, &database)) {
                *state = State::Down { since: Instant::now(), tries: 1 };
                tracing::error!(error, "the store failed, and is down until it can write again");
            }
            drop(state);
            // The last one that holds a database that failed closes it, which can panic.
            let _ = catch_unwind(AssertUnwindSafe(move || drop(database)));
        }
        outcome
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("is_up", &self.is_up()).finish_non_exhaustive()
    }
}

/// The store is tried four times a second, and the log says so once a minute.
const TRIES_A_LOG_LINE: u32 = 240;

/// The current file format, which later versions of `redb` read too.
fn builder() -> Builder {
    let mut builder = Database::builder();
    builder.create_with_file_format_v3(true);
    builder
}

/// A file appears at `path` once it is a whole database: a process that is killed before leaves none.
fn create_file(path: &Path) -> Result<(), StoreError> {
    let mut name = path.file_name().ok_or("not the name of a file")?.to_owned();
    name.push(format!(".new-{}", std::process::id()));
    let new = path.with_file_name(name);
    let made = builder().create(&new).map_err(StoreError::from).and_then(|database| {
        make_table(&database)?;
        drop(database);
        // Unlike a move, a link does not replace the file that another process has just made.
        Ok(fs::hard_link(&new, path)?)
    });
    let removed = fs::remove_file(&new);
    made?;
    removed?;
    let directory = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    // Windows opens no directory, and needs no such thing.
    #[cfg(unix)]
    File::open(directory)?.sync_all()?;
    let _ = directory;
    Ok(())
}

fn make_table(database: &Database) -> Result<(), StoreError> {
    let transaction = database.begin_write()?;
    transaction.open_table(CONFIGS)?;
    transaction.commit()?;
    Ok(())
}

fn open_file(path: &PathBuf) -> Result<Database, StoreError> {
    check_header(path)?;
    // Damage behind the header makes `redb` panic at some places.
    catch_unwind(|| {
        let database = builder().open(path)?;
        match database.begin_read()?.open_table(CONFIGS) {
            Ok(configs) => configs.len()?,
            Err(TableError::TableDoesNotExist(_) | TableError::TableTypeMismatch { .. }) => {
                return Err("the file is not a store: another program's database".into());
            }
            Err(error) => return Err(error.into()),
        };
        Ok(database)
    })
    .unwrap_or_else(|_| Err("the file is damaged".into()))
}

/// Refuses what is no whole file of `redb`, which would panic where a file is cut off.
fn check_header(path: &Path) -> Result<(), StoreError> {
    const MAGIC: &[u8] = b"redb\x1A\x0A\xA9\x0D\x0A";
    // A pipe would wait for its other end, so this is asked before it is opened.
    if !fs::metadata(path)?.is_file() {
        return Err("not a file".into());
    }
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    if length == 0 {
        return Err("the file is empty: no store, or one that has lost everything; \
                    remove it to start with a new one"
            .into());
    }
    let mut header = Vec::new();
    file.take(HEADER_LENGTH).read_to_end(&mut header)?;
    if !header.starts_with(MAGIC) {
        return Err("the file is not a store: another program's, perhaps".into());
    }
    match expected_length(&header) {
        Some(expected) if length >= expected => Ok(()),
        Some(expected) => {
            Err(format!("the file is cut off: {length} bytes of {expected} or more").into())
        }
        None => Err("the file is cut off or damaged: its header makes no sense".into()),
    }
}

const HEADER_LENGTH: u64 = 320;

/// How long the header says that the file is: after a page for the header itself, regions of so many
/// pages each, and a smaller one. All numbers are little-endian, as in the design of `redb`'s format.
fn expected_length(header: &[u8]) -> Option<u64> {
    let number = |at: usize| {
        let bytes = header.get(at..)?.first_chunk()?;
        Some(u64::from(u32::from_le_bytes(*bytes)))
    };
    header.get(usize::try_from(HEADER_LENGTH).ok()? - 1)?;
    let (page, header_pages, full_pages) = (number(12)?, number(16)?, number(20)?);
    let (full_regions, trailing_pages) = (number(24)?, number(28)?);
    let trailing = if trailing_pages == 0 { 0 } else { header_pages + trailing_pages };
    let pages = full_regions
        .checked_mul(header_pages + full_pages)?
        .checked_add(trailing)?
        .checked_add(1)?;
    Some(pages.checked_mul(page)?).filter(|_| page == PAGE)
}

/// The only size of a page that this program makes.
const PAGE: u64 = 4096;

/// Writes as much as the largest configuration needs, and takes it back.
fn probe(database: &Database) -> Result<(), StoreError> {
    let transaction = database.begin_write()?;
    transaction.open_table(PROBE)?.insert((), [0xAB; PROBE_LENGTH].as_slice())?;
    transaction.commit()?;
    let transaction = database.begin_write()?;
    transaction.delete_table(PROBE)?;
    transaction.commit()?;
    Ok(())
}
