//! Offices or services side by side in the reader's words: a funnel plot, its sentence, and the same as a table.

use catsup_app::standards::{League, LeagueUnit, Side};

use crate::{
    charts::{FunnelLimits, FunnelPlot, FunnelPoint},
    i18n::Translator,
};

/// A fair comparison as people read it.
#[derive(Debug)]
pub(crate) struct LeagueView {
    pub(crate) plot: FunnelPlot,
    pub(crate) rows: Vec<LeagueRow>,
}

/// One of those compared.
#[derive(Debug)]
pub(crate) struct LeagueRow {
    pub(crate) name: String,
    /// The share with its interval.
    pub(crate) share: String,
    pub(crate) n: String,
    /// Where 95 % of units of its size lie by chance.
    pub(crate) expected: String,
    /// Whether it stands out, in words.
    pub(crate) said: String,
    /// The look of these words.
    pub(crate) tag: &'static str,
}

impl LeagueView {
    pub(crate) fn of(t: Translator, league: &League, title: String) -> Self {
        let point = |unit: &LeagueUnit| FunnelPoint {
            n: unit.share.n,
            share: unit.share.share,
            said: said(t, unit),
            stands_out: unit.stands_out.is_some(),
        };
        let limits = league.limits.iter().map(|at| FunnelLimits {
            n: at.n,
            at: [at.limits998.low, at.limits95.low, at.limits95.high, at.limits998.high],
        });
        Self {
            plot: FunnelPlot {
                title,
                summary: summary(t, league),
                together: league.together,
                points: league.units.iter().map(point).collect(),
                limits: limits.collect(),
            },
            rows: league.units.iter().map(|unit| LeagueRow::of(t, unit)).collect(),
        }
    }
}

impl LeagueRow {
    fn of(t: Translator, unit: &LeagueUnit) -> Self {
        let percent = |share: f64| t.percent(share, 1);
        let range = |key: &str, low: f64, high: f64| {
            t.say(key).arg("low", percent(low)).arg("high", percent(high)).to_string()
        };
        let share = t.say("standard-share").arg("share", percent(unit.share.share));
        let share =
            share.arg("low", percent(unit.share.interval.low)).arg("high", percent(unit.share.interval.high));
        Self {
            name: unit.name.clone(),
            share: share.to_string(),
            n: t.number(unit.share.n),
            expected: range("league-expected", unit.limits95.low, unit.limits95.high),
            said: t
                .say(match unit.stands_out {
                    None => "league-within",
                    Some(Side::Below) => "league-below",
                    Some(Side::Above) => "league-above",
                })
                .to_string(),
            tag: match unit.stands_out {
                None => "",
                Some(Side::Below) => "warning",
                Some(Side::Above) => "success",
            },
        }
    }
}

fn said(t: Translator, unit: &LeagueUnit) -> String {
    let key = match unit.stands_out {
        None => "league-point",
        Some(Side::Below) => "league-point-below",
        Some(Side::Above) => "league-point-above",
    };
    let words = t.say(key).arg("name", &unit.name).arg("share", t.percent(unit.share.share, 1));
    words.arg("n", unit.share.n).to_string()
}

/// The chart in a few sentences: nobody is named whom chance explains.
fn summary(t: Translator, league: &League) -> String {
    let named = |side| {
        let names = league.units.iter().filter(move |unit| unit.stands_out == Some(side));
        names.map(|unit| unit.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let (below, above) = (named(Side::Below), named(Side::Above));
    let together = t.percent(league.together, 1);
    let mut sentences =
        vec![t.say("league-summary").arg("n", league.units.len()).arg("share", together).to_string()];
    if !below.is_empty() {
        sentences.push(t.say("league-summary-below").arg("names", below.as_str()).to_string());
    }
    if !above.is_empty() {
        sentences.push(t.say("league-summary-above").arg("names", above.as_str()).to_string());
    }
    sentences.push(
        t.say(if below.is_empty() && above.is_empty() {
            "league-summary-none"
        } else {
            "league-summary-rest"
        })
        .to_string(),
    );
    if league.widened {
        sentences.push(t.say("league-widened").to_string());
    }
    if !league.left_out.is_empty() {
        sentences.push(t.say("league-left-out").arg("names", league.left_out.join(", ")).to_string());
    }
    sentences.join(" ")
}

#[cfg(test)]
mod tests {
    use catsup_app::standards::samples::league;

    use super::*;

    #[test]
    fn nobody_is_named_whom_chance_explains() {
        let t = Translator::new(catsup_model::Language::En);
        let view = LeagueView::of(t, &league(), "Offices".to_owned());
        assert!(view.plot.summary.contains("South office"), "{}", view.plot.summary);
        // A few cases more than the others in share, and no more than chance brings.
        assert!(!view.plot.summary.contains("East office"), "{}", view.plot.summary);
        assert_eq!(view.rows.iter().filter(|row| row.tag.is_empty()).count(), 1);
    }
}
