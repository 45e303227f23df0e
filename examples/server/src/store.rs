//! The configurations, in an embedded database that survives a restart.

use std::error::Error;
use std::path::Path;

use live_record_notify::{
    AddLiveRecordNotifyConfig, DomainName, ErrorCode, NotifyAuthKey, Operation, Policy,
};
use redb::backends::InMemoryBackend;
use redb::{Builder, Database, ReadableTable, TableDefinition, TableError};

/// Configurations by domain, at most one each.
#[derive(Debug)]
pub struct Store(Database);

/// The domain name, then who added it, NotifyUrl, OnDemandUrl, NeedStatusNotify and NotifyAuthKey.
type Config<'a> = (&'a str, &'a str, Option<&'a str>, bool, Option<&'a str>);

const CONFIGS: TableDefinition<&str, Config> = TableDefinition::new("configs");

/// Why a configuration could not be read or written, for the log.
pub type StoreError = Box<dyn Error + Send + Sync>;

impl Store {
    /// Opens the database in the file at `path`, or makes it.
    ///
    /// # Errors
    ///
    /// A path that cannot be written; a file that is no database; one that another process has
    /// open.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Ok(Self(builder().create(path)?))
    }

    /// A store that ends with the process.
    ///
    /// # Errors
    ///
    /// Too little memory.
    pub fn in_memory() -> Result<Self, StoreError> {
        Self::with_backend(InMemoryBackend::new())
    }

    /// A store on the caller's own storage.
    ///
    /// # Errors
    ///
    /// Storage that fails, or that holds something else.
    pub fn with_backend(backend: impl redb::StorageBackend) -> Result<Self, StoreError> {
        Ok(Self(builder().create_with_backend(backend)?))
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
        let transaction = self.0.begin_write()?;
        {
            let mut configs = transaction.open_table(CONFIGS)?;
            let domain_name = request.domain_name().as_str();
            let exists = configs.get(domain_name)?.is_some();
            if let Err(code) = Operation::AddLiveRecordNotifyConfig.decide(exists) {
                return Ok(Err(code));
            }
            let config = (
                user,
                request.notify_url().as_str(),
                request.on_demand_url().map(AsRef::as_ref),
                request.need_status_notify(),
                request.notify_auth_key().map(NotifyAuthKey::as_str),
            );
            configs.insert(domain_name, config)?;
        }
        transaction.commit()?;
        Ok(Ok(()))
    }

    /// The configuration of `domain_name`, read by `policy` once more.
    ///
    /// # Errors
    ///
    /// A database that fails; a configuration that `policy` refuses, since it was stored under
    /// another one.
    pub fn get(
        &self,
        domain_name: &DomainName,
        policy: &Policy,
    ) -> Result<Option<AddLiveRecordNotifyConfig>, StoreError> {
        let configs = match self.0.begin_read()?.open_table(CONFIGS) {
            Err(TableError::TableDoesNotExist(_)) => return Ok(None),
            configs => configs?,
        };
        let Some(config) = configs.get(domain_name.as_str())? else { return Ok(None) };
        let (_, notify_url, on_demand_url, need_status_notify, key) = config.value();
        let params = [
            Some(("DomainName", domain_name.as_str())),
            Some(("NotifyUrl", notify_url)),
            on_demand_url.map(|url| ("OnDemandUrl", url)),
            Some(("NeedStatusNotify", if need_status_notify { "true" } else { "false" })),
            key.map(|_| ("NotifyReqAuth", "true")),
            key.map(|key| ("NotifyAuthKey", key)),
        ];
        let params = params.into_iter().flatten();
        Ok(Some(AddLiveRecordNotifyConfig::from_params_with(params, policy)?))
    }
}

/// The current file format, which later versions of `redb` read too.
fn builder() -> Builder {
    let mut builder = Database::builder();
    builder.create_with_file_format_v3(true);
    builder
}
