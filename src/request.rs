//! The operation: from parameters to a typed request, and back.

use alloc::format;
use alloc::string::String;

use crate::callback_url::{NotifyUrl, OnDemandUrl};
use crate::domain_name::DomainName;
use crate::error::{Error, Errors, Fault, Parameter};
use crate::error_code::ErrorCode;
use crate::policy::Policy;
use crate::reason::Reason;

/// A request to notify a callback URL of the recordings of a domain.
///
/// ```
/// use live_record_notify::AddLiveRecordNotifyConfig;
///
/// let request = AddLiveRecordNotifyConfig::from_params([
///     ("DomainName", "live.example.com"),
///     ("NotifyUrl", "http://demo.aliyundoc.com/examplecallback.action"),
///     ("NeedStatusNotify", "True"),
///     ("RegionId", "cn-shanghai"), // no parameter of the operation: ignored
/// ])?;
/// assert_eq!(request.domain_name(), "live.example.com");
/// assert!(request.need_status_notify());
///
/// let errors = AddLiveRecordNotifyConfig::from_params([("NotifyUrl", "http://10.0.0.1/")])
///     .unwrap_err();
/// let codes: Vec<_> = errors.iter().map(|error| error.code().as_str()).collect();
/// assert_eq!(codes, ["MissingDomainName", "InvalidNotifyUrl.Unsafe"]);
/// # Ok::<(), live_record_notify::Errors>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AddLiveRecordNotifyConfig {
    domain_name: DomainName,
    notify_url: NotifyUrl,
    on_demand_url: Option<OnDemandUrl>,
    need_status_notify: bool,
}

impl AddLiveRecordNotifyConfig {
    /// The name of the operation, its parameter `Action`.
    pub const ACTION: &str = "AddLiveRecordNotifyConfig";

    /// The version of the API that has the operation, its parameter `Version`.
    pub const VERSION: &str = "2016-11-01";

    /// How many calls a second the service takes from one user.
    pub const CALLS_PER_SECOND: u32 = 30;

    /// The action that a RAM policy grants; its access level is *create*.
    pub const RAM_ACTION: &str = "live:AddLiveRecordNotifyConfig";

    /// A request with the mandatory parameters.
    #[must_use]
    pub fn new(domain_name: DomainName, notify_url: NotifyUrl) -> Self {
        Self { domain_name, notify_url, on_demand_url: None, need_status_notify: false }
    }

    /// The same request with an `OnDemandUrl`.
    #[must_use]
    pub fn with_on_demand_url(self, url: OnDemandUrl) -> Self {
        Self { on_demand_url: Some(url), ..self }
    }

    /// The same request with `NeedStatusNotify`.
    #[must_use]
    pub fn with_need_status_notify(self, need: bool) -> Self {
        Self { need_status_notify: need, ..self }
    }

    /// Reads the parameters of a request by the default policy.
    ///
    /// # Errors
    ///
    /// As for [`from_params_with`](Self::from_params_with).
    pub fn from_params<K, V>(params: impl IntoIterator<Item = (K, V)>) -> Result<Self, Errors>
    where
        K: AsRef<str>,
        V: AsRef<str>,
    {
        Self::from_params_with(params, Policy::public_internet())
    }

    /// Reads the parameters of a request, in any order. Names are compared letter case included;
    /// those that the operation does not have are ignored, as the gateway does.
    ///
    /// # Errors
    ///
    /// All faults at once, in the order of the operation's page: `DomainName` or `NotifyUrl`
    /// absent; any parameter given twice, or not what its type reads; `NeedStatusNotify` neither
    /// `true` nor `false` in any letter case.
    pub fn from_params_with<K, V>(
        params: impl IntoIterator<Item = (K, V)>,
        policy: &Policy,
    ) -> Result<Self, Errors>
    where
        K: AsRef<str>,
        V: AsRef<str>,
    {
        let mut given = Given::none();
        for (name, value) in params {
            given.add(name.as_ref(), value);
        }
        let domain_name = given.domain_name.mandatory(Parameter::DomainName, DomainName::parse);
        let notify_url = given
            .notify_url
            .mandatory(Parameter::NotifyUrl, |text| NotifyUrl::parse_with(text, policy));
        let on_demand_url = given
            .on_demand_url
            .optional(Parameter::OnDemandUrl, |text| OnDemandUrl::parse_with(text, policy));
        let need_status_notify =
            given.need_status_notify.optional(Parameter::NeedStatusNotify, parse_bool);

        let urls = both(notify_url, on_demand_url);
        let (domain_name, ((notify_url, on_demand_url), need_status_notify)) =
            both(domain_name, both(urls, need_status_notify))?;
        Ok(Self {
            domain_name,
            notify_url,
            on_demand_url,
            need_status_notify: need_status_notify.unwrap_or(false),
        })
    }

