//! Deliveries over TLS.

use std::sync::Arc;

use live_record_notify_reqwest::{Client, ErrorKind, Stage};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;

use crate::support::{
    EVENT, OK, Receiver, builder, notify, one_name, redirect, refusal, tls_receiver,
};

/// A receiver with a certificate for `name`, and a client that trusts it.
fn receiver(name: &str, response: &str) -> (Receiver, Client) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed([name.to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(signing_key.serialize_der().into());
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    let trusted = reqwest::Certificate::from_der(cert.der()).unwrap();
    let client = builder(&one_name()).trust_only([trusted]).build().unwrap();
    (tls_receiver(Arc::new(config), response), client)
}

#[tokio::test]
async fn the_host_of_the_url_is_the_name_in_tls() {
    let (receiver, client) = receiver("hooks.example.com", OK);
    let url = format!("https://hooks.example.com:{}/", receiver.port());
    assert_eq!(notify(&client, &url).await.unwrap(), 200);
    let requests = receiver.requests();
    assert_eq!(requests.len(), 1);
    assert!(requests[0].contains(&format!("\r\nhost: hooks.example.com:{}\r\n", receiver.port())));
    assert!(requests[0].ends_with(EVENT));
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused() {
    let (receiver, client) = receiver("other.example.com", OK);
    let url = format!("https://hooks.example.com:{}/", receiver.port());
    let outcome = notify(&client, &url).await;
    let error = outcome.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Http(_)), "{error:?}");
    assert_eq!(error.stage(), Stage::Connect);
    assert_eq!(receiver.requests(), [""], "connected, and nothing sent");
}

#[tokio::test]
async fn a_redirect_from_https_down_to_http_is_refused() {
    let plain = Receiver::start(OK);
    let location = format!("http://hooks.example.com:{}/", plain.port());
    let (receiver, client) = receiver("hooks.example.com", &redirect(307, &location));
    let url = format!("https://hooks.example.com:{}/", receiver.port());
    let outcome = notify(&client, &url).await;
    assert_eq!(refusal(outcome), ("InvalidNotifyUrl.Unsafe", "https-downgrade"));
    assert_eq!(receiver.requests().len(), 1);
    plain.assert_unreached();
}

#[tokio::test]
async fn a_redirect_from_http_up_to_https_is_followed() {
    let (receiver, client) = receiver("hooks.example.com", OK);
    let location = format!("https://hooks.example.com:{}/", receiver.port());
    let plain = Receiver::start(&redirect(301, &location));
    let url = format!("http://hooks.example.com:{}/", plain.port());
    assert_eq!(notify(&client, &url).await.unwrap(), 200);
    assert!(receiver.requests()[0].ends_with(EVENT));
}
