//! How often anyone may do what, kept in memory: a second node allows as much again.

use std::{hash::Hash, net::IpAddr, num::NonZeroU32, time::Duration};

use catsup_model::permission::Actor;
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
};

/// How long a request may take, uploads and downloads aside.
pub(crate) const LONGEST_REQUEST: Duration = Duration::from_secs(30);

/// The most bytes a request may carry, uploads aside.
pub(crate) const LARGEST_BODY: usize = 1024 * 1024;

/// The most bytes of a form that brings files along.
pub(crate) const LARGEST_WITH_FILES: usize = 12 * 1024 * 1024;

/// The most bytes of a mail that a mail server hands over.
pub(crate) const LARGEST_MAIL: usize = catsup_app::cases::by_mail::LARGEST_MAIL;

/// A steady rate with a burst on top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// How many a minute.
    pub per_minute: NonZeroU32,
    /// How many at once.
    pub burst: NonZeroU32,
}

impl Rate {
    const fn new(per_minute: u32, burst: u32) -> Option<Self> {
        match (NonZeroU32::new(per_minute), NonZeroU32::new(burst)) {
            (Some(per_minute), Some(burst)) => Some(Self { per_minute, burst }),
            _ => None,
        }
    }
}

/// Every rate; `None` is no limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Submissions from one client address.
    pub submissions_by_address: Option<Rate>,
    /// Submissions from one client address above which it is asked for a proof of work.
    pub unproven_by_address: Option<Rate>,
    /// Submissions to one survey without a token, from anywhere.
    pub submissions_by_survey: Option<Rate>,
    /// Page views told by scripts, from one client address.
    pub visits_by_address: Option<Rate>,
    /// Cases, and words about them, from one client address.
    pub cases_by_address: Option<Rate>,
    /// Private links opened from one client address: whoever guesses gets nowhere.
    pub links_by_address: Option<Rate>,
    /// Sign-in attempts from one client address.
    pub sign_in_by_address: Option<Rate>,
    /// Requests with one API token.
    pub api_by_token: Option<Rate>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            submissions_by_address: Rate::new(60, 60),
            unproven_by_address: Rate::new(30, 30),
            submissions_by_survey: Rate::new(60_000, 5_000),
            visits_by_address: Rate::new(240, 60),
            cases_by_address: Rate::new(20, 20),
            links_by_address: Rate::new(120, 60),
            sign_in_by_address: Rate::new(10, 10),
            api_by_token: Rate::new(36_000, 1_200),
        }
    }
}

impl Limits {
    /// No limits at all: for benchmarks, and behind a gateway that sets its own.
    #[must_use]
    pub fn none() -> Self {
        Self {
            submissions_by_address: None,
            unproven_by_address: None,
            submissions_by_survey: None,
            visits_by_address: None,
            cases_by_address: None,
            links_by_address: None,
            sign_in_by_address: None,
            api_by_token: None,
        }
    }
}

/// One limit by key.
#[derive(Debug)]
pub(crate) struct Limiter<K: Hash + Eq + Clone>(Option<DefaultKeyedRateLimiter<K>>);

/// Too many: try again after this long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooMany(pub(crate) Duration);

impl<K: Hash + Eq + Clone> Limiter<K> {
    /// Above so many keys, those that have not come lately are forgotten.
    const MOST_KEYS: usize = 100_000;

    fn new(rate: Option<Rate>) -> Self {
        Self(rate.map(|rate| RateLimiter::keyed(Quota::per_minute(rate.per_minute).allow_burst(rate.burst))))
    }

    /// Counts one, if there is room for it.
    pub(crate) fn take(&self, key: &K) -> Result<(), TooMany> {
        let Some(limiter) = &self.0 else { return Ok(()) };
        if limiter.len() > Self::MOST_KEYS {
            limiter.retain_recent();
        }
        limiter.check_key(key).map_err(|wait| TooMany(wait.wait_time_from(DefaultClock::default().now())))
    }
}

/// Every limit with what was counted so far.
#[derive(Debug)]
pub(crate) struct Limiters {
    pub(crate) submissions_by_address: Limiter<IpAddr>,
    pub(crate) unproven_by_address: Limiter<IpAddr>,
    pub(crate) submissions_by_survey: Limiter<String>,
    pub(crate) visits_by_address: Limiter<IpAddr>,
    pub(crate) cases_by_address: Limiter<IpAddr>,
    pub(crate) links_by_address: Limiter<IpAddr>,
    pub(crate) sign_in_by_address: Limiter<IpAddr>,
    pub(crate) api_by_token: Limiter<String>,
}

impl Limiters {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            submissions_by_address: Limiter::new(limits.submissions_by_address),
            unproven_by_address: Limiter::new(limits.unproven_by_address),
            submissions_by_survey: Limiter::new(limits.submissions_by_survey),
            visits_by_address: Limiter::new(limits.visits_by_address),
            cases_by_address: Limiter::new(limits.cases_by_address),
            links_by_address: Limiter::new(limits.links_by_address),
            sign_in_by_address: Limiter::new(limits.sign_in_by_address),
            api_by_token: Limiter::new(limits.api_by_token),
        }
    }

    /// Counts a request of a program.
    pub(crate) fn take_api(&self, actor: Actor) -> Result<(), TooMany> {
        self.api_by_token.take(&actor.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_let_through_and_then_each_waits_its_turn() {
        let limiter = Limiter::new(Rate::new(60, 3));
        assert!((0..3).all(|_| limiter.take(&"a").is_ok()));
        let TooMany(wait) = limiter.take(&"a").unwrap_err();
        assert!(wait <= Duration::from_secs(1), "one a second, so the next is at most a second away");
        assert!(limiter.take(&"b").is_ok(), "another client is not held up");
    }

    #[test]
    fn no_limit_is_no_limit() {
        let limiter = Limiter::new(None);
        assert!((0..10_000).all(|_| limiter.take(&"a").is_ok()));
    }
}
