//! The geometry and the words of trends.

use catsup_model::Language;

use super::*;

fn trend(readings: Vec<Reading>) -> Trend {
    let point = |(month, reading): (usize, Reading)| TrendPoint { when: format!("M{month}"), reading };
    Trend {
        title: "Trust".to_owned(),
        unit: Unit::MEAN_OF_FIVE,
        range: Range::Whole,
        points: readings.into_iter().enumerate().map(point).collect(),
        goal: None,
    }
}

fn known(value: f64) -> Reading {
    Reading::Known(Estimate { value, low: value - 0.2, high: value + 0.2, n: 120 })
}

#[test]
fn a_missing_or_withheld_period_leaves_a_gap() {
    let t = &Translator::new(Language::En);
    let chart = trend(vec![
        known(4.0),
        known(4.1),
        Reading::Nothing,
        known(4.3),
        Reading::TooFew { smallest: 10 },
        known(4.2),
        known(4.4),
    ]);
    let drawn = chart.html(t).to_string();
    assert_eq!(drawn.matches("trend-line").count(), 2, "only neighbours are joined");
    assert_eq!(drawn.matches("class=\"dot\"").count(), 5);
    assert_eq!(drawn.matches("withheld").count(), 2, "its mark and the legend");
    assert!(drawn.contains("M4: not enough responses"));
    assert!(chart.summary(t).contains("1 period has too few responses to show."));
}

#[test]
fn every_point_draws_its_interval_and_says_its_n() {
    let drawn = trend(vec![known(3.0)]).html(&Translator::new(Language::En)).to_string();
    // 3.2 and 2.8 on an axis from 1 to 5 that is 200 pixels high below an 8 pixel margin.
    assert!(drawn.contains(r#"x1="0" x2="0" y1="118" y2="98""#), "{drawn}");
    assert!(drawn.contains(r#"cy="108""#));
    assert!(drawn.contains("M0: 3.00 (95% interval 2.80 to 3.20), n 120"));
}

#[test]
fn a_shortened_axis_is_announced() {
    let t = &Translator::new(Language::En);
    let mut chart = trend(vec![known(4.0), known(4.2)]);
    assert!(!chart.summary(t).contains("axis"));
    chart.range = Range::Near;
    assert!(
        chart.summary(t).ends_with("The axis shows 3.6 to 4.6 of a scale from 1 to 5."),
        "{}",
        chart.summary(t)
    );
}

#[test]
fn nothing_known_draws_nothing() {
    let drawn = trend(vec![Reading::Nothing]).html(&Translator::new(Language::En)).to_string();
    assert!(!drawn.contains("<svg") && drawn.contains("Nothing to draw yet."));
}
