//! How people answered an ordinal question: disagreement to the left, agreement to the right of the neutral middle.

use catsup_model::Scale;

use super::svg::{Markup, Svg, percent};
use crate::i18n::Translator;

const BAR_HEIGHT: f64 = 28.0;
/// A part narrower than this share of the drawing has no room for its percentage.
const ROOM_FOR_WORDS: f64 = 0.15;

/// Distributions of several questions on one scale, one bar each.
#[derive(Debug, Clone)]
pub struct DivergingBar {
    /// What is shown.
    pub title: String,
    /// The answers of the scale in words, lowest first.
    pub levels: Vec<String>,
    /// One row per question.
    pub rows: Vec<DivergingRow>,
}

/// The answers to one question.
#[derive(Debug, Clone)]
pub struct DivergingRow {
    /// The question's name.
    pub label: String,
    /// How many gave each answer, lowest first; `None` when too few answered for it to be shown.
    pub counts: Option<Vec<u64>>,
}

/// How far the bars reach to each side of the middle, as shares of the answers.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Extent {
    left: f64,
    right: f64,
}

/// One part of a bar, placed in shares of the drawing's width.
#[derive(Debug, Clone, PartialEq)]
struct Part {
    level: usize,
    share: f64,
    start: f64,
    width: f64,
}

impl DivergingBar {
    /// A chart of one scale, rows still to come. A chart of other levels (detractors, passives, promoters) is made
    /// from its fields.
    #[must_use]
    pub fn new(t: &Translator, title: impl Into<String>, scale: Scale) -> Self {
        Self { title: title.into(), levels: t.answers(scale), rows: Vec::new() }
    }

    /// The whole chart with its sentence and legend.
    #[must_use]
    pub fn html(&self, t: &Translator) -> Markup {
        let mut svg = Svg::default();
        svg.open("figure", &[("class", "chart diverging")]);
        super::caption(&mut svg, &self.title, &self.summary(t));
        self.legend(&mut svg);
        svg.open("ul", &[("class", "chart-rows")]);
        for row in &self.rows {
            svg.open("li", &[("class", "chart-row")]);
            svg.open("span", &[("class", "label")]);
            svg.words("span", &[], &row.label);
            if row.shown().is_some() {
                svg.words("span", &[("class", "base")], &format!(" {}", t.say("figure-n").arg("n", row.n())));
            }
            svg.close("span");
            svg.add(&self.bar(t, row));
            svg.close("li");
        }
        svg.close("ul");
        svg.close("figure");
        svg.finish()
    }

    /// The bar of one row alone, for a cell of a table. All rows of a chart share their middle.
    #[must_use]
    pub fn bar(&self, t: &Translator, row: &DivergingRow) -> Markup {
        let mut svg = Svg::default();
        let Some(counts) = row.shown() else {
            svg.words("span", &[("class", "too-few")], &t.say("chart-too-few").to_string());
            return svg.finish();
        };
        let extent = self.extent();
        svg.picture("bar", BAR_HEIGHT, &row.sentence(t));
        // First, so that it shows above and below the bar and crosses no words.
        let middle = percent(extent.left / (extent.left + extent.right));
        svg.mark(
            "line",
            &[("class", "axis-line"), ("x1", &middle), ("x2", &middle), ("y1", "-4"), ("y2", "32")],
        );
        for part in parts(counts, extent) {
            let label = self.levels.get(part.level).map_or("", String::as_str);
            let share = t.percent(part.share, 0);
            svg.open("g", &[]);
            svg.words(
                "title",
                &[],
                &t.say("chart-level").arg("label", label).arg("share", &share).to_string(),
            );
            let class = format!("share share-{}", tone(part.level, counts.len()));
            svg.mark(
                "rect",
                &[
                    ("class", &class),
                    ("x", &percent(part.start)),
                    ("width", &percent(part.width)),
                    ("y", "0"),
                    ("height", "28"),
                ],
            );
            if part.width >= ROOM_FOR_WORDS {
                let class = if class.ends_with("strong") { "inside-dark" } else { "inside-light" };
                let middle = percent(part.start + part.width / 2.0);
                let place = [("class", class), ("x", &*middle), ("y", "18.5"), ("text-anchor", "middle")];
                svg.words("text", &place, &share);
            }
            svg.close("g");
        }
        svg.close("svg");
        svg.finish()
    }

    /// The legend alone, above a table whose cells hold the bars.
    #[must_use]
    pub fn legend_html(&self) -> Markup {
        let mut svg = Svg::default();
        self.legend(&mut svg);
        svg.finish()
    }

