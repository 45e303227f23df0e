//! Deliveries over TLS.

use std::sync::Arc;

use live_record_notify_deliver::{Delivery, DeliveryError};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;

use crate::support::{EVENT, Names, OK, Receiver, delivery, notify, one_name, redirect, refusal};

/// A receiver with a certificate for `name`, and a delivery that trusts it.
fn receiver(name: &str, response: &str) -> (Receiver, Delivery<Names>) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed([name.to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(signing_key.serialize_der().into());
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    let trusted = reqwest::Certificate::from_der(cert.der()).unwrap();
    let client = move || reqwest::Client::builder().tls_certs_only([trusted.clone()]);
    let delivery = Delivery { client: Arc::new(client), ..delivery(&one_name()) };
    (Receiver::tls(Arc::new(config), response), delivery)
}

#[tokio::test]
async fn the_host_of_the_url_is_the_name_in_tls() {
    let (receiver, delivery) = receiver("hooks.example.com", OK);
    let url = format!("https://hooks.example.com:{}/", receiver.port());
    assert_eq!(notify(&delivery, &url).await.unwrap(), 200);
    let requests = receiver.requests();
    assert_eq!(requests.len(), 1);
    assert!(requests[0].contains(&format!("\r\nhost: hooks.example.com:{}\r\n", receiver.port())));
    assert!(requests[0].ends_with(EVENT));
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused() {
    let (receiver, delivery) = receiver("other.example.com", OK);
    let url = format!("https://hooks.example.com:{}/", receiver.port());
    let outcome = notify(&delivery, &url).await;
    assert!(matches!(outcome, Err(DeliveryError::Http(_))), "{outcome:?}");
    assert_eq!(receiver.requests(), [""], "connected, and nothing sent");
}

#[tokio::test]
async fn a_redirect_from_https_down_to_http_is_refused() {
    let plain = Receiver::start(OK);
    let location = format!("http://hooks.example.com:{}/", plain.port());
    let (receiver, delivery) = receiver("hooks.example.com", &redirect(307, &location));
    let url = format!("https://hooks.example.com:{}/", receiver.port());
    let outcome = notify(&delivery, &url).await;
    assert_eq!(refusal(outcome), ("InvalidNotifyUrl.Unsafe", "https-downgrade"));
    assert_eq!(receiver.requests().len(), 1);
    plain.assert_unreached();
}

#[tokio::test]
async fn a_redirect_from_http_up_to_https_is_followed() {
    let (receiver, delivery) = receiver("hooks.example.com", OK);
    let location = format!("https://hooks.example.com:{}/", receiver.port());
    let plain = Receiver::start(&redirect(301, &location));
    let url = format!("http://hooks.example.com:{}/", plain.port());
    assert_eq!(notify(&delivery, &url).await.unwrap(), 200);
    assert!(receiver.requests()[0].ends_with(EVENT));
}
