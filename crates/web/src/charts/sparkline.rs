//! The way a figure took, as small as a word.

use super::{
    Unit,
    svg::{Markup, Svg, percent, px},
};
use crate::i18n::Translator;

const HEIGHT: f64 = 36.0;
/// Keeps the dots inside the drawing.
const MARGIN: f64 = 4.0;

/// A line without axes; gaps stay gaps.
#[derive(Debug, Clone)]
pub struct Sparkline {
    /// What is drawn, for those who do not see it.
    pub label: String,
    /// What its numbers are.
    pub unit: Unit,
    /// One figure per period, oldest first; `None` where there is none to show.
    pub values: Vec<Option<f64>>,
}

impl Sparkline {
    /// The line; nothing when there is no figure at all.
    #[must_use]
    pub fn svg(&self, t: &Translator) -> Markup {
        let mut svg = Svg::default();
        let points = self.points();
        let (Some(first), Some(last)) = (points.first(), points.last()) else {
            return svg.finish();
        };
        let value = |point: &Point| self.unit.format(t, point.value);
        let title = t
            .say("sparkline-summary")
            .arg("label", &self.label)
            .arg("n", self.values.len())
            .arg("first", value(first))
            .arg("latest", value(last));
        svg.picture("sparkline", HEIGHT, &title.to_string());
        for pair in points.windows(2).filter(|pair| pair[1].period == pair[0].period + 1) {
            svg.mark(
                "line",
                &[
                    ("class", "trend-line"),
                    ("x1", &percent(pair[0].x)),
                    ("x2", &percent(pair[1].x)),
                    ("y1", &px(pair[0].y)),
                    ("y2", &px(pair[1].y)),
                ],
            );
        }
        for (index, point) in points.iter().enumerate() {
            let alone =
                |other: Option<&Point>| other.is_none_or(|other| other.period.abs_diff(point.period) > 1);
            let is_last = index + 1 == points.len();
            // A period between two gaps has no line to be seen by.
            if is_last
                || (alone(points.get(index + 1)) && alone(index.checked_sub(1).and_then(|i| points.get(i))))
            {
                let place =
                    [("class", "dot"), ("cx", &*percent(point.x)), ("cy", &*px(point.y)), ("r", "3.5")];
                svg.mark("circle", &place);
            }
        }
        svg.close("svg");
        svg.finish()
    }

    fn points(&self) -> Vec<Point> {
        let known = || self.values.iter().flatten().copied();
        let (low, high) = (known().fold(f64::MAX, f64::min), known().fold(f64::MIN, f64::max));
        // Without axes a reader cannot tell noise from a leap: small wanderings stay small.
        let span = (high - low).max(self.unit.smallest_span() / 2.0);
        let bottom = f64::midpoint(low, high) - span / 2.0;
        let last = self.values.len().saturating_sub(1).max(1) as f64;
        self.values
            .iter()
            .enumerate()
            .filter_map(|(period, value)| {
                let value = (*value)?;
                let y = HEIGHT - MARGIN - (value - bottom) / span * (HEIGHT - 2.0 * MARGIN);
                Some(Point { period, value, x: period as f64 / last, y })
            })
            .collect()
    }
}

/// A figure with its place.
struct Point {
    period: usize,
    value: f64,
    x: f64,
    y: f64,
}

#[cfg(test)]
mod tests {
    use catsup_model::Language;

    use super::*;

    fn line(values: Vec<Option<f64>>) -> String {
        let sparkline = Sparkline { label: "Trust".to_owned(), unit: Unit::Share, values };
        sparkline.svg(&Translator::new(Language::En)).to_string()
    }

    #[test]
    fn a_missing_period_leaves_a_gap() {
        let drawn = line(vec![Some(0.5), Some(0.6), None, Some(0.7), Some(0.8)]);
        assert_eq!(drawn.matches("<line").count(), 2, "two stretches, nothing across the gap");
        assert!(drawn.contains("Trust: 5 periods, first 50.0%, latest 80.0%"));
    }

    #[test]
    fn a_period_between_gaps_is_a_dot() {
        assert_eq!(line(vec![Some(0.5), None, Some(0.7)]).matches("<circle").count(), 2);
        assert_eq!(line(vec![None, None]), "");
    }

    #[test]
    fn small_wanderings_stay_small() {
        let sparkline =
            Sparkline { label: String::new(), unit: Unit::Share, values: vec![Some(0.500), Some(0.501)] };
        let points = sparkline.points();
        assert!((points[0].y - points[1].y).abs() < 1.0);
    }
}