    /// The chart in a sentence.
    #[must_use]
    pub fn summary(&self, t: &Translator) -> String {
        let mut shown: Vec<_> = self.rows.iter().filter_map(|row| Some((row, sides(row.shown()?)))).collect();
        shown.sort_by(|(_, one), (_, other)| other.above.total_cmp(&one.above));
        let share = |share: f64| t.percent(share, 0);
        match shown.as_slice() {
            [] => t.say("chart-no-data").to_string(),
            // So few answers are named themselves: yes and no are no agreement, nor are promoters.
            [(row, _)] if self.levels.len() <= 3 => {
                let part = |(label, count): (&String, &u64)| {
                    let share = share(*count as f64 / row.n() as f64);
                    t.say("chart-level").arg("label", label).arg("share", share).to_string()
                };
                let counts = row.counts.iter().flatten();
                let parts: Vec<String> = self.levels.iter().zip(counts).map(part).collect();
                parts.iter().rev().map(String::as_str).collect::<Vec<_>>().join(" · ")
            }
            [(_, only)] => t
                .say("diverging-summary-one")
                .arg("agree", share(only.above))
                .arg("neutral", share(only.neutral))
                .arg("disagree", share(only.below))
                .to_string(),
            [(highest, most), .., (lowest, least)] => t
                .say("diverging-summary")
                .arg("highest", in_a_sentence(&highest.label))
                .arg("highest_share", share(most.above))
                .arg("lowest", in_a_sentence(&lowest.label))
                .arg("lowest_share", share(least.above))
                .to_string(),
        }
    }

    fn legend(&self, svg: &mut Svg) {
        svg.open("ul", &[("class", "legend")]);
        for (level, label) in self.levels.iter().enumerate() {
            svg.open("li", &[]);
            svg.open("svg", &[("viewBox", "0 0 14 14"), ("aria-hidden", "true"), ("focusable", "false")]);
            let class = format!("share share-{}", tone(level, self.levels.len()));
            svg.mark("rect", &[("class", &class), ("width", "14"), ("height", "14")]);
            svg.close("svg");
            svg.words("span", &[], label);
            svg.close("li");
        }
        svg.close("ul");
    }

    /// The longest reach to each side, rounded up to tenths, so that every bar has the same middle and scale.
    fn extent(&self) -> Extent {
        let reach = self.rows.iter().filter_map(|row| row.shown()).map(sides);
        let (left, right) = reach.fold((0.0_f64, 0.0_f64), |(left, right), sides| {
            (left.max(sides.below + sides.neutral / 2.0), right.max(sides.above + sides.neutral / 2.0))
        });
        let round = |reach: f64| ((reach * 10.0 - 1e-9).ceil() / 10.0).clamp(0.1, 1.0);
        Extent { left: round(left), right: round(right) }
    }
}

impl DivergingRow {
    fn n(&self) -> u64 {
        self.counts.iter().flatten().sum()
    }

    /// The counts, unless there is nothing to draw.
    fn shown(&self) -> Option<&[u64]> {
        self.counts.as_deref().filter(|counts| counts.iter().any(|count| *count > 0))
    }

    fn sentence(&self, t: &Translator) -> String {
        match self.shown().map(sides) {
            None => t.say("chart-row-too-few").arg("label", &self.label).to_string(),
            Some(sides) => t
                .say("chart-row")
                .arg("label", &self.label)
                .arg("disagree", t.percent(sides.below, 0))
                .arg("neutral", t.percent(sides.neutral, 0))
                .arg("agree", t.percent(sides.above, 0))
                .arg("n", self.n())
                .to_string(),
        }
    }
}

/// Shares below, at and above the middle of the scale.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Sides {
    below: f64,
    neutral: f64,
    above: f64,
}

fn sides(counts: &[u64]) -> Sides {
    let total: u64 = counts.iter().sum();
    let share = |counts: &[u64]| counts.iter().sum::<u64>() as f64 / total as f64;
    let half = counts.len() / 2;
    Sides {
        below: share(&counts[..half]),
        neutral: share(&counts[half..counts.len() - half]),
        above: share(&counts[counts.len() - half..]),
    }
}

/// The parts of one bar from left to right; answers nobody gave take no room.
fn parts(counts: &[u64], extent: Extent) -> Vec<Part> {
    let total: u64 = counts.iter().sum();
    let Sides { below, neutral, .. } = sides(counts);
    let span = extent.left + extent.right;
    let mut start = (extent.left - below - neutral / 2.0) / span;
    let mut parts = Vec::with_capacity(counts.len());
    for (level, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let share = *count as f64 / total as f64;
        parts.push(Part { level, share, start, width: share / span });
        start += share / span;
    }
    parts
}

/// The colour of answer `level` of a scale with `count` answers: the outer quarter of each side is strong.
fn tone(level: usize, count: usize) -> &'static str {
    let middle = (count.max(2) - 1) as f64 / 2.0;
    match (level as f64 - middle) / middle {
        lean if lean < -0.7 => "disagree-strong",
        lean if lean < 0.0 => "disagree",
        lean if lean > 0.7 => "agree-strong",
        lean if lean > 0.0 => "agree",
        _ => "neutral",
    }
}

/// A statement without the full stop it was asked with.
fn in_a_sentence(label: &str) -> &str {
    label.trim_end_matches('.')
}

#[cfg(test)]
#[path = "diverging_bar_tests.rs"]
mod tests;
