//! The catalogue as JSON: reasons, codes, parameters and operations.

use live_record_notify::docs::catalogue;
use live_record_notify::{
    AddLiveRecordNotifyConfig, DomainName, ErrorCode, Errors, Operation, Parameter,
    UpdateLiveRecordNotifyConfig, Verdict,
};
use serde_json::{Value, json};
use test_support::row::FORMAT;

pub(crate) fn of_the_crate() -> Value {
    json!({
        "format": FORMAT,
        "crate": env!("CARGO_PKG_VERSION"),
        "reasons": catalogue().map(|row| json!({
            "id": row.id(),
            "verdict": row.verdict().as_str(),
            "basis": row.basis().as_str(),
            "meaning": row.meaning(),
            "source": row.source_text(),
            "source_url": row.source_url(),
            "example": row.example(),
            "help": row.help(),
        })).collect::<Vec<_>>(),
        "codes": ErrorCode::ALL.iter().map(|code| json!({
            "code": code.as_str(),
            "message": code.message(),
            "http_status": code.http_status(),
            "source": code.source_text(),
        })).collect::<Vec<_>>(),
        "parameters": Parameter::ALL.iter().map(|parameter| json!({
            "name": parameter.as_str(),
            "codes": VERDICTS
                .map(|verdict| (verdict.as_str(), parameter.code(verdict).as_str()))
                .into_iter()
                .collect::<std::collections::BTreeMap<_, _>>(),
        })).collect::<Vec<_>>(),
        "operations": Operation::ALL.iter().map(|operation| json!({
            "name": operation.as_str(),
            "version": Operation::VERSION,
            "calls_per_second": operation.calls_per_second(),
            "response_element": operation.response_element(),
            "parameters": parameters(*operation),
        })).collect::<Vec<_>>(),
    })
}

const VERDICTS: [Verdict; 4] =
    [Verdict::Missing, Verdict::Malformed, Verdict::Unsafe, Verdict::Operational];

/// The parameters that an operation reads, and whether it refuses a request without them. It is asked:
/// no table says so.
fn parameters(operation: Operation) -> Vec<Value> {
    let valid = [
        (Parameter::DomainName, "live.example.com"),
        (Parameter::NotifyUrl, "https://example.com/callback"),
        (Parameter::OnDemandUrl, "https://example.com/ask"),
        (Parameter::NeedStatusNotify, "true"),
        (Parameter::NotifyReqAuth, "true"),
        (Parameter::NotifyAuthKey, "0123456789abcdef"),
    ];
    let mut parameters = Vec::new();
    for (parameter, _) in valid {
        // An empty value is refused wherever it is read.
        let with_fault =
            valid.map(|(name, value)| (name, if name == parameter { "" } else { value }));
        if read(operation, &with_fault).is_ok() {
            continue;
        }
        let mut others = valid.to_vec();
        others.retain(|(name, _)| *name != parameter);
        let presence = match read(operation, &others) {
            Ok(()) => "optional",
            // `NotifyAuthKey` is asked for by `NotifyReqAuth` alone.
            Err(_) if parameter == Parameter::NotifyAuthKey => "with NotifyReqAuth",
            Err(_) => "mandatory",
        };
        parameters.push(json!({ "name": parameter.as_str(), "presence": presence }));
    }
    parameters
}

fn read(operation: Operation, params: &[(Parameter, &str)]) -> Result<(), Errors> {
    let params = params.iter().map(|(parameter, value)| (parameter.as_str(), *value));
    match operation {
        Operation::AddLiveRecordNotifyConfig => {
            AddLiveRecordNotifyConfig::from_params(params).map(drop)
        }
        Operation::UpdateLiveRecordNotifyConfig => {
            UpdateLiveRecordNotifyConfig::from_params(params).map(drop)
        }
        // The others take the domain alone.
        _ => DomainName::from_params(params).map(drop),
    }
}
