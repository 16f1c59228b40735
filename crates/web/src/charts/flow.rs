//! A directly-follows graph: what people do as boxes, what they do next as lines, from start to end.
//!
//! Every box is a link that the keyboard reaches. A wide drawing scrolls in a region of its own; a table with the same
//! numbers belongs below it.

use super::{
    layered::{self, Graph, LABEL_GAP, Link, NodeBox, Placed, Point, Route},
    svg::{Markup, Svg, px},
};
use crate::i18n::Translator;

/// Around the drawing, so that thick lines and outlines of focus are whole.
const MARGIN: f64 = 12.0;
/// What a character takes of the names in boxes, and of the smaller words beside lines: rather too much.
const NAME_CHARACTER: f64 = 8.7;
const WORD_CHARACTER: f64 = 7.1;
const LINE: f64 = 17.0;
/// The most characters of a line of a name.
const LONGEST_LINE: usize = 24;
const ROUND: f64 = 18.0;
/// How far the way from a step to itself reaches out.
const LOOP: f64 = 26.0;
const ARROW: f64 = 8.0;

/// The graph to draw.
#[derive(Debug, Clone, Default)]
pub struct Flow {
    /// What is shown, for the label of the drawing.
    pub title: String,
    /// It in a sentence.
    pub summary: String,
    /// The steps; start and end are added where edges begin or end nowhere.
    pub steps: Vec<FlowStep>,
    /// The ways from step to step.
    pub paths: Vec<FlowPath>,
}

/// A step: a box with its name and what it counts.
#[derive(Debug, Clone)]
pub struct FlowStep {
    /// Its name.
    pub name: String,
    /// How often, with its unit.
    pub amount: String,
    /// The amount as a share of the largest, 0 to 1.
    pub share: f64,
    /// Where the step is told more of.
    pub href: String,
    /// The colour of its bar.
    pub tone: Tone,
}

/// A way from one step to the next.
#[derive(Debug, Clone)]
pub struct FlowPath {
    /// The place of the earlier step; the start when `None`.
    pub from: Option<usize>,
    /// The place of the later step; the end when `None`.
    pub to: Option<usize>,
    /// How often it is gone: what lies straight below what.
    pub weight: u64,
    /// What stands beside the line: one or two lines, each with its unit.
    pub labels: Vec<String>,
    /// The line's width as a share of the widest, 0 to 1.
    pub share: f64,
    /// The line's colour.
    pub tone: Tone,
    /// Everything about it in a sentence.
    pub sentence: String,
}

/// Colours of the house: one accent, one diverging scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// An amount.
    #[default]
    Amount,
    /// Nothing is known.
    Unknown,
    /// Far on the bad side.
    Worst,
    /// On the bad side.
    Bad,
    /// Neither.
    Neutral,
    /// On the good side.
    Good,
    /// Far on the good side.
    Best,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Unknown => "unknown",
            Self::Worst => "disagree-strong",
            Self::Bad => "disagree",
            Self::Neutral => "neutral",
            Self::Good => "agree",
            Self::Best => "agree-strong",
        }
    }
}

/// A box as it is drawn: a step with its lines, or the start or end.
struct Shape {
    lines: Vec<String>,
    width: f64,
    height: f64,
    beside: f64,
}

impl Flow {
    /// The whole drawing with its sentence.
    #[must_use]
    pub fn html(&self, t: &Translator) -> Markup {
        let mut svg = Svg::default();
        svg.open("figure", &[("class", "chart flow")]);
        super::caption(&mut svg, "", &self.summary);
        if !self.steps.is_empty() {
            let region = t.say("flow-region").arg("title", &self.title).to_string();
            let scrolls =
                [("class", "flow-scroll"), ("role", "region"), ("tabindex", "0"), ("aria-label", &*region)];
            svg.open("div", &scrolls);
            self.drawing(t, &mut svg);
            svg.close("div");
        }
        svg.close("figure");
        svg.finish()
    }

