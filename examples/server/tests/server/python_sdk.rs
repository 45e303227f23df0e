//! The vendor's own SDKs for Python, both generations, against the server.

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use live_record_notify::{DomainName, ErrorCode, Operation, RequestId};
use live_record_notify_server::{Service, Store};
use serde_json::{Value, json};

use crate::store::Disk;
use crate::support::InProcess;

/// The outcomes of one call of the script, by case and client.
type Outcomes = HashMap<(String, String), Value>;

#[test]
fn the_vendors_sdks_read_every_answer() {
    let directory = tempfile::tempdir().unwrap();
    let python = match prepare(directory.path()) {
        Ok(python) => python,
        Err(reason) => {
            let is_ci = std::env::var_os("CI").is_some_and(|value| value == "true");
            assert!(!is_ci, "the SDKs could not be installed: {reason}");
            // Not by `eprintln!`, which the test harness keeps to itself.
            writeln!(std::io::stderr(), "skipped: the SDKs could not be installed: {reason}")
                .unwrap();
            return;
        }
    };

    let server = InProcess::with(Store::in_memory().unwrap(), |store| {
        Service::new(store).with_permit(permit)
    });
    let (store, state) = Disk::store();
    let broken = InProcess::with(store, Service::new);
    state.fill();

    let cases = cases(server.address.port(), broken.address.port());
    let outcomes = call(&python, &cases);
    assert_eq!(outcomes.len(), 2 * cases.len());
    for client in ["v3", "v1"] {
        check_success(&outcomes, client, &server);
        // Adding a configuration never finds one missing.
        for code in ErrorCode::ALL.iter().filter(|&&code| code != ErrorCode::InvalidConfigNotFound)
        {
            check_refusal(&outcomes, client, *code);
        }
        let throttled = &outcomes[&(ErrorCode::ThrottlingUser.to_string(), client.to_owned())];
        let before = throttled["before"].as_u64().unwrap();
        assert!(
            before >= u64::from(Operation::AddLiveRecordNotifyConfig.calls_per_second()),
            "{throttled}"
        );
    }
}

/// Whose domain is whose, as an embedding server would know it.
fn permit(_user: &str, _: Operation, domain_name: &DomainName) -> Result<(), ErrorCode> {
    match domain_name.as_str().split('.').next() {
        Some("unknown") => Err(ErrorCode::InvalidDomainNotFound),
        Some("illegal") => Err(ErrorCode::IllegalOperation),
        Some("forbidden") => Err(ErrorCode::Forbidden),
        _ => Ok(()),
    }
}

/// A case for success and one for each code, named after it.
fn cases(port: u16, broken: u16) -> Vec<Value> {
    let url = "http://example.com/callback";
    let case = |code: ErrorCode, params: Value| json!({"name": code.as_str(), "port": port, "params": params, "until": null});
    let until = |mut case: Value| {
        case["until"] = case["name"].clone();
        case
    };
    let mut internal_error =
        case(ErrorCode::InternalError, json!({"DomainName": "a.example.com", "NotifyUrl": url}));
    internal_error["port"] = broken.into();
    let success = json!({"name": "success", "port": port, "until": null, "params": {
        "DomainName": "CLIENT.example.com",
        "NotifyUrl": "https://example.com/cb?a=1&b=%20~*+",
        "OnDemandUrl": "http://example.com/ondemand",
        "NeedStatusNotify": true,
        "NotifyReqAuth": true,
        "NotifyAuthKey": "0123456789abcdefABCDEF",
    }});
    #[rustfmt::skip]
    let cases = vec![
        success,
        internal_error,
        case(ErrorCode::InvalidNotifyUrlMalformed,   json!({"DomainName": "a.example.com", "NotifyUrl": "example.com/callback"})),
        case(ErrorCode::InvalidNotifyUrlUnsafe,      json!({"DomainName": "a.example.com", "NotifyUrl": "http://127.0.0.1/"})),
        case(ErrorCode::InvalidOnDemandUrlMalformed, json!({"DomainName": "a.example.com", "NotifyUrl": url, "OnDemandUrl": "http://h .example/"})),
        case(ErrorCode::InvalidOnDemandUrlUnsafe,    json!({"DomainName": "a.example.com", "NotifyUrl": url, "OnDemandUrl": "file:///etc/passwd"})),
        until(case(ErrorCode::ConfigAlreadyExists,   json!({"DomainName": "CLIENT.twice.example.com", "NotifyUrl": url}))),
        case(ErrorCode::MissingDomainName,           json!({"NotifyUrl": url})),
        case(ErrorCode::MissingNotifyUrl,            json!({"DomainName": "a.example.com"})),
        case(ErrorCode::InvalidDomainNameMalformed,  json!({"DomainName": "*.example.com", "NotifyUrl": url})),
        case(ErrorCode::InvalidNeedStatusNotify,     json!({"DomainName": "a.example.com", "NotifyUrl": url, "NeedStatusNotify": "yes"})),
        case(ErrorCode::InvalidNotifyReqAuth,        json!({"DomainName": "a.example.com", "NotifyUrl": url, "NotifyReqAuth": "yes"})),
        case(ErrorCode::MissingNotifyAuthKey,        json!({"DomainName": "a.example.com", "NotifyUrl": url, "NotifyReqAuth": true})),
        case(ErrorCode::InvalidNotifyAuthKey,        json!({"DomainName": "a.example.com", "NotifyUrl": url, "NotifyAuthKey": "short"})),
        case(ErrorCode::InvalidDomainNotFound,       json!({"DomainName": "unknown.example.com", "NotifyUrl": url})),
        case(ErrorCode::IllegalOperation,            json!({"DomainName": "illegal.example.com", "NotifyUrl": url})),
        case(ErrorCode::Forbidden,                   json!({"DomainName": "forbidden.example.com", "NotifyUrl": url})),
        until(case(ErrorCode::ThrottlingUser,        json!({}))),
    ];
    cases
}

