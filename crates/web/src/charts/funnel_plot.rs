//! A funnel plot: shares by how many cases they come from, between the limits within which chance alone would leave them.

use std::fmt::Write as _;

use super::{
    Range, Unit,
    axis::{Axis, round_step},
    svg::{Markup, Svg, percent, px},
};
use crate::i18n::Translator;

const TOP: f64 = 20.0;
const PLOT_HEIGHT: f64 = 240.0;
const HEIGHT: f64 = TOP + PLOT_HEIGHT + 44.0;
/// The limits are drawn in these units of width, then stretched to the page.
const WIDTH: f64 = 1000.0;

/// Shares of units of different size.
#[derive(Debug, Clone)]
pub struct FunnelPlot {
    /// What is shown.
    pub title: String,
    /// What it says, in a sentence.
    pub summary: String,
    /// The share of all together.
    pub together: f64,
    /// The units.
    pub points: Vec<FunnelPoint>,
    /// The limits, from few cases to many.
    pub limits: Vec<FunnelLimits>,
}

/// One unit.
#[derive(Debug, Clone)]
pub struct FunnelPoint {
    /// Its cases.
    pub n: u64,
    /// Its share.
    pub share: f64,
    /// It in words.
    pub said: String,
    /// Whether it stands out: then it has a number, and stands in the key.
    pub stands_out: bool,
}

/// The limits at one size: the outer lower, inner lower, inner upper and outer upper one.
#[derive(Debug, Clone, Copy)]
pub struct FunnelLimits {
    /// The size.
    pub n: u64,
    /// The four limits.
    pub at: [f64; 4],
}

impl FunnelPlot {
    /// The whole chart with its sentence, and a key to whoever stands out.
    #[must_use]
    pub fn html(&self, t: &Translator) -> Markup {
        let ends = self.limits.iter().flat_map(|limits| limits.at);
        let shares = self.points.iter().map(|point| point.share);
        let axis = Axis::new(Unit::Share, Range::Near, ends.chain(shares).chain([self.together]));
        let mut svg = Svg::default();
        svg.open("figure", &[("class", "chart funnel-plot")]);
        super::caption(&mut svg, &self.title, &self.summary);
        legend(t, &mut svg);
        svg.open("div", &[("class", "trend-plot")]);
        svg.picture("plot", HEIGHT, &format!("{}. {}", self.title, self.summary));
        self.frame(t, &axis, &mut svg);
        self.limits(&axis, &mut svg);
        let mut number = 0;
        for point in &self.points {
            number += usize::from(point.stands_out);
            self.point(&axis, &mut svg, point, number);
        }
        svg.close("svg");
        svg.close("div");
        if number > 0 {
            svg.open("ol", &[("class", "map-key")]);
            for point in self.points.iter().filter(|point| point.stands_out) {
                svg.words("li", &[], &point.said);
            }
            svg.close("ol");
        }
        svg.close("figure");
        svg.finish()
    }

    fn most(&self) -> f64 {
        let sizes = self.points.iter().map(|point| point.n).chain(self.limits.iter().map(|limits| limits.n));
        sizes.max().unwrap_or(1).max(1) as f64
    }

    /// The place of a size across the drawing, as a share of the width.
    fn x(&self, n: u64) -> f64 {
        n as f64 / self.most()
    }

    fn frame(&self, t: &Translator, axis: &Axis, svg: &mut Svg) {
        for tick in &axis.ticks {
            let at = y(axis, *tick);
            level(svg, "grid-line", at);
            let place = [("x", "-8"), ("y", &*px(at + 4.0)), ("text-anchor", "end"), ("aria-hidden", "true")];
            svg.words("text", &place, &axis.label(t, Unit::Share, *tick));
        }
        level(svg, "reference-line", y(axis, self.together));
        let step = round_step(self.most()).max(1.0);
        let marks = (self.most() / step).floor() as usize;
        for mark in 1..=marks {
            let n = step * mark as f64;
            // On a narrow page every other one stays.
            let class = if mark % 2 == 0 || marks < 3 { "tick" } else { "tick minor-tick" };
            let (x, bottom) = (percent(n / self.most()), px(TOP + PLOT_HEIGHT + 18.0));
            let place = [("class", class), ("x", &*x), ("y", &*bottom), ("text-anchor", "middle")];
            svg.words("text", &place, &t.number(n as i64));
        }
        let place =
            [("class", "axis-name"), ("x", "50%"), ("y", &*px(HEIGHT - 6.0)), ("text-anchor", "middle")];
        svg.words("text", &place, &t.say("funnel-size").to_string());
    }