    fn drawing(&self, t: &Translator, svg: &mut Svg) {
        let (start, end) = (self.steps.len(), self.steps.len() + 1);
        let shapes = self.shapes(t);
        let drawn: Vec<&FlowPath> = self.paths.iter().filter(|path| !path.is_loop()).collect();
        let nodes =
            shapes.iter().map(|one| NodeBox { width: one.width, height: one.height, beside: one.beside });
        let links = drawn.iter().map(|path| Link {
            from: path.from.unwrap_or(start),
            to: path.to.unwrap_or(end),
            weight: path.weight,
            label_width: path.label_width(),
            label_height: path.labels.len() as f64 * LINE,
        });
        let placed = layered::place(&Graph { nodes: nodes.collect(), edges: links.collect() });
        let (width, height) = (px(placed.width + 2.0 * MARGIN), px(placed.height + 2.0 * MARGIN));
        let (left, top) = (px(-MARGIN), px(-MARGIN));
        let view = format!("{left} {top} {width} {height}");
        svg.open(
            "svg",
            &[
                ("role", "group"),
                ("aria-label", &*self.title),
                ("width", &*width),
                ("height", &*height),
                ("viewBox", &*view),
            ],
        );
        // Boxes come first for the keyboard's order, lines lie below them all the same: no line crosses a box.
        for (path, route) in drawn.iter().zip(&placed.edges) {
            path.line(svg, route);
        }
        self.boxes(svg, &shapes, &placed);
        for path in self.paths.iter().filter(|path| path.is_loop()) {
            let step = path.from.unwrap_or(start);
            path.round(svg, placed.nodes[step], &shapes[step]);
        }
        svg.close("svg");
    }

    fn shapes(&self, t: &Translator) -> Vec<Shape> {
        let mut shapes: Vec<Shape> = self
            .steps
            .iter()
            .enumerate()
            .map(|(place, step)| {
                let lines = wrapped(&step.name);
                let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0) as f64;
                let amount = step.amount.chars().count() as f64 * WORD_CHARACTER;
                let round = self.paths.iter().find(|path| path.is_loop() && path.from == Some(place));
                Shape {
                    width: (longest * NAME_CHARACTER).max(amount).max(76.0) + 24.0,
                    height: (lines.len() as f64 + 1.0) * LINE + 20.0,
                    beside: round.map_or(0.0, |path| LOOP + LABEL_GAP + path.label_width()),
                    lines,
                }
            })
            .collect();
        for words in ["flow-start", "flow-end"] {
            let words = t.say(words).to_string();
            let beside = LABEL_GAP + words.chars().count() as f64 * WORD_CHARACTER;
            shapes.push(Shape { lines: vec![words], width: ROUND, height: ROUND, beside });
        }
        shapes
    }

    fn boxes(&self, svg: &mut Svg, shapes: &[Shape], placed: &Placed) {
        for ((step, shape), at) in self.steps.iter().zip(shapes).zip(&placed.nodes) {
            let (left, top) = (at.x - shape.width / 2.0, at.y - shape.height / 2.0);
            svg.open("a", &[("href", &*step.href), ("class", "flow-step")]);
            let (x, y, width, height) = (px(left), px(top), px(shape.width), px(shape.height));
            let place = [("x", &*x), ("y", &*y), ("width", &*width), ("height", &*height), ("rx", "4")];
            svg.mark("rect", &place);
            let bar = px((shape.width - 12.0) * step.share.clamp(0.02, 1.0));
            let (bar_x, bar_y) = (px(left + 6.0), px(top + shape.height - 9.0));
            let class = format!("flow-bar tone-{}", step.tone.class());
            let place =
                [("class", &*class), ("x", &*bar_x), ("y", &*bar_y), ("width", &*bar), ("height", "4")];
            svg.mark("rect", &place);
            let middle = px(at.x);
            let baseline = |line: usize| px(top + 19.0 + line as f64 * LINE);
            for (line, words) in shape.lines.iter().enumerate() {
                let y = baseline(line);
                let place = [("class", "flow-name"), ("x", &*middle), ("y", &*y), ("text-anchor", "middle")];
                // The space parts the words for whoever hears them; drawn, it is nothing.
                svg.words("text", &place, &format!("{words} "));
            }
            let y = baseline(shape.lines.len());
            svg.words("text", &[("x", &*middle), ("y", &*y), ("text-anchor", "middle")], &step.amount);
            svg.close("a");
        }
        let ends = shapes.iter().zip(&placed.nodes).enumerate().skip(self.steps.len());
        for (place, (shape, at)) in ends {
            let is_end = place > self.steps.len();
            let used =
                self.paths.iter().any(|path| if is_end { path.to.is_none() } else { path.from.is_none() });
            if !used {
                continue;
            }
            let (x, y) = (px(at.x), px(at.y));
            let class = if is_end { "flow-end" } else { "flow-start" };
            svg.mark("circle", &[("class", class), ("cx", &*x), ("cy", &*y), ("r", &*px(ROUND / 2.0))]);
            if is_end {
                svg.mark("circle", &[("class", "flow-dot"), ("cx", &*x), ("cy", &*y), ("r", "4.5")]);
            }
            let (x, y) = (px(at.x + ROUND / 2.0 + LABEL_GAP), px(at.y + 4.5));
            svg.words("text", &[("x", &*x), ("y", &*y)], &shape.lines[0]);
        }
    }
}

