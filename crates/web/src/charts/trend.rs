//! A figure over time: points with their intervals, joined only where periods follow each other.

use super::{
    Estimate, Range, Reading, Unit,
    axis::Axis,
    svg::{Markup, Svg, percent, px},
};
use crate::i18n::Translator;

const TOP: f64 = 8.0;
const PLOT_HEIGHT: f64 = 200.0;
const HEIGHT: f64 = TOP + PLOT_HEIGHT + 28.0;
/// More labels than this below the axis would touch on a wide page.
const MOST_LABELS: usize = 12;

/// A trend of one measure.
#[derive(Debug, Clone)]
pub struct Trend {
    /// What is shown.
    pub title: String,
    /// What its numbers are.
    pub unit: Unit,
    /// How much of the unit's range the axis shows.
    pub range: Range,
    /// One point per period, oldest first, periods without responses included.
    pub points: Vec<TrendPoint>,
    /// What the organisation aims at.
    pub goal: Option<f64>,
}

/// One period.
#[derive(Debug, Clone)]
pub struct TrendPoint {
    /// The period in words, short enough to stand below the axis.
    pub when: String,
    /// What was read in it.
    pub reading: Reading,
}

impl Trend {
    /// The whole chart with its sentence.
    #[must_use]
    pub fn html(&self, t: &Translator) -> Markup {
        let axis = self.axis();
        let mut svg = Svg::default();
        svg.open("figure", &[("class", "chart trend")]);
        super::caption(&mut svg, &self.title, &self.summary(t));
        if self.known().next().is_some() {
            self.legend(t, &axis, &mut svg);
            svg.open("div", &[("class", "trend-plot")]);
            svg.picture("plot", HEIGHT, &format!("{}. {}", self.title, self.summary(t)));
            self.grid(t, &axis, &mut svg);
            self.joins(&axis, &mut svg);
            for (index, point) in self.points.iter().enumerate() {
                self.point(t, &axis, &mut svg, index, point);
            }
            svg.close("svg");
            svg.close("div");
        }
        svg.close("figure");
        svg.finish()
    }

    /// The chart in a sentence or three.
    #[must_use]
    pub fn summary(&self, t: &Translator) -> String {
        let value = |estimate: &Estimate| self.unit.format(t, estimate.value);
        let known: Vec<_> = self.known().collect();
        let mut sentences = match known.as_slice() {
            [] => vec![t.say("chart-no-data").to_string()],
            [(only, estimate)] => {
                vec![
                    t.say("trend-summary-one")
                        .arg("value", value(estimate))
                        .arg("when", &only.when)
                        .to_string(),
                ]
            }
            [(first, at_first), .., (last, at_last)] => {
                let by_value = |one: &&Estimate, other: &&Estimate| one.value.total_cmp(&other.value);
                let lowest = known.iter().map(|(_, estimate)| *estimate).min_by(by_value).unwrap_or(at_first);
                let highest = known.iter().map(|(_, estimate)| *estimate).max_by(by_value).unwrap_or(at_last);
                let sentence = t
                    .say("trend-summary")
                    .arg("first", value(at_first))
                    .arg("first_when", &first.when)
                    .arg("last", value(at_last))
                    .arg("last_when", &last.when)
                    .arg("lowest", value(lowest))
                    .arg("highest", value(highest));
                vec![sentence.to_string()]
            }
        };
        let too_few =
            self.points.iter().filter(|point| matches!(point.reading, Reading::TooFew { .. })).count();
        if too_few > 0 {
            sentences.push(t.say("trend-gaps").arg("n", too_few).to_string());
        }
        let axis = self.axis();
        if axis.shortened && !known.is_empty() {
            sentences.push(super::near_axis_note(t, self.unit, &axis));
        }
        sentences.join(" ")
    }

    fn known(&self) -> impl Iterator<Item = (&TrendPoint, &Estimate)> {
        self.points.iter().filter_map(|point| Some((point, point.reading.estimate()?)))
    }

    fn axis(&self) -> Axis {
        let ends = self.known().flat_map(|(_, estimate)| [estimate.low, estimate.high]);
        Axis::new(self.unit, self.range, ends.chain(self.goal))
    }

    /// The middle of period `index`, as a share of the width.
    fn x(&self, index: usize) -> f64 {
        (index as f64 + 0.5) / self.points.len().max(1) as f64
    }

