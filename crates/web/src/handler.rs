//! Handlers of one type, whatever they extract: what is put around a route is compiled once, and not once for every handler.

use std::{pin::Pin, sync::Arc};

use axum::{
    extract::Request,
    handler::Handler,
    response::Response,
    routing::{self, MethodFilter, MethodRouter},
};

use crate::state::WebState;

type Answering = Pin<Box<dyn Future<Output = Response> + Send>>;

/// A handler without a type of its own.
#[derive(Clone)]
struct AnyHandler(Arc<dyn Fn(Request, WebState) -> Answering + Send + Sync>);

impl Handler<(), WebState> for AnyHandler {
    type Future = Answering;

    fn call(self, request: Request, state: WebState) -> Answering {
        (self.0)(request, state)
    }
}

/// As axum's, for routes of this installation.
pub(crate) fn on<H, T>(filter: MethodFilter, handler: H) -> MethodRouter<WebState>
where
    H: Handler<T, WebState>,
    T: 'static,
{
    let call = move |request, state| -> Answering { Box::pin(handler.clone().call(request, state)) };
    routing::on(filter, AnyHandler(Arc::new(call)))
}