#[track_caller]
fn check_success(outcomes: &Outcomes, client: &str, server: &InProcess) {
    let outcome = &outcomes[&("success".to_owned(), client.to_owned())];
    let request_id = outcome["request_id"].as_str().unwrap();
    assert_eq!(outcome["status"], 200, "{outcome}");
    assert!(request_id.parse::<RequestId>().is_ok(), "{outcome}");
    if client == "v3" {
        assert_eq!(outcome["header"], request_id, "{outcome}");
    }
    let config = server.stored(&format!("{client}.example.com")).unwrap();
    assert_eq!(config.notify_url(), "https://example.com/cb?a=1&b=%20~*+", "{client}");
    assert_eq!(config.on_demand_url().unwrap(), "http://example.com/ondemand", "{client}");
    assert!(config.need_status_notify(), "{client}");
    assert_eq!(config.notify_auth_key().unwrap().as_str(), "0123456789abcdefABCDEF", "{client}");
}

/// The SDK's error has code, message, status and request id.
#[track_caller]
fn check_refusal(outcomes: &Outcomes, client: &str, code: ErrorCode) {
    let outcome = &outcomes[&(code.to_string(), client.to_owned())];
    let request_id = outcome["request_id"].as_str().unwrap();
    let text = outcome["text"].as_str().unwrap();
    assert_eq!(outcome["code"], code.as_str(), "{outcome}");
    assert_eq!(outcome["message"], code.message(), "{outcome}");
    assert_eq!(outcome["status"], code.http_status(), "{outcome}");
    assert!(request_id.parse::<RequestId>().is_ok(), "{outcome}");
    assert!(text.contains(code.as_str()) && text.contains(code.message()), "{outcome}");
}

/// Installs the SDKs into a virtual environment in `directory`, and gives its interpreter.
fn prepare(directory: &Path) -> Result<PathBuf, String> {
    let venv = directory.join("venv");
    run(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
    let python = venv.join("bin/python");
    let requirements = manifest_path("tests/python/requirements.txt");
    let options = ["-m", "pip", "--disable-pip-version-check", "install", "--quiet", "-r"];
    run(Command::new(&python).args(options).arg(requirements))?;
    Ok(python)
}

fn manifest_path(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The error is the last line of what the command had to say.
fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).trim().to_owned();
    Err(said.lines().last().unwrap_or("no message").to_owned())
}

#[track_caller]
fn call(python: &Path, cases: &[Value]) -> Outcomes {
    let mut script = Command::new(python)
        .arg(manifest_path("tests/python/sdk_calls.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    script.stdin.take().unwrap().write_all(Value::from(cases).to_string().as_bytes()).unwrap();
    let Output { status, stdout, stderr } = script.wait_with_output().unwrap();
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout)
        .unwrap()
        .lines()
        .map(|line| {
            let outcome: Value = serde_json::from_str(line).unwrap();
            let text = |name: &str| outcome[name].as_str().unwrap().to_owned();
            ((text("name"), text("client")), outcome)
        })
        .collect()
}
