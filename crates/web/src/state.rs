//! What every handler stands on: the app, how it is served, and what is counted about requests.

use std::sync::{Arc, OnceLock};

use axum::extract::FromRef;
use catsup_app::App;

use crate::{
    limits::{Limiters, Limits},
    metrics::Metrics,
    permissions::RouteRule,
};

/// How the installation is served.
#[derive(Debug, Clone)]
pub struct Configuration {
    /// How often anyone may do what.
    pub limits: Limits,
    /// How many proxies of our own stand in front: 0 takes the client's address from the connection, n takes the
    /// n-th entry from the right of `X-Forwarded-For`. Anything further left was written by the client.
    pub trusted_proxies: usize,
    /// The most bytes of a file that staff upload.
    pub largest_upload: u64,
}

impl Default for Configuration {
    fn default() -> Self {
        Self { limits: Limits::default(), trusted_proxies: 0, largest_upload: 512 * 1024 * 1024 }
    }
}

/// The state of the router. Cheap to clone.
#[derive(Debug, Clone)]
pub struct WebState {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    app: App,
    configuration: Configuration,
    limiters: Limiters,
    metrics: Metrics,
    rules: OnceLock<Vec<RouteRule>>,
}

impl WebState {
    /// The state around a running app.
    #[must_use]
    pub fn new(app: App, configuration: Configuration) -> Self {
        let limiters = Limiters::new(&configuration.limits);
        let inner =
            Inner { app, configuration, limiters, metrics: Metrics::default(), rules: OnceLock::new() };
        Self { inner: Arc::new(inner) }
    }

    /// The app.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.inner.app
    }

    /// How the installation is served.
    #[must_use]
    pub fn configuration(&self) -> &Configuration {
        &self.inner.configuration
    }

    /// Who came how often.
    pub(crate) fn limiters(&self) -> &Limiters {
        &self.inner.limiters
    }

    /// What is counted about requests.
    pub(crate) fn metrics(&self) -> &Metrics {
        &self.inner.metrics
    }

    /// The permission table, once the router was built.
    #[must_use]
    pub fn rules(&self) -> &[RouteRule] {
        self.inner.rules.get().map_or(&[], Vec::as_slice)
    }

    /// Keeps the permission table beside the router that was built from it.
    pub(crate) fn keep_rules(&self, rules: Vec<RouteRule>) {
        self.inner.rules.get_or_init(|| rules);
    }
}

impl FromRef<WebState> for App {
    fn from_ref(state: &WebState) -> Self {
        state.app().clone()
    }
}