impl FlowPath {
    fn is_loop(&self) -> bool {
        self.from.is_some() && self.from == self.to
    }

    fn label_width(&self) -> f64 {
        self.labels.iter().map(|label| label.chars().count()).max().unwrap_or(0) as f64 * WORD_CHARACTER
    }

    fn width(&self) -> f64 {
        1.5 + 6.0 * self.share.clamp(0.0, 1.0)
    }

    fn line(&self, svg: &mut Svg, route: &Route) {
        let mut curve = route.curve.clone();
        let down = if route.upwards { -1.0 } else { 1.0 };
        let tip = curve[curve.len() - 1];
        // The line ends where the arrow begins, so that a thick one does not stick out at its tip.
        let last = curve.len() - 1;
        curve[last].y -= down * (ARROW - 1.0);
        self.stroke(svg, &curve, tip, (0.0, down), route.label);
    }

    /// The way from a step to itself, at the right of its box.
    fn round(&self, svg: &mut Svg, at: Point, shape: &Shape) {
        let x = at.x + shape.width / 2.0;
        let point = |x: f64, y: f64| Point { x, y };
        let reach = x + LOOP * 1.2;
        let curve = [
            point(x, at.y - 9.0),
            point(reach, at.y - 16.0),
            point(reach, at.y + 16.0),
            point(x + ARROW - 1.0, at.y + 9.0),
        ];
        let label = point(x + LOOP + LABEL_GAP, at.y);
        self.stroke(svg, &curve, point(x, at.y + 9.0), (-1.0, 0.0), label);
    }

    fn stroke(&self, svg: &mut Svg, curve: &[Point], tip: Point, towards: (f64, f64), label: Point) {
        let class = format!("flow-path tone-{}", self.tone.class());
        svg.open("g", &[("class", &*class)]);
        svg.words("title", &[], &self.sentence);
        let d = described(curve);
        svg.mark("path", &[("d", &*d), ("stroke-width", &*px(self.width()))]);
        let half = 4.0 + self.width() / 2.0;
        let base = Point { x: tip.x - towards.0 * ARROW, y: tip.y - towards.1 * ARROW };
        let corners = [
            tip,
            Point { x: base.x + towards.1 * half, y: base.y + towards.0 * half },
            Point { x: base.x - towards.1 * half, y: base.y - towards.0 * half },
        ];
        let corners: Vec<String> = corners.iter().map(|one| format!("{},{}", px(one.x), px(one.y))).collect();
        svg.mark("polygon", &[("points", &*corners.join(" "))]);
        // Beside the line, however thick it is.
        let x = px(label.x + (self.width() - 1.5) / 2.0);
        let first = label.y - (self.labels.len() as f64 - 1.0) * LINE / 2.0 + 4.5;
        for (line, words) in self.labels.iter().enumerate() {
            let y = px(first + line as f64 * LINE);
            svg.words("text", &[("x", &*x), ("y", &*y)], words);
        }
        svg.close("g");
    }
}

