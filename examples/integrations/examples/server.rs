//! Answers with code and message. Why is for the log alone: it may name internal addresses.
use axum::{Router, extract::Query, http::StatusCode, routing::get};
use live_record_notify::AddLiveRecordNotifyConfig;

async fn add(Query(params): Query<Vec<(String, String)>>) -> (StatusCode, String) {
    match AddLiveRecordNotifyConfig::from_params(params) {
        Ok(request) => (StatusCode::OK, format!("{} would be stored", request.domain_name())),
        Err(errors) => {
            eprintln!("refused: {errors}");
            let code = errors.first().code();
            let status = code.http_status().try_into().unwrap_or(StatusCode::BAD_REQUEST);
            (status, format!("{code}: {}", code.message()))
        }
    }
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    axum::serve(listener, Router::new().route("/", get(add))).await
}
