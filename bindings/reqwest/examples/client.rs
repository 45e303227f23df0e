//! Calls a stored URL, and goes nowhere that the policy refuses.
use live_record_notify::{NotifyUrl, Policy};
use live_record_notify_reqwest::Client;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder().policy(Policy::default().require_https()).build()?;
    let url = NotifyUrl::parse_with("https://hooks.example.com/?key=1", &client.policy())?;
    let event = serde_json::json!({ "event": "record_started" });
    let response = client.post_event(&url, &event).send().await?;
    println!("{}", response.status());
    Ok(())
}
