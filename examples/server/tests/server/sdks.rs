//! The vendor's own SDKs, for Python and Node, both generations of each, against the server.

use std::collections::HashMap;
use std::fs;
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
fn the_vendors_sdks_for_python_read_every_answer() {
    check_sdks("Python", ["python-v3", "python-v1"], |directory| {
        let venv = directory.join("venv");
        run(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
        let python = venv.join("bin/python");
        let options = ["-m", "pip", "--disable-pip-version-check", "install", "--quiet", "-r"];
        let requirements = manifest_path("tests/python/requirements.txt");
        run(Command::new(&python).args(options).arg(requirements))?;
        let mut script = Command::new(python);
        script.arg(manifest_path("tests/python/sdk_calls.py"));
        Ok(script)
    });
}

#[test]
fn the_vendors_sdks_for_node_read_every_answer() {
    check_sdks("Node", ["node-v3", "node-v1"], |directory| {
        for file in ["package.json", "package-lock.json", "sdk_calls.js"] {
            let from = manifest_path("tests/node").join(file);
            fs::copy(from, directory.join(file)).map_err(|error| error.to_string())?;
        }
        let options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
        run(Command::new("npm").args(options).current_dir(directory))?;
        let mut script = Command::new("node");
        script.arg("sdk_calls.js").current_dir(directory);
        Ok(script)
    });
}

/// Installs SDKs into a directory that is then thrown away, and has them call the server.
#[track_caller]
fn check_sdks(
    language: &str,
    clients: [&str; 2],
    prepare: impl FnOnce(&Path) -> Result<Command, String>,
) {
    let directory = tempfile::tempdir().unwrap();
    let script = match prepare(directory.path()) {
        Ok(script) => script,
        Err(reason) => {
            let message = format!("the SDKs for {language} could not be installed: {reason}");
            assert!(std::env::var_os("CI").is_none_or(|value| value != "true"), "{message}");
            // Not by `eprintln!`, which the test harness keeps to itself.
            let mut stderr = std::io::stderr();
            writeln!(stderr, "skipped: {message}").unwrap();
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
    let outcomes = call(script, &cases);
    assert_eq!(outcomes.len(), 2 * cases.len());
    for client in clients {
        check_success(&outcomes, client, &server);
        check_family(&outcomes, client);
        for &code in ErrorCode::ALL {
            check_refusal(&outcomes, client, code);
        }
        let throttled = &outcomes[&(ErrorCode::ThrottlingUser.to_string(), client.to_owned())];
        let before = throttled["before"].as_u64().unwrap();
        let least = Operation::AddLiveRecordNotifyConfig.calls_per_second();
        assert!(before >= u64::from(least), "{throttled}");
        let broken = &outcomes[&("broken".to_owned(), client.to_owned())];
        assert_eq!(
            (&broken["code"], &broken["status"]),
            (&json!("ServiceUnavailable"), &json!(503)),
            "{broken}"
        );
    }
}

/// Whose domain is whose, as an embedding server would know it.
fn permit(_user: &str, _: Operation, domain_name: &DomainName) -> Result<(), ErrorCode> {
    match domain_name.as_str().split('.').next() {
        Some("unknown") => Err(ErrorCode::InvalidDomainNotFound),
        Some("illegal") => Err(ErrorCode::IllegalOperation),
        Some("forbidden") => Err(ErrorCode::Forbidden),
        Some("internal") => Err(ErrorCode::InternalError),
        _ => Ok(()),
    }
}

/// A case for success and one for each code, named after it.
fn cases(port: u16, broken_port: u16) -> Vec<Value> {
    let url = "http://example.com/callback";
    let call = |name: &str, operation: Operation, params: Value| json!({"name": name, "operation": operation.as_str(), "port": port, "params": params, "until": null});
    let add = Operation::AddLiveRecordNotifyConfig;
    let case = |code: ErrorCode, params: Value| call(code.as_str(), add, params);
    let until = |mut case: Value| {
        case["until"] = case["name"].clone();
        case
    };
    let mut broken = call("broken", add, json!({"DomainName": "a.example.com", "NotifyUrl": url}));
    broken["port"] = broken_port.into();
    let all = json!({
        "DomainName": "CLIENT.example.com",
        "NotifyUrl": "https://example.com/cb?a=1&b=%20~*+",
        "OnDemandUrl": "http://example.com/ondemand",
        "NeedStatusNotify": true,
        "NotifyReqAuth": true,
        "NotifyAuthKey": "0123456789abcdefABCDEF",
    });
    let family = "CLIENT.family.example.com";
    let update = Operation::UpdateLiveRecordNotifyConfig;
    let describe = Operation::DescribeLiveRecordNotifyConfig;
    let delete = Operation::DeleteLiveRecordNotifyConfig;
    #[rustfmt::skip]
    let cases = vec![
        call("success", add, all),
        call("family: add", add,           json!({"DomainName": family, "NotifyUrl": url, "OnDemandUrl": "http://example.com/?a=1&b=2"})),
        call("family: added", describe,    json!({"DomainName": family})),
        call("family: update", update,     json!({"DomainName": family, "NotifyUrl": "https://example.com/", "NotifyReqAuth": true, "NotifyAuthKey": "0123456789abcdef", "NeedStatusNotify": true})),
        call("family: updated", describe,  json!({"DomainName": family})),
        call("family: delete", delete,     json!({"DomainName": family})),
        call(ErrorCode::InvalidConfigNotFound.as_str(), describe, json!({"DomainName": family})),
        broken,
        case(ErrorCode::InternalError,               json!({"DomainName": "internal.example.com", "NotifyUrl": url})),
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

/// What is described is what was added, and then what it was updated to.
#[track_caller]
fn check_family(outcomes: &Outcomes, client: &str) {
    let outcome = |step: &str| {
        let outcome = &outcomes[&(format!("family: {step}"), client.to_owned())];
        assert_eq!(outcome["status"], 200, "{outcome}");
        assert!(outcome["request_id"].as_str().unwrap().parse::<RequestId>().is_ok(), "{outcome}");
        outcome["config"].clone()
    };
    for step in ["add", "update", "delete"] {
        assert_eq!(outcome(step), Value::Null, "{client}: {step}");
    }
    let domain_name = format!("{client}.family.example.com");
    assert_eq!(
        outcome("added"),
        json!({
            "DomainName": domain_name,
            "NotifyUrl": "http://example.com/callback",
            "OnDemandUrl": "http://example.com/?a=1&b=2",
            "NeedStatusNotify": false,
            "NotifyReqAuth": false,
        })
    );
    assert_eq!(
        outcome("updated"),
        json!({
            "DomainName": domain_name,
            "NotifyUrl": "https://example.com/",
            "NeedStatusNotify": true,
            "NotifyReqAuth": true,
            "NotifyAuthKey": "0123456789abcdef",
        })
    );
}

#[track_caller]
fn check_success(outcomes: &Outcomes, client: &str, server: &InProcess) {
    let outcome = &outcomes[&("success".to_owned(), client.to_owned())];
    let request_id = outcome["request_id"].as_str().unwrap();
    assert_eq!(outcome["status"], 200, "{outcome}");
    assert!(request_id.parse::<RequestId>().is_ok(), "{outcome}");
    if client.ends_with("v3") {
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
fn call(mut script: Command, cases: &[Value]) -> Outcomes {
    let mut script =
        script.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
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
