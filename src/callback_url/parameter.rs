//! Which parameter of the operation a callback URL is given for.

use crate::parameter::Parameter;

/// A parameter of the operation that is a callback URL: [`Notify`] or [`OnDemand`].
///
/// Programs name the types [`NotifyUrl`](crate::NotifyUrl) and [`OnDemandUrl`](crate::OnDemandUrl);
/// this trait is for code that takes either. No other crate can implement it.
///
/// ```
/// use live_record_notify::{CallbackUrl, NotifyUrl, UrlParameter};
///
/// fn log_line<P: UrlParameter>(url: &CallbackUrl<P>) -> String {
///     format!("{} is called at {}", P::PARAMETER, url.host())
/// }
///
/// let url = NotifyUrl::parse("https://hooks.example.com/?key=1")?;
/// assert_eq!(log_line(&url), "NotifyUrl is called at hooks.example.com");
/// # Ok::<(), live_record_notify::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no URL parameter of the operation",
    label = "expected `Notify` or `OnDemand`",
    note = "`NotifyUrl` is `CallbackUrl<Notify>`, and `OnDemandUrl` is `CallbackUrl<OnDemand>`"
)]
pub trait UrlParameter: sealed::Sealed + 'static {
    /// The parameter, which errors name.
    const PARAMETER: Parameter;
}

/// Marks a [`NotifyUrl`](crate::NotifyUrl). There is no value of this type.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_enums, reason = "a variant would be a value")]
pub enum Notify {}

/// Marks an [`OnDemandUrl`](crate::OnDemandUrl). There is no value of this type.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_enums, reason = "a variant would be a value")]
pub enum OnDemand {}

impl UrlParameter for Notify {
    const PARAMETER: Parameter = Parameter::NotifyUrl;
}

impl UrlParameter for OnDemand {
    const PARAMETER: Parameter = Parameter::OnDemandUrl;
}

impl sealed::Sealed for Notify {}
impl sealed::Sealed for OnDemand {}

mod sealed {
    pub trait Sealed {}
}