    fn grid(&self, t: &Translator, axis: &Axis, svg: &mut Svg) {
        for tick in &axis.ticks {
            let at = y(axis, *tick);
            level(svg, "grid-line", at);
            let place = [("x", "-8"), ("y", &*px(at + 4.0)), ("text-anchor", "end"), ("aria-hidden", "true")];
            svg.words("text", &place, &axis.label(t, self.unit, *tick));
        }
        if let Some(goal) = self.goal {
            level(svg, "reference-line", y(axis, goal));
        }
        let every = self.points.len().div_ceil(MOST_LABELS).max(1);
        let labelled = self.points.iter().enumerate().rev().step_by(every);
        for (order, (index, point)) in labelled.enumerate() {
            // On a narrow page every third label stays.
            let class = if order % 3 == 0 || self.points.len() <= 4 { "tick" } else { "tick minor-tick" };
            let middle = percent(self.x(index));
            let place =
                [("class", class), ("x", &*middle), ("y", &*px(HEIGHT - 6.0)), ("text-anchor", "middle")];
            svg.words("text", &place, &point.when);
        }
    }

    /// Names the marks that need it: the goal, and periods with too few responses.
    fn legend(&self, t: &Translator, axis: &Axis, svg: &mut Svg) {
        let withheld = self.points.iter().any(|point| matches!(point.reading, Reading::TooFew { .. }));
        if self.goal.is_none() && !withheld {
            return;
        }
        let drawing = [("viewBox", "0 0 16 14"), ("aria-hidden", "true"), ("focusable", "false")];
        svg.open("ul", &[("class", "legend")]);
        if let Some(goal) = self.goal {
            svg.open("li", &[]);
            svg.open("svg", &drawing);
            svg.mark("line", &[("class", "reference-line"), ("x2", "16"), ("y1", "7"), ("y2", "7")]);
            svg.close("svg");
            let words = t.say("trend-goal").arg("goal", axis.label(t, self.unit, goal));
            svg.words("span", &[], &words.to_string());
            svg.close("li");
        }
        if withheld {
            svg.open("li", &[]);
            svg.open("svg", &drawing);
            svg.mark("circle", &[("class", "withheld"), ("cx", "8"), ("cy", "7"), ("r", "4")]);
            svg.close("svg");
            svg.words("span", &[], &t.say("chart-too-few").to_string());
            svg.close("li");
        }
        svg.close("ul");
    }

    fn joins(&self, axis: &Axis, svg: &mut Svg) {
        for (index, pair) in self.points.windows(2).enumerate() {
            let (Some(one), Some(next)) = (pair[0].reading.estimate(), pair[1].reading.estimate()) else {
                continue;
            };
            svg.mark(
                "line",
                &[
                    ("class", "trend-line"),
                    ("x1", &percent(self.x(index))),
                    ("x2", &percent(self.x(index + 1))),
                    ("y1", &px(y(axis, one.value))),
                    ("y2", &px(y(axis, next.value))),
                ],
            );
        }
    }

    fn point(&self, t: &Translator, axis: &Axis, svg: &mut Svg, index: usize, point: &TrendPoint) {
        let title = match &point.reading {
            Reading::Known(estimate) => {
                super::point_title(t, "trend-point", self.unit, estimate).arg("when", &point.when)
            }
            Reading::TooFew { .. } => t.say("trend-point-too-few").arg("when", &point.when),
            Reading::Nothing => return,
        };
        // A drawing of its own at the percentage place, so that caps and dots keep their size in pixels.
        svg.open("svg", &[("x", &percent(self.x(index))), ("overflow", "visible")]);
        svg.words("title", &[], &title.to_string());
        match &point.reading {
            Reading::Known(estimate) => {
                let (low, high) = (px(y(axis, estimate.low)), px(y(axis, estimate.high)));
                for (x1, x2, y1, y2) in
                    [("0", "0", &low, &high), ("-4", "4", &low, &low), ("-4", "4", &high, &high)]
                {
                    svg.mark("line", &[("class", "whisker"), ("x1", x1), ("x2", x2), ("y1", y1), ("y2", y2)]);
                }
                svg.mark("circle", &[("class", "dot"), ("cy", &px(y(axis, estimate.value))), ("r", "4.5")]);
            }
            Reading::TooFew { .. } | Reading::Nothing => {
                svg.mark("circle", &[("class", "withheld"), ("cy", &px(TOP + PLOT_HEIGHT)), ("r", "4")]);
            }
        }
        svg.close("svg");
    }
}

fn y(axis: &Axis, value: f64) -> f64 {
    TOP + (1.0 - axis.place(value)) * PLOT_HEIGHT
}

fn level(svg: &mut Svg, class: &str, at: f64) {
    let at = px(at);
    svg.mark("line", &[("class", class), ("x1", "0"), ("x2", "100%"), ("y1", &at), ("y2", &at)]);
}

#[cfg(test)]
#[path = "trend_tests.rs"]
mod tests;
