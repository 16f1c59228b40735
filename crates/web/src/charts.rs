//! Charts drawn on the server as accessible SVG: no script, no inline style, readable at 320 px.
//!
//! Every chart says in a sentence what it shows, draws its uncertainty, leaves a gap where too few people answered,
//! and belongs above a table of the same numbers. Horizontal places are percentages of the drawing's width, vertical
//! ones are pixels, so that a narrow page squeezes the lines and never the text.

mod axis;
mod diverging_bar;
mod flow;
mod funnel_plot;
mod importance_map;
mod interval_dots;
mod journey;
mod layered;
mod path_diagram;
mod sparkline;
mod svg;
mod trend;
mod unit;

pub use self::{
    diverging_bar::{DivergingBar, DivergingRow},
    flow::{Flow, FlowPath, FlowStep, Tone},
    funnel_plot::{FunnelLimits, FunnelPlot, FunnelPoint},
    importance_map::{ImportanceMap, MapPoint},
    interval_dots::{IntervalDots, IntervalRow},
    journey::{Cells, DrawnLane, Feelings, JourneyDrawing, feeling},
    path_diagram::{PathArrow, PathDiagram, PathNode},
    sparkline::Sparkline,
    svg::Markup,
    trend::{Trend, TrendPoint},
    unit::Unit,
};

use crate::i18n::{Message, Translator};

/// A figure with its uncertainty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end of its 95 % interval.
    pub high: f64,
    /// How many responses it comes from.
    pub n: u64,
}

/// What there is to show of one measure in one place and time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reading {
    /// A figure from enough responses.
    Known(Estimate),
    /// Fewer responses than may be shown.
    TooFew {
        /// The smallest number that is shown.
        smallest: u64,
    },
    /// No responses at all.
    Nothing,
}

impl Reading {
    /// The figure, when it may be shown.
    #[must_use]
    pub fn estimate(&self) -> Option<&Estimate> {
        match self {
            Self::Known(estimate) => Some(estimate),
            Self::TooFew { .. } | Self::Nothing => None,
        }
    }
}

/// How much of the unit's range an axis shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Range {
    /// All of it: differences look as large as they are on the scale.
    #[default]
    Whole,
    /// The part where the figures lie; the chart says so.
    Near,
}

/// Title (left out when empty, under a heading that says the same) and summary of a chart.
fn caption(svg: &mut svg::Svg, title: &str, summary: &str) {
    svg.open("figcaption", &[]);
    if !title.is_empty() {
        svg.words("strong", &[], title);
    }
    svg.words("span", &[], summary);
    svg.close("figcaption");
}

/// What a point says when asked: value, interval, n.
fn point_title(t: &Translator, key: &str, unit: Unit, estimate: &Estimate) -> Message {
    t.say(key)
        .arg("value", unit.format(t, estimate.value))
        .arg("low", unit.format(t, estimate.low))
        .arg("high", unit.format(t, estimate.high))
        .arg("n", estimate.n)
}

/// Says which part of the scale a shortened axis shows.
fn near_axis_note(t: &Translator, unit: Unit, axis: &axis::Axis) -> String {
    let (lowest, highest) = unit.range();
    t.say("chart-axis-near")
        .arg("low", axis.label(t, unit, axis.low))
        .arg("high", axis.label(t, unit, axis.high))
        .arg("lowest", unit.tick(t, lowest, 0))
        .arg("highest", unit.tick(t, highest, 0))
        .to_string()
}
