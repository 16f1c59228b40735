//! Figures of journeys in words, each with its unit.

use catsup_app::{journeys::Rate, scorecards::Figure};

use crate::{charts::Tone, i18n::Translator};

const MINUTE: f64 = 60.0;
const HOUR: f64 = 3_600.0;
const DAY: f64 = 86_400.0;

/// A time in the unit that people would say it in: `40 s`, `12 min`, `3.5 hours`, `2.1 days`.
pub(crate) fn span(t: Translator, seconds: f64) -> String {
    let (key, value, places) = match seconds {
        s if s < 90.0 => ("span-seconds", s, 0),
        s if s < 90.0 * MINUTE => ("span-minutes", s / MINUTE, 0),
        s if s < 36.0 * HOUR => ("span-hours", s / HOUR, 1),
        s if s < 100.0 * DAY => ("span-days", s / DAY, 1),
        s => ("span-days", s / DAY, 0),
    };
    t.say(key).arg("n", t.decimal(value, places)).to_string()
}

/// `1,234 times`.
pub(super) fn times(t: Translator, count: u64) -> String {
    t.say("journeys-times").arg("n", count).to_string()
}

/// A mean on its scale: `4.1 of 5`; a share for two answers.
pub(super) fn opinion(t: Translator, figure: &Figure) -> Option<String> {
    let summary = figure.shown()?;
    let highest = *summary.values.last()?;
    Some(if summary.values.len() <= 2 {
        t.percent(summary.mean, 0)
    } else {
        t.say("journeys-of-scale")
            .arg("value", t.decimal(summary.mean, 1))
            .arg("highest", highest)
            .to_string()
    })
}

/// The mean with its interval and n, or why there is none.
pub(super) fn opinion_whole(t: Translator, figure: &Figure, smallest: u64) -> String {
    match (figure, opinion(t, figure)) {
        (Figure::Shown(summary), Some(mean)) => {
            let places = |value: f64| {
                if summary.values.len() <= 2 { t.percent(value, 0) } else { t.decimal(value, 1) }
            };
            t.say("journeys-with-interval")
                .arg("value", mean)
                .arg("low", places(summary.low))
                .arg("high", places(summary.high))
                .arg("n", summary.n)
                .to_string()
        }
        (Figure::TooFew, _) => t.say("figure-too-few").arg("smallest", smallest).to_string(),
        _ => "–".to_owned(),
    }
}

/// A share with its interval and n, or that there are too few.
pub(super) fn rate(t: Translator, rate: Option<&Rate>) -> String {
    rate.map_or_else(
        || "–".to_owned(),
        |rate| {
            t.say("journeys-with-interval")
                .arg("value", t.percent(rate.share.share, 0))
                .arg("low", t.percent(rate.share.low, 0))
                .arg("high", t.percent(rate.share.high, 0))
                .arg("n", rate.n)
                .to_string()
        },
    )
}

/// A share with its interval and n.
pub(crate) fn share(t: Translator, share: f64, (low, high): (f64, f64), n: u64) -> String {
    t.say("journeys-with-interval")
        .arg("value", t.percent(share, 1))
        .arg("low", t.percent(low, 1))
        .arg("high", t.percent(high, 1))
        .arg("n", n)
        .to_string()
}

/// Where a mean lies on its scale, from the bad side to the good.
pub(super) fn tone(figure: &Figure) -> Tone {
    let Some(summary) = figure.shown() else { return Tone::Unknown };
    let (Some(low), Some(high)) = (summary.values.first(), summary.values.last()) else {
        return Tone::Unknown;
    };
    match (summary.mean - *low as f64) / (high - low) as f64 {
        place if place < 0.3 => Tone::Worst,
        place if place < 0.5 => Tone::Bad,
        place if place < 0.6 => Tone::Neutral,
        place if place < 0.8 => Tone::Good,
        _ => Tone::Best,
    }
}

#[cfg(test)]
mod tests {
    use catsup_model::Language;

    use super::*;

    #[test]
    fn a_time_has_the_unit_that_people_would_use() {
        let t = Translator::new(Language::En);
        let said = [0.0, 40.2, 720.0, 12_600.0, 181_440.0, 20_000_000.0].map(|seconds| span(t, seconds));
        assert_eq!(said, ["0 s", "40 s", "12 min", "3.5 hours", "2.1 days", "231 days"]);
    }
}
