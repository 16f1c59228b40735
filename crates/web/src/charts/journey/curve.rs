//! The curve of feelings along a journey: step by step in a page, whole in a drawing.

use super::{CURVE, colour};
use crate::charts::svg::{Markup, Svg, percent, px};

const HEIGHT: f64 = 56.0;
const EDGE: f64 = 8.0;

/// The feeling at a step and at its neighbours, from −2 to 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feelings {
    /// At the step before.
    pub before: Option<i8>,
    /// At the step.
    pub here: i8,
    /// At the step after.
    pub after: Option<i8>,
}

/// The piece of the curve that belongs to one step: columns of one width side by side make the whole of it.
#[must_use]
pub fn feeling(feelings: &Feelings) -> Markup {
    let mut svg = Svg::default();
    svg.open(
        "svg",
        &[
            ("class", "feeling"),
            ("width", "100%"),
            ("height", &px(HEIGHT)),
            ("aria-hidden", "true"),
            ("focusable", "false"),
        ],
    );
    let middle = px(y(0.0, HEIGHT));
    svg.mark("line", &[("class", "neutral"), ("x1", "0"), ("x2", "100%"), ("y1", &middle), ("y2", &middle)]);
    let here = f64::from(feelings.here);
    for (neighbour, edge) in [(feelings.before, 0.0), (feelings.after, 1.0)] {
        let Some(neighbour) = neighbour else { continue };
        // Half-way to the neighbour lies the edge between their columns.
        let between = (here + f64::from(neighbour)) / 2.0;
        let ends = [
            ("class", "curve"),
            ("x1", &*percent(0.5)),
            ("y1", &*px(y(here, HEIGHT))),
            ("x2", &*percent(edge)),
            ("y2", &*px(y(between, HEIGHT))),
        ];
        svg.mark("line", &ends);
    }
    svg.mark("circle", &[("class", "dot"), ("cx", "50%"), ("cy", &px(y(here, HEIGHT))), ("r", "5")]);
    svg.close("svg");
    svg.finish()
}

/// The whole curve, `column` wide at each step.
pub(super) fn stroke(svg: &mut Svg, feelings: &[Option<i8>], left: f64, column: f64, top: f64) {
    let x = |index: usize| px(left + column * (index as f64 + 0.5));
    let at = |feeling: i8| px(top + y(f64::from(feeling), CURVE));
    let (from, to, middle) = (px(left), px(left + column * feelings.len() as f64), at(0));
    svg.mark(
        "line",
        &[
            ("x1", &from),
            ("x2", &to),
            ("y1", &middle),
            ("y2", &middle),
            ("stroke", colour::LINE),
            ("stroke-dasharray", "3 3"),
        ],
    );
    for (index, pair) in feelings.windows(2).enumerate() {
        let (Some(one), Some(next)) = (pair[0], pair[1]) else { continue };
        let ends = [
            ("x1", &*x(index)),
            ("y1", &*at(one)),
            ("x2", &*x(index + 1)),
            ("y2", &*at(next)),
            ("stroke", colour::CURVE),
            ("stroke-width", "2"),
        ];
        svg.mark("line", &ends);
    }
    for (index, feeling) in feelings.iter().enumerate() {
        if let Some(feeling) = feeling {
            svg.mark(
                "circle",
                &[("cx", &x(index)), ("cy", &at(*feeling)), ("r", "4.5"), ("fill", colour::CURVE)],
            );
        }
    }
}

/// The place of a feeling in a drawing of this height.
fn y(feeling: f64, height: f64) -> f64 {
    EDGE + (2.0 - feeling) / 4.0 * (height - 2.0 * EDGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_pieces_meet_at_the_edge_between_them() {
        let one = feeling(&Feelings { before: None, here: 2, after: Some(-2) }).to_string();
        let next = feeling(&Feelings { before: Some(2), here: -2, after: None }).to_string();
        assert!(
            one.contains("x2=\"100%\" y2=\"28\"") && next.contains("x2=\"0%\" y2=\"28\""),
            "{one} {next}"
        );
        assert_eq!(one.matches("class=\"curve\"").count(), 1, "nothing is drawn to a step without a feeling");
    }
}