    /// The parameters that make this request, in the order of the operation's page, for an SDK to
    /// send. `NeedStatusNotify` is left out where it is false, its default.
    pub fn to_params(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            Some((Parameter::DomainName, self.domain_name.as_str())),
            Some((Parameter::NotifyUrl, self.notify_url.as_str())),
            self.on_demand_url.as_ref().map(|url| (Parameter::OnDemandUrl, url.as_str())),
            self.need_status_notify.then_some((Parameter::NeedStatusNotify, "true")),
        ]
        .into_iter()
        .flatten()
        .map(|(parameter, value)| (parameter.as_str(), value))
    }

    /// Whether the request may be carried out, given what the caller knows: whether
    /// `config_exists` for the request's domain already.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::ConfigAlreadyExists`] if it does: the operation adds and never replaces.
    pub fn decide(&self, config_exists: bool) -> Result<(), ErrorCode> {
        if config_exists { Err(ErrorCode::ConfigAlreadyExists) } else { Ok(()) }
    }

    /// The resource that a RAM policy names to grant the operation on the request's domain, for the
    /// account with the number `account_id`. Its service segment is `cdn`.
    ///
    /// ```
    /// # use live_record_notify::AddLiveRecordNotifyConfig;
    /// # let request = AddLiveRecordNotifyConfig::from_params([
    /// #     ("DomainName", "live.example.com"),
    /// #     ("NotifyUrl", "http://demo.aliyundoc.com/examplecallback.action"),
    /// # ])?;
    /// let resource = request.ram_resource(1_234_567_890_123_456);
    /// assert_eq!(resource, "acs:cdn:*:1234567890123456:domain/live.example.com");
    /// # Ok::<(), live_record_notify::Errors>(())
    /// ```
    #[must_use]
    pub fn ram_resource(&self, account_id: u64) -> String {
        format!("acs:cdn:*:{account_id}:domain/{}", self.domain_name)
    }

    /// The domain whose recordings are notified.
    #[must_use]
    pub fn domain_name(&self) -> &DomainName {
        &self.domain_name
    }

    /// Where events are POSTed.
    #[must_use]
    pub fn notify_url(&self) -> &NotifyUrl {
        &self.notify_url
    }

    /// Where Live asks whether to record, if anywhere.
    #[must_use]
    pub fn on_demand_url(&self) -> Option<&OnDemandUrl> {
        self.on_demand_url.as_ref()
    }

    /// Whether changes of the recording's status are notified too. False where not given.
    #[must_use]
    pub fn need_status_notify(&self) -> bool {
        self.need_status_notify
    }
}

/// What was given for each parameter of the operation.
struct Given<V> {
    domain_name: Slot<V>,
    notify_url: Slot<V>,
    on_demand_url: Slot<V>,
    need_status_notify: Slot<V>,
}

impl<V: AsRef<str>> Given<V> {
    fn none() -> Self {
        Self {
            domain_name: Slot::Absent,
            notify_url: Slot::Absent,
            on_demand_url: Slot::Absent,
            need_status_notify: Slot::Absent,
        }
    }

    fn add(&mut self, name: &str, value: V) {
        let slot = match Parameter::ALL.iter().find(|parameter| parameter.as_str() == name) {
            Some(Parameter::DomainName) => &mut self.domain_name,
            Some(Parameter::NotifyUrl) => &mut self.notify_url,
            Some(Parameter::OnDemandUrl) => &mut self.on_demand_url,
            Some(Parameter::NeedStatusNotify) => &mut self.need_status_notify,
            None => return,
        };
        *slot = match slot {
            Slot::Absent => Slot::Once(value),
            Slot::Once(_) | Slot::Repeated => Slot::Repeated,
        };
    }
}

enum Slot<V> {
    Absent,
    Once(V),
    Repeated,
}

impl<V: AsRef<str>> Slot<V> {
    fn mandatory<T>(
        self,
        parameter: Parameter,
        parse: impl FnOnce(&str) -> Result<T, Error>,
    ) -> Result<T, Errors> {
        let missing = Error::new(parameter, Fault::nowhere(Reason::Missing));
        self.optional(parameter, parse)?.ok_or_else(|| missing.into())
    }

    fn optional<T>(
        self,
        parameter: Parameter,
        parse: impl FnOnce(&str) -> Result<T, Error>,
    ) -> Result<Option<T>, Errors> {
        match self {
            Self::Absent => Ok(None),
            Self::Once(value) => Ok(Some(parse(value.as_ref())?)),
            Self::Repeated => Err(Error::new(parameter, Fault::nowhere(Reason::Repeated)).into()),
        }
    }
}

/// Both values, or the errors of both.
fn both<A, B>(first: Result<A, Errors>, second: Result<B, Errors>) -> Result<(A, B), Errors> {
    match (first, second) {
        (Ok(first), Ok(second)) => Ok((first, second)),
        (Err(first), Err(second)) => Err(first.and(second)),
        (Err(errors), Ok(_)) | (Ok(_), Err(errors)) => Err(errors),
    }
}

/// The vendor's Python SDK writes `True`, others write `true`.
fn parse_bool(text: &str) -> Result<bool, Error> {
    if text.eq_ignore_ascii_case("true") {
        Ok(true)
    } else if text.eq_ignore_ascii_case("false") {
        Ok(false)
    } else {
        let reason = if text.is_empty() { Reason::Empty } else { Reason::NotBoolean };
        Err(Error::new(Parameter::NeedStatusNotify, Fault::at(0..text.len(), reason)))
    }
}