/// The path data of a chain of curves.
fn described(curve: &[Point]) -> String {
    let at = |point: &Point| format!("{} {}", px(point.x), px(point.y));
    let mut d = format!("M{}", at(&curve[0]));
    for part in curve[1..].chunks_exact(3) {
        d.push_str(&format!("C{} {} {}", at(&part[0]), at(&part[1]), at(&part[2])));
    }
    d
}

/// A name on at most two lines; what does not fit is cut, and stands whole in the box's label and in the table.
fn wrapped(name: &str) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in name.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        let room = LONGEST_LINE.saturating_sub(line.chars().count());
        if line.is_empty() {
            line.push_str(word);
        } else if word.chars().count() < room {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    let cut = |line: &str, more: bool| {
        if line.chars().count() <= LONGEST_LINE && !more {
            return line.to_owned();
        }
        let kept: String = line.chars().take(LONGEST_LINE - 1).collect();
        format!("{}…", kept.trim_end())
    };
    let more = lines.len() > 2;
    lines.truncate(2);
    let last = lines.len() - 1;
    lines.iter().enumerate().map(|(place, line)| cut(line, more && place == last)).collect()
}

#[cfg(test)]
mod tests {
    use catsup_model::Language;

    use super::*;

    fn step(name: &str) -> FlowStep {
        FlowStep {
            name: name.to_owned(),
            amount: "12 times".to_owned(),
            share: 0.5,
            href: "/desk/journeys/step?activity=x".to_owned(),
            tone: Tone::Amount,
        }
    }

    fn path(from: Option<usize>, to: Option<usize>) -> FlowPath {
        FlowPath {
            from,
            to,
            weight: 3,
            labels: vec!["3 times".to_owned(), "2 days".to_owned()],
            share: 0.3,
            tone: Tone::Bad,
            sentence: "Apply, then ask: 3 times, median 2 days.".to_owned(),
        }
    }

    #[test]
    fn a_graph_shows_every_step_as_a_link_and_every_path_with_its_units() {
        let flow = Flow {
            title: "Journeys".to_owned(),
            summary: "Two steps.".to_owned(),
            steps: vec![step("Apply <online>"), step("Ask")],
            paths: vec![
                path(None, Some(0)),
                path(Some(0), Some(1)),
                path(Some(1), Some(1)),
                path(Some(1), None),
            ],
        };
        let html = flow.html(&Translator::new(Language::En)).to_string();
        assert_eq!(html.matches("<a ").count(), 2);
        assert_eq!(html.matches(">3 times<").count(), 4);
        assert_eq!(html.matches(">2 days<").count(), 4);
        assert_eq!(html.matches("class=\"flow-path tone-disagree\"").count(), 4);
        assert!(html.contains("Apply &lt;online&gt;") && !html.contains("<online>"));
        assert!(html.contains("class=\"flow-start\"") && html.contains("class=\"flow-end\""));
        assert!(!html.contains("NaN") && !html.contains("inf"), "{html}");
    }

    #[test]
    fn a_graph_without_steps_is_a_sentence() {
        let html = Flow { summary: "Nothing yet.".to_owned(), ..Flow::default() };
        let html = html.html(&Translator::new(Language::En)).to_string();
        assert!(html.contains("Nothing yet.") && !html.contains("<svg"));
    }

    #[test]
    fn long_names_are_cut_to_two_lines() {
        assert_eq!(wrapped("Apply"), ["Apply"]);
        assert_eq!(
            wrapped("Ask what the letter of the agency means"),
            ["Ask what the letter of", "the agency means"]
        );
        let cut = wrapped("Ask what the letter of the agency means and what to do about it next");
        assert_eq!(cut, ["Ask what the letter of", "the agency means and…"]);
        assert_eq!(wrapped(&"x".repeat(40))[0].chars().count(), LONGEST_LINE);
    }
}
