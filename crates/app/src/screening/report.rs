//! How good the screens are, by what staff made of them.

use std::collections::BTreeMap;

use catsup_model::{
    Permission, Viewer,
    screening::{ScreenCode, Verdict},
};
use catsup_statistics::{Confidence, Proportion};
pub use catsup_store::VerdictLine;
use jiff::SignedDuration;

use crate::{App, Error};

/// How far the report looks back.
pub const DAYS: i64 = 90;

/// How the screens did in the last [`DAYS`] days.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// How many responses were screened.
    pub screened: i64,
    /// How many of them staff called spam though no screen held them back.
    pub missed: i64,
    /// Each screen, in order.
    pub screens: Vec<ScreenFigures>,
}

/// How one screen did.
#[derive(Debug, Clone, PartialEq)]
pub struct ScreenFigures {
    /// The screen.
    pub screen: ScreenCode,
    /// How many it passed.
    pub passed: i64,
    /// How many it flagged.
    pub flagged: i64,
    /// How many it rejected.
    pub rejected: i64,
    /// How many it called urgent.
    pub urgent: i64,
    /// How many of the flagged and rejected ones staff called spam.
    pub confirmed: i64,
    /// How many of them staff called good.
    pub overturned: i64,
    /// The share that staff confirmed; `None` while they have looked at none.
    pub precision: Option<Precision>,
}

/// The share of what a screen held back that was spam indeed.
#[derive(Debug, Clone, PartialEq)]
pub struct Precision {
    /// The share.
    pub share: f64,
    /// Lower end of its 95 % interval after Wilson.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// How many staff looked at.
    pub n: i64,
}

/// How the screens did on responses within reach.
///
/// # Errors
/// [`Error::Denied`] without the permission to manage surveys.
pub async fn report(app: &App, viewer: &Viewer) -> Result<Report, Error> {
    let reach = viewer.require(Permission::ManageSurveys)?;
    let services = app.store().service_ids(&reach).await?;
    let since = app.now() - SignedDuration::from_hours(24 * DAYS);
    let totals = app.store().screening_totals(&services, since).await?;
    let mut figures: BTreeMap<ScreenCode, ScreenFigures> = BTreeMap::new();
    for (screen, passed) in totals.passed {
        figures.insert(screen, ScreenFigures::passing(screen, passed));
    }
    for count in &totals.counts {
        let Some(one) = figures.get_mut(&count.screen) else { continue };
        match count.verdict {
            Verdict::Pass => one.passed += count.n,
            Verdict::Flag => one.flagged += count.n,
            Verdict::Reject => one.rejected += count.n,
            Verdict::Urgent => one.urgent += count.n,
        }
        match (count.verdict, count.decision) {
            (Verdict::Flag | Verdict::Reject, Some(true)) => one.confirmed += count.n,
            (Verdict::Flag | Verdict::Reject, Some(false)) => one.overturned += count.n,
            _ => {}
        }
    }
    let screens = figures.into_values().map(ScreenFigures::with_precision).collect();
    Ok(Report { screened: totals.screened, missed: totals.missed, screens })
}

/// The newest verdicts on responses within reach other than passes, of one screen or of all, at most `limit`.
///
/// # Errors
/// [`Error::Denied`] without the permission to manage surveys.
pub async fn log(
    app: &App,
    viewer: &Viewer,
    screen: Option<ScreenCode>,
    limit: i64,
) -> Result<Vec<VerdictLine>, Error> {
    let reach = viewer.require(Permission::ManageSurveys)?;
    let services = app.store().service_ids(&reach).await?;
    Ok(app.store().screening_log(&services, screen, limit).await?)
}

impl ScreenFigures {
    fn passing(screen: ScreenCode, passed: i64) -> Self {
        let (flagged, rejected, urgent, confirmed, overturned) = (0, 0, 0, 0, 0);
        Self { screen, passed, flagged, rejected, urgent, confirmed, overturned, precision: None }
    }

    fn with_precision(mut self) -> Self {
        let n = self.confirmed + self.overturned;
        let counts = u64::try_from(self.confirmed).ok().zip(u64::try_from(n).ok());
        // None while n is 0.
        let share = counts.and_then(|(k, n)| Proportion::of(k, n, Confidence::NINETY_FIVE).ok());
        self.precision = share.map(|one| Precision {
            share: one.share,
            low: one.interval.low,
            high: one.interval.high,
            n,
        });
        self
    }
}
