//! How a standard was kept, on its page: share and times, trend, channels and offices.

use catsup_app::standards::{Figure, Figures, FiguresQuery};
use catsup_model::{calendar::Unit as TimeUnit, period::BucketUnit, standard::TargetShare};
use serde::Deserialize;

use crate::{
    charts::{Estimate, IntervalDots, IntervalRow, Range, Reading, Trend, TrendPoint, Unit},
    components::Choice,
    forms::Form,
    i18n::Translator,
    pages::league::LeagueView,
};

/// Which figures are asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// The fiscal year; `year` is a field of the form of results.
    of: String,
    by: String,
}

const MONTH: &str = "month";
const QUARTER: &str = "quarter";

impl Asked {
    pub(super) fn query(&self) -> FiguresQuery {
        let by = if self.by == MONTH { BucketUnit::Month } else { BucketUnit::FiscalQuarter };
        FiguresQuery { year: self.of.parse().ok(), by }
    }

    fn by(&self) -> &'static str {
        if self.by == MONTH { MONTH } else { QUARTER }
    }
}

/// The figures as people read them.
#[derive(Debug)]
pub(super) struct FiguresView {
    pub(super) form: Form,
    pub(super) years: Vec<Choice>,
    pub(super) units: Vec<Choice>,
    pub(super) year: String,
    pub(super) all: FigureLine,
    /// How many are not counted yet, in a sentence; empty for none.
    pub(super) not_yet: String,
    pub(super) overdue: String,
    pub(super) trend: Trend,
    pub(super) trend_lines: Vec<FigureLine>,
    pub(super) channels: IntervalDots,
    pub(super) channel_lines: Vec<FigureLine>,
    pub(super) office_lines: Vec<FigureLine>,
    pub(super) league: Option<LeagueView>,
}

/// One figure as a row of a table.
#[derive(Debug)]
pub(super) struct FigureLine {
    pub(super) name: String,
    /// Whether there are enough to tell anything.
    pub(super) enough: bool,
    /// The share with its interval; else why there is none.
    pub(super) share: String,
    pub(super) n: String,
    /// Median, four in five, nine in ten.
    pub(super) taken: [String; 3],
}

impl FigureLine {
    fn of(t: Translator, name: String, unit: TimeUnit, figure: &Figure, smallest: u64) -> Self {
        let percent = |share: f64| t.percent(share, 1);
        match figure.share {
            Some(kept) => {
                let share = t.say("standard-share").arg("share", percent(kept.share));
                let share =
                    share.arg("low", percent(kept.interval.low)).arg("high", percent(kept.interval.high));
                let time = |amount: f64| {
                    t.name("standard-took", unit.code()).arg("n", t.decimal(amount, 1)).to_string()
                };
                let taken = figure.taken.map(|taken| [taken.median, taken.p80, taken.p90].map(time));
                let (enough, n) = (true, t.number(kept.n));
                Self { name, enough, share: share.to_string(), n, taken: taken.unwrap_or_default() }
            }
            None => {
                let key = if figure.n == 0 { "figures-nothing" } else { "figures-too-few" };
                let share = t.say(key).arg("smallest", smallest).to_string();
                Self { name, enough: false, share, n: String::new(), taken: Default::default() }
            }
        }
    }
}

impl FiguresView {
    pub(super) fn of(
        t: Translator,
        figures: &Figures,
        asked: &Asked,
        target: Option<TargetShare>,
        smallest: u64,
    ) -> Self {
        let unit = figures.within.unit();
        let line = |name: String, figure: &Figure| FigureLine::of(t, name, unit, figure, smallest);
        let goal = target.map(TargetShare::as_f64).filter(|goal| *goal > 0.0);
        let year = figures.year.to_string();
        let office =
            |name: &Option<String>| name.clone().unwrap_or_else(|| t.say("figures-no-office").to_string());
        let points = figures.trend.iter().map(|(bucket, figure)| TrendPoint {
            when: t.bucket(bucket).to_string(),
            reading: reading(figure, smallest),
        });
        let channels = figures.by_channel.iter().map(|(channel, figure)| IntervalRow {
            label: t.pick(&channel.name()).to_owned(),
            reading: reading(figure, smallest),
            note: String::new(),
        });
        let trend = figures.trend.iter().rev();
        let months = [(QUARTER, "figures-by-quarter"), (MONTH, "figures-by-month")];
        Self {
            form: Form::with([("of", year.as_str()), ("by", asked.by())]),
            years: figures.years.iter().map(|one| Choice::new(one, one)).collect(),
            units: months.map(|(code, key)| Choice::new(code, t.say(key))).into(),
            all: line(year.clone(), &figures.all),
            not_yet: match figures.not_yet {
                0 => String::new(),
                n => t.say("figures-not-yet").arg("n", n).to_string(),
            },
            overdue: match figures.overdue {
                0 => String::new(),
                n => t.say("figures-overdue").arg("n", n).to_string(),
            },
            trend: Trend {
                title: t.say("figures-trend").to_string(),
                unit: Unit::Share,
                range: Range::Near,
                points: points.collect(),
                goal,
            },
            trend_lines: trend.map(|(bucket, figure)| line(t.bucket(bucket).to_string(), figure)).collect(),
            channels: IntervalDots {
                title: String::new(),
                unit: Unit::Share,
                range: Range::Near,
                rows: channels.collect(),
                reference: figures.all.share.map(|share| share.share),
            },
            channel_lines: figures
                .by_channel
                .iter()
                .map(|(channel, figure)| line(t.pick(&channel.name()).to_owned(), figure))
                .collect(),
            office_lines: figures.by_office.iter().map(|one| line(office(&one.name), &one.figure)).collect(),
            league: figures
                .league
                .as_ref()
                .map(|league| LeagueView::of(t, league, t.say("figures-offices-compared").to_string())),
            year,
        }
    }

    /// Whether anything is told apart by office.
    pub(super) fn has_offices(&self) -> bool {
        self.office_lines.len() > 1
    }
}

fn reading(figure: &Figure, smallest: u64) -> Reading {
    match figure.share {
        Some(kept) => Reading::Known(Estimate {
            value: kept.share,
            low: kept.interval.low,
            high: kept.interval.high,
            n: kept.n,
        }),
        None if figure.n == 0 => Reading::Nothing,
        None => Reading::TooFew { smallest },
    }
}
