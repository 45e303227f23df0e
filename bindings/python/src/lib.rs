//! The native half of the Python module `live_record_notify`: the crate's types as Python classes. It
//! has no rule, no table and no message of its own.

mod addresses;
mod catalogue;
mod column;
mod destination;
mod domain_name;
mod judge;
mod policy;
mod refusal;
mod text;
mod url;

use pyo3::prelude::*;

/// What Python imports as `live_record_notify._native`.
#[pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    use crate::catalogue::catalogue_rows;
    #[pymodule_export]
    use crate::column::{Column, judge_column};
    #[pymodule_export]
    use crate::destination::Destination;
    #[pymodule_export]
    use crate::domain_name::DomainName;
    #[pymodule_export]
    use crate::policy::Policy;
    #[pymodule_export]
    use crate::url::{NotifyUrl, OnDemandUrl};
}
