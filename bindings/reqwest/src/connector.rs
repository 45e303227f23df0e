//! Notes when a connection is wanted, and when it is there.

use std::pin::Pin;
use std::task::{Context, Poll};

use tower_layer::Layer;
use tower_service::Service;

use crate::error::Stage;
use crate::hop::Hop;

/// Lets a hop know at which stage it is.
#[derive(Clone, Copy)]
pub(crate) struct Stages;

#[derive(Clone)]
pub(crate) struct Staged<S>(S);

impl<S> Layer<S> for Stages {
    type Service = Staged<S>;

    fn layer(&self, inner: S) -> Staged<S> {
        Staged(inner)
    }
}

impl<S, R> Service<R> for Staged<S>
where
    S: Service<R>,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, request: R) -> Self::Future {
        let hop = Hop::current();
        if let Some(hop) = &hop {
            hop.enter(Stage::Connect);
        }
        let connecting = self.0.call(request);
        Box::pin(async move {
            let connection = connecting.await?;
            // In the background there is no request that waits.
            if let Some(hop) = hop.filter(|_| Hop::current().is_some()) {
                hop.enter(Stage::Head);
            }
            Ok(connection)
        })
    }
}
