//! What is counted about requests, as Prometheus reads it. Routes only, never addresses: nothing personal.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};

use crate::state::WebState;

/// Upper bounds of the latency histogram, in seconds.
const BOUNDS: [f64; 9] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

/// Requests by route and status, their latencies, and responses taken in.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    requests: Mutex<BTreeMap<(&'static str, String, u16), Series>>,
    responses_accepted: AtomicU64,
}

#[derive(Debug, Default, Clone)]
struct Series {
    count: u64,
    seconds: f64,
    /// How many took at most the bound of the same index.
    within: [u64; BOUNDS.len()],
}

impl Metrics {
    /// Counts one answered request. `route` is the pattern, never the address.
    pub(crate) fn request(&self, method: &'static str, route: &str, status: u16, took: Duration) {
        let seconds = took.as_secs_f64();
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let series = requests.entry((method, route.to_owned(), status)).or_default();
        series.count += 1;
        series.seconds += seconds;
        for (within, bound) in series.within.iter_mut().zip(BOUNDS) {
            *within += u64::from(seconds <= bound);
        }
    }

    /// Counts one response taken in.
    pub(crate) fn response_accepted(&self) {
        self.responses_accepted.fetch_add(1, Ordering::Relaxed);
    }

    fn text(&self) -> String {
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut text = String::new();
        let mut line = |arguments: std::fmt::Arguments<'_>| {
            // Writing to a text cannot fail.
            let _ = writeln!(text, "{arguments}");
        };
        line(format_args!("# HELP catsup_responses_accepted_total Survey responses taken in."));
        line(format_args!("# TYPE catsup_responses_accepted_total counter"));
        line(format_args!(
            "catsup_responses_accepted_total {}",
            self.responses_accepted.load(Ordering::Relaxed)
        ));
        line(format_args!("# HELP catsup_http_request_duration_seconds Requests by route and status."));
        line(format_args!("# TYPE catsup_http_request_duration_seconds histogram"));
        for ((method, route, status), series) in &requests {
            let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
            let name = "catsup_http_request_duration_seconds";
            for (within, bound) in series.within.iter().zip(BOUNDS) {
                line(format_args!("{name}_bucket{{{labels},le=\"{bound}\"}} {within}"));
            }
            line(format_args!("{name}_bucket{{{labels},le=\"+Inf\"}} {}", series.count));
            line(format_args!("{name}_sum{{{labels}}} {}", series.seconds));
            line(format_args!("{name}_count{{{labels}}} {}", series.count));
        }
        text
    }
}

/// `GET /metrics`
pub(crate) async fn serve(State(state): State<WebState>) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    (kind, state.metrics().text()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_latency_counts_in_every_bucket_it_fits() {
        let metrics = Metrics::default();
        metrics.request("GET", "/feedback/{survey}", 200, Duration::from_millis(20));
        metrics.request("GET", "/feedback/{survey}", 200, Duration::from_millis(2));
        metrics.response_accepted();
        let text = metrics.text();
        let labels = "method=\"GET\",route=\"/feedback/{survey}\",status=\"200\"";
        for expected in [
            format!("catsup_http_request_duration_seconds_bucket{{{labels},le=\"0.001\"}} 0"),
            format!("catsup_http_request_duration_seconds_bucket{{{labels},le=\"0.005\"}} 1"),
            format!("catsup_http_request_duration_seconds_bucket{{{labels},le=\"+Inf\"}} 2"),
            format!("catsup_http_request_duration_seconds_count{{{labels}}} 2"),
            "catsup_responses_accepted_total 1".to_owned(),
        ] {
            assert!(text.lines().any(|line| line == expected), "{expected} in\n{text}");
        }
    }
}