    fn limits(&self, axis: &Axis, svg: &mut Svg) {
        svg.open(
            "svg",
            &[
                ("y", &px(TOP)),
                ("width", "100%"),
                ("height", &px(PLOT_HEIGHT)),
                ("viewBox", &format!("0 0 {WIDTH} {PLOT_HEIGHT}")),
                ("preserveAspectRatio", "none"),
                ("aria-hidden", "true"),
            ],
        );
        for (place, class) in
            ["funnel-outer", "funnel-inner", "funnel-inner", "funnel-outer"].iter().enumerate()
        {
            let mut path = String::new();
            for (order, limits) in self.limits.iter().enumerate() {
                let verb = if order == 0 { 'M' } else { 'L' };
                let (across, down) = (self.x(limits.n) * WIDTH, y(axis, limits.at[place]) - TOP);
                let _ = write!(path, "{verb}{} {}", px(across), px(down));
            }
            svg.mark("path", &[("class", class), ("d", &path), ("vector-effect", "non-scaling-stroke")]);
        }
        svg.close("svg");
    }

    fn point(&self, axis: &Axis, svg: &mut Svg, point: &FunnelPoint, number: usize) {
        let (x, y) = (percent(self.x(point.n)), px(y(axis, point.share)));
        svg.open("g", &[]);
        svg.words("title", &[], &point.said);
        if point.stands_out {
            svg.mark("circle", &[("class", "map-point"), ("cx", &x), ("cy", &y), ("r", "10")]);
            let text = [
                ("class", "map-number"),
                ("x", &*x),
                ("y", &*y),
                ("dy", "0.36em"),
                ("text-anchor", "middle"),
            ];
            svg.words("text", &text, &number.to_string());
        } else {
            svg.mark("circle", &[("class", "dot"), ("cx", &x), ("cy", &y), ("r", "4.5")]);
        }
        svg.close("g");
    }
}

fn legend(t: &Translator, svg: &mut Svg) {
    let drawing = [("viewBox", "0 0 16 14"), ("aria-hidden", "true"), ("focusable", "false")];
    svg.open("ul", &[("class", "legend")]);
    for (class, key) in [
        ("reference-line", "funnel-together"),
        ("funnel-inner", "funnel-inner"),
        ("funnel-outer", "funnel-outer"),
    ] {
        svg.open("li", &[]);
        svg.open("svg", &drawing);
        svg.mark("line", &[("class", class), ("x2", "16"), ("y1", "7"), ("y2", "7")]);
        svg.close("svg");
        svg.words("span", &[], &t.say(key).to_string());
        svg.close("li");
    }
    svg.close("ul");
}

fn y(axis: &Axis, share: f64) -> f64 {
    TOP + (1.0 - axis.place(share)) * PLOT_HEIGHT
}

fn level(svg: &mut Svg, class: &str, at: f64) {
    let at = px(at);
    svg.mark("line", &[("class", class), ("x1", "0"), ("x2", "100%"), ("y1", &at), ("y2", &at)]);
}

#[cfg(test)]
mod tests {
    use catsup_model::Language;

    use super::*;

    fn plot() -> FunnelPlot {
        let point =
            |n, share, said: &str, stands_out| FunnelPoint { n, share, said: said.to_owned(), stands_out };
        FunnelPlot {
            title: "Offices".to_owned(),
            summary: "South stands out.".to_owned(),
            together: 0.8,
            points: vec![point(1_000, 0.6, "South: 60%", true), point(500, 0.81, "North: 81%", false)],
            limits: vec![
                FunnelLimits { n: 100, at: [0.67, 0.72, 0.88, 0.92] },
                FunnelLimits { n: 1_000, at: [0.76, 0.77, 0.83, 0.84] },
            ],
        }
    }

    #[test]
    fn only_whoever_stands_out_is_numbered_and_named() {
        let drawn = plot().html(&Translator::new(Language::En)).to_string();
        assert_eq!(drawn.matches("map-point").count(), 1, "{drawn}");
        assert!(drawn.contains("<li>South: 60%</li>") && !drawn.contains("<li>North"));
        assert!(drawn.contains("<title>North: 81%</title>"));
        assert!(drawn.contains("cx=\"100%\"") && drawn.contains("cx=\"50%\""));
        assert_eq!(drawn.matches("<path").count(), 4);
    }

    #[test]
    fn more_cases_stand_further_right_and_a_higher_share_higher() {
        let plot = plot();
        let axis = Axis::new(Unit::Share, Range::Whole, [].into_iter());
        assert!(plot.x(500) < plot.x(1_000));
        assert!(y(&axis, 0.9) < y(&axis, 0.1));
    }
}
