//! What was given for each parameter, before any of it is read.

use crate::error::{Error, Errors, Fault};
use crate::parameter::Parameter;
use crate::reason::Reason;

/// What was given for each parameter of the operation.
pub(crate) struct Given<V> {
    pub(crate) domain_name: Slot<V>,
    pub(crate) notify_url: Slot<V>,
    pub(crate) on_demand_url: Slot<V>,
    pub(crate) need_status_notify: Slot<V>,
    pub(crate) notify_req_auth: Slot<V>,
    pub(crate) notify_auth_key: Slot<V>,
}

impl<V: AsRef<str>> Given<V> {
    /// Takes up the parameters of the operation, and ignores all others.
    pub(crate) fn of<K: AsRef<str>>(params: impl IntoIterator<Item = (K, V)>) -> Self {
        let mut given = Self {
            domain_name: Slot::empty(Parameter::DomainName),
            notify_url: Slot::empty(Parameter::NotifyUrl),
            on_demand_url: Slot::empty(Parameter::OnDemandUrl),
            need_status_notify: Slot::empty(Parameter::NeedStatusNotify),
            notify_req_auth: Slot::empty(Parameter::NotifyReqAuth),
            notify_auth_key: Slot::empty(Parameter::NotifyAuthKey),
        };
        for (name, value) in params {
            if let Some(parameter) = Parameter::from_name(name.as_ref()) {
                given.slot(parameter).fill(value);
            }
        }
        given
    }

    fn slot(&mut self, parameter: Parameter) -> &mut Slot<V> {
        match parameter {
            Parameter::DomainName => &mut self.domain_name,
            Parameter::NotifyUrl => &mut self.notify_url,
            Parameter::OnDemandUrl => &mut self.on_demand_url,
            Parameter::NeedStatusNotify => &mut self.need_status_notify,
            Parameter::NotifyReqAuth => &mut self.notify_req_auth,
            Parameter::NotifyAuthKey => &mut self.notify_auth_key,
        }
    }
}

/// What was given for one parameter.
pub(crate) struct Slot<V> {
    parameter: Parameter,
    value: Option<V>,
    is_repeated: bool,
}

impl<V: AsRef<str>> Slot<V> {
    fn empty(parameter: Parameter) -> Self {
        Self { parameter, value: None, is_repeated: false }
    }

    fn fill(&mut self, value: V) {
        self.is_repeated = self.value.replace(value).is_some();
    }

    pub(crate) fn mandatory<T>(
        self,
        parse: impl FnOnce(&str) -> Result<T, Error>,
    ) -> Result<T, Errors> {
        let parameter = self.parameter;
        self.optional(parse)?.ok_or_else(|| missing(parameter))
    }

    pub(crate) fn optional<T>(
        self,
        parse: impl FnOnce(&str) -> Result<T, Error>,
    ) -> Result<Option<T>, Errors> {
        if self.is_repeated {
            return Err(Error::new(self.parameter, Fault::nowhere(Reason::Repeated)).into());
        }
        Ok(self.value.map(|value| parse(value.as_ref())).transpose()?)
    }

    /// Reads any letter case, because the vendor's Python SDK writes `True`. The default is false.
    pub(crate) fn boolean(self) -> Result<bool, Errors> {
        let parameter = self.parameter;
        let value = self.optional(|text| {
            let refuse = |reason| Err(Error::new(parameter, Fault::at(0..text.len(), reason)));
            match text {
                _ if text.eq_ignore_ascii_case("true") => Ok(true),
                _ if text.eq_ignore_ascii_case("false") => Ok(false),
                "" => refuse(Reason::Empty),
                _ => refuse(Reason::NotBoolean),
            }
        })?;
        Ok(value.unwrap_or(false))
    }
}

pub(crate) fn missing(parameter: Parameter) -> Errors {
    Error::new(parameter, Fault::nowhere(Reason::Missing)).into()
}

/// Both values, or the errors of both.
pub(crate) fn both<A, B>(
    first: Result<A, Errors>,
    second: Result<B, Errors>,
) -> Result<(A, B), Errors> {
    match (first, second) {
        (Ok(first), Ok(second)) => Ok((first, second)),
        (Err(mut first), Err(second)) => {
            first.extend(second);
            Err(first)
        }
        (Err(errors), Ok(_)) | (Ok(_), Err(errors)) => Err(errors),
    }
}
