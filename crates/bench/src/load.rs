//! Load: many connections, each posting one response after the other and noting how long the acknowledgement took.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::time::{Duration, Instant};

use tokio::runtime::Builder;
use tokio::task::JoinSet;

use crate::connection::Connection;

const RESPONSE: &str =
    r#"{"answers":{"answer_01":1,"answer_04":"The form was easy to fill in."},"channel":"website"}"#;
const CREATED: u16 = 201;

/// What to send, where and for how long.
pub struct Load<'text> {
    /// Host and port.
    pub address: &'text str,
    /// Where responses are posted.
    pub path: &'text str,
    /// Connections open at once.
    pub connections: usize,
    /// Sent before anything counts.
    pub warm_up: Duration,
    /// Sent while it counts.
    pub measured: Duration,
}

/// How long the acknowledgements took, shortest first.
pub struct Latencies(Vec<Duration>);

impl Latencies {
    /// How many there were.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The latency that `share` of the acknowledgements kept within, in milliseconds.
    pub fn quantile(&self, share: f64) -> f64 {
        let rank = (share * self.0.len() as f64).ceil() as usize;
        self.0.get(rank.saturating_sub(1)).map_or(f64::NAN, |latency| latency.as_secs_f64() * 1000.0)
    }
}

impl Load<'_> {
    /// Sends the load; fails with the first reply that is no acknowledgement.
    pub fn run(&self) -> Result<Latencies, String> {
        // One thread: the cores belong to the server, which is what is measured.
        let runtime =
            Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
        runtime.block_on(self.send())
    }

    async fn send(&self) -> Result<Latencies, String> {
        let counting = Instant::now() + self.warm_up;
        // Keys of an earlier run must not be taken for a repetition.
        let run = RandomState::new().build_hasher().finish();
        let mut senders = JoinSet::new();
        for number in 0..self.connections {
            let (address, path) = (self.address.to_owned(), self.path.to_owned());
            let until = counting + self.measured;
            senders.spawn(post_until(address, path, format!("bench-{run:x}-{number}"), counting, until));
        }
        let mut latencies = Vec::new();
        while let Some(sent) = senders.join_next().await {
            latencies.extend(sent.map_err(|error| error.to_string())??);
        }
        latencies.sort_unstable();
        Ok(Latencies(latencies))
    }
}

async fn post_until(
    address: String,
    path: String,
    key: String,
    counting: Instant,
    until: Instant,
) -> Result<Vec<Duration>, String> {
    let broken = |error| format!("{address}: {error}");
    let mut connection = Connection::open(&address).await.map_err(broken)?;
    let mut latencies = Vec::new();
    let mut number: u64 = 0;
    loop {
        number += 1;
        let sent = Instant::now();
        let reply = connection.post(&path, &format!("{key}-{number}"), RESPONSE).await.map_err(broken)?;
        let received = Instant::now();
        if reply.status != CREATED {
            return Err(format!("POST {path} answered {}: {}", reply.status, reply.body));
        }
        if received > until {
            return Ok(latencies);
        }
        if received > counting {
            latencies.push(received - sent);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_of_the_latencies_themselves() {
        let latencies = Latencies((1..=100).map(Duration::from_millis).collect());
        assert_eq!(latencies.quantile(0.5), 50.0);
        assert_eq!(latencies.quantile(0.99), 99.0);
        assert_eq!(Latencies(vec![Duration::from_millis(7)]).quantile(0.99), 7.0);
    }
}
