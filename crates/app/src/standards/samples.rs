//! Figures for the samples of pages: worked out from made-up times as those of a standard are.

use catsup_model::{
    Channel,
    period::{BucketUnit, Days, FiscalYearStart},
    standard::FiscalYear,
};
use catsup_statistics::{Confidence, Proportion};
use jiff::civil::date;

use super::{Figure, Figures, League, OfficeFigure, Taken};

fn figure(kept: u64, n: u64) -> Figure {
    let share = (n >= 10).then(|| Proportion::of(kept, n, Confidence::NINETY_FIVE).ok()).flatten();
    Figure { n, share, taken: share.map(|_| Taken { median: 1.4, p80: 2.6, p90: 4.25 }) }
}

/// Five offices, of which one stands out and one has too few cases.
///
/// # Panics
/// Never: the offices are enough to be compared.
#[must_use]
pub fn league() -> League {
    let office = |name: &str, kept, n| (name.to_owned(), kept, n);
    let offices = vec![
        office("North office", 801, 1_000),
        office("South office", 640, 1_000),
        office("East office", 83, 100),
        office("West office", 790, 1_000),
        office("Harbor & islands", 5, 9),
    ];
    League::of(offices, 10).expect("the offices of samples can be compared")
}

/// The figures of a promise to answer within two minutes.
///
/// # Panics
/// Never: what is written in samples fits.
#[must_use]
pub fn figures() -> Figures {
    let league = league();
    let year = |begins| FiscalYear::beginning_in(begins).expect("the years of samples are fiscal years");
    let days = Days { first: date(2025, 10, 1), last: date(2026, 9, 30) };
    let buckets = BucketUnit::FiscalQuarter.buckets(days, FiscalYearStart::OCTOBER);
    let counts = [(640, 820), (6, 8), (0, 0), (702, 801)];
    let office = |name: Option<&str>, figure| OfficeFigure { name: name.map(str::to_owned), figure };
    let of_league = league.units.iter().map(|unit| OfficeFigure {
        name: Some(unit.name.clone()),
        figure: figure(unit.share.successes, unit.share.n),
    });
    let others = [office(Some("Harbor & islands"), figure(5, 9)), office(None, figure(30, 40))];
    Figures {
        year: year(2025),
        years: vec![year(2026), year(2025), year(2024)],
        within: "2 minutes".parse().expect("the times of samples are times"),
        all: figure(2_349, 3_149),
        overdue: 3,
        not_yet: 12,
        trend: buckets.into_iter().zip(counts.map(|(kept, n)| figure(kept, n))).collect(),
        by_channel: vec![(Channel::Phone, figure(2_300, 3_100)), (Channel::AutomatedPhone, figure(5, 9))],
        by_office: of_league.chain(others).collect(),
        league: Some(league),
    }
}
