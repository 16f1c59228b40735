//! A path model as a picture: what moves what, and how much, from left to right.

use super::svg::{Markup, Svg, px};
use crate::i18n::Translator;

const WIDTH: f64 = 176.0;
const HEIGHT: f64 = 50.0;
const ACROSS: f64 = 290.0;
const DOWN: f64 = 84.0;
const EDGE: f64 = 28.0;
/// The longest name a box holds.
const LONGEST: usize = 21;

/// A path model.
#[derive(Debug, Clone)]
pub struct PathDiagram {
    /// What is shown.
    pub title: String,
    /// What it says, in a sentence.
    pub summary: String,
    /// The latent variables.
    pub nodes: Vec<PathNode>,
    /// The paths, by the places of their ends.
    pub arrows: Vec<PathArrow>,
}

/// One latent variable.
#[derive(Debug, Clone)]
pub struct PathNode {
    /// Its name.
    pub label: String,
    /// What stands below it, such as its R².
    pub note: String,
}

/// One path.
#[derive(Debug, Clone)]
pub struct PathArrow {
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// Its coefficient.
    pub coefficient: f64,
    /// Its coefficient as it is written.
    pub label: String,
    /// Whether it can be told from nothing.
    pub clear: bool,
}

impl PathDiagram {
    /// The whole drawing, in a box that scrolls where the page is narrow.
    #[must_use]
    pub fn html(&self, t: &Translator) -> Markup {
        let places = self.places();
        let right = places.iter().map(|(x, _)| x + WIDTH).fold(0.0, f64::max) + EDGE;
        let bottom = places.iter().map(|(_, y)| y + HEIGHT).fold(0.0, f64::max) + EDGE + self.below(&places);
        let mut svg = Svg::default();
        svg.open("figure", &[("class", "chart path-diagram")]);
        super::caption(&mut svg, &self.title, &self.summary);
        let name = t.say("diagram-scrolls").arg("title", &self.title).to_string();
        svg.open(
            "div",
            &[("class", "diagram-box"), ("role", "region"), ("aria-label", &name), ("tabindex", "0")],
        );
        let (width, height) = (px(right), px(bottom));
        svg.open(
            "svg",
            &[
                ("role", "img"),
                ("width", &width),
                ("height", &height),
                ("viewBox", &format!("0 0 {width} {height}")),
                ("focusable", "false"),
            ],
        );
        svg.words("title", &[], &self.title);
        self.heads(&mut svg);
        for arrow in &self.arrows {
            self.arrow(&mut svg, &places, arrow);
        }
        for (node, place) in self.nodes.iter().zip(&places) {
            draw_node(&mut svg, node, *place);
        }
        // Labels come last, above every line.
        for arrow in &self.arrows {
            let curve = self.curve(&places, arrow);
            let (x, y) = curve.at(self.where_labelled(arrow));
            let class = if arrow.clear { "path-label" } else { "path-label quiet" };
            let text = [
                ("class", class),
                ("x", &*px(x)),
                ("y", &*px(y)),
                ("dy", "0.35em"),
                ("text-anchor", "middle"),
            ];
            svg.words("text", &text, &arrow.label);
        }
        svg.close("svg");
        svg.close("div");
        svg.close("figure");
        svg.finish()
    }

    fn heads(&self, svg: &mut Svg) {
        svg.open("defs", &[]);
        for (id, class) in [("path-head", "path-head"), ("path-head-quiet", "path-head quiet")] {
            svg.open(
                "marker",
                &[
                    ("id", id),
                    ("viewBox", "0 0 8 8"),
                    ("refX", "7"),
                    ("refY", "4"),
                    ("markerWidth", "9"),
                    ("markerHeight", "9"),
                    ("markerUnits", "userSpaceOnUse"),
                    ("orient", "auto"),
                ],
            );
            svg.mark("path", &[("class", class), ("d", "M0 0 8 4 0 8z")]);
            svg.close("marker");
        }
        svg.close("defs");
    }

    /// How many paths lead, at the longest, to each latent variable.
    fn layers(&self) -> Vec<usize> {
        let mut layers = vec![0; self.nodes.len()];
        // Paths go round in no circle, so as many rounds as variables settle every layer.
        for _ in 0..self.nodes.len() {
            for arrow in &self.arrows {
                layers[arrow.to] = layers[arrow.to].max(layers[arrow.from] + 1);
            }
        }
        layers
    }

    /// The upper left corner of each box.
    fn places(&self) -> Vec<(f64, f64)> {
        let layers = self.layers();
        let size = |layer: usize| layers.iter().filter(|one| **one == layer).count();
        let tallest = (0..=layers.iter().copied().max().unwrap_or(0)).map(size).max().unwrap_or(1);
        let mut next = vec![0_usize; layers.len() + 1];
        let place = |layer: &usize| {
            let above = (tallest - size(*layer)) as f64 * DOWN / 2.0;
            let row = next[*layer];
            next[*layer] += 1;
            (EDGE + *layer as f64 * ACROSS, EDGE + above + row as f64 * DOWN)
        };
        layers.iter().map(place).collect()
    }

    /// Room for the arrows that pass below everything.
    fn below(&self, places: &[(f64, f64)]) -> f64 {
        let lowest = places.iter().map(|(_, y)| y + HEIGHT).fold(0.0, f64::max);
        let reach = self.arrows.iter().map(|arrow| self.curve(places, arrow).at(0.5).1).fold(0.0, f64::max);
        (reach - lowest + 12.0).max(0.0)
    }

    fn curve(&self, places: &[(f64, f64)], arrow: &PathArrow) -> Curve {
        let (from, to) = (places[arrow.from], places[arrow.to]);
        let begin = (from.0 + WIDTH, from.1 + HEIGHT / 2.0);
        let end = (to.0, to.1 + HEIGHT / 2.0);
        let middle = (f64::midpoint(begin.0, end.0), f64::midpoint(begin.1, end.1));
        let passed = ((end.0 - begin.0) / ACROSS).floor();
        // An arrow that passes a layer goes round its boxes, on the side where it begins.
        let bow = if passed < 1.0 {
            0.0
        } else if begin.1 < end.1 - 1.0 {
            -DOWN * 0.9
        } else {
            DOWN * 1.1
        };
        Curve { begin, by: (middle.0, middle.1 + bow), end }
    }

    /// Labels of arrows that end together stand apart near where they begin.
    fn where_labelled(&self, arrow: &PathArrow) -> f64 {
        let place =
            self.arrows.iter().filter(|one| one.to == arrow.to).position(|one| one.from == arrow.from);
        if place.unwrap_or(0) % 2 == 0 { 0.36 } else { 0.5 }
    }

    fn arrow(&self, svg: &mut Svg, places: &[(f64, f64)], arrow: &PathArrow) {
        let curve = self.curve(places, arrow);
        let d = format!(
            "M{} {} Q{} {} {} {}",
            px(curve.begin.0),
            px(curve.begin.1),
            px(curve.by.0),
            px(curve.by.1),
            px(curve.end.0),
            px(curve.end.1)
        );
        let width = px(1.25 + 3.5 * arrow.coefficient.abs().min(1.0));
        let (class, head) = if arrow.clear {
            ("path-arrow", "url(#path-head)")
        } else {
            ("path-arrow quiet", "url(#path-head-quiet)")
        };
        svg.mark("path", &[("class", class), ("d", &d), ("stroke-width", &width), ("marker-end", head)]);
    }
}

/// A line bent towards one point.
struct Curve {
    begin: (f64, f64),
    by: (f64, f64),
    end: (f64, f64),
}

impl Curve {
    fn at(&self, share: f64) -> (f64, f64) {
        let rest = 1.0 - share;
        let along = |begin: f64, by: f64, end: f64| {
            rest * rest * begin + 2.0 * rest * share * by + share * share * end
        };
        (along(self.begin.0, self.by.0, self.end.0), along(self.begin.1, self.by.1, self.end.1))
    }
}

fn draw_node(svg: &mut Svg, node: &PathNode, (x, y): (f64, f64)) {
    svg.open("g", &[]);
    svg.words("title", &[], &format!("{} {}", node.label, node.note));
    let rectangle = [
        ("class", "path-node"),
        ("x", &*px(x)),
        ("y", &*px(y)),
        ("width", &*px(WIDTH)),
        ("height", &*px(HEIGHT)),
        ("rx", "8"),
    ];
    svg.mark("rect", &rectangle);
    let middle = px(x + WIDTH / 2.0);
    let line = |y: f64| px(y);
    let name = if node.note.is_empty() { line(y + HEIGHT / 2.0 + 4.5) } else { line(y + 21.0) };
    let text = [("class", "path-name"), ("x", &*middle), ("y", &*name), ("text-anchor", "middle")];
    svg.words("text", &text, &shortened(&node.label));
    if !node.note.is_empty() {
        let note = line(y + 39.0);
        let text = [("class", "path-note"), ("x", &*middle), ("y", &*note), ("text-anchor", "middle")];
        svg.words("text", &text, &node.note);
    }
    svg.close("g");
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let kept: String = name.chars().take(LONGEST - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use catsup_model::Language;

    use super::*;

    fn diagram() -> PathDiagram {
        let node = |label: &str| PathNode { label: label.to_owned(), note: String::new() };
        let arrow = |from, to, coefficient: f64, clear| PathArrow {
            from,
            to,
            coefficient,
            label: format!("{coefficient:.2}"),
            clear,
        };
        PathDiagram {
            title: "Model".to_owned(),
            summary: "Ease moves trust.".to_owned(),
            nodes: vec![node("Ease"), node("Satisfaction"), node("Trust of whoever had to wait for it")],
            arrows: vec![arrow(0, 1, 0.6, true), arrow(1, 2, 0.5, true), arrow(0, 2, 0.02, false)],
        }
    }

    #[test]
    fn what_is_moved_stands_to_the_right_of_what_moves_it() {
        let places = diagram().places();
        assert!(places[0].0 < places[1].0 && places[1].0 < places[2].0);
    }

    #[test]
    fn an_arrow_goes_round_the_boxes_it_passes() {
        let (diagram, places) = (diagram(), diagram().places());
        let curve = diagram.curve(&places, &diagram.arrows[2]);
        assert!(curve.at(0.5).1 > places[1].1 + HEIGHT, "{:?}", curve.at(0.5));
        let direct = diagram.curve(&places, &diagram.arrows[0]);
        assert!((direct.at(0.5).1 - (places[0].1 + HEIGHT / 2.0)).abs() < 1e-9);
    }

    #[test]
    fn every_path_is_drawn_with_its_figure_and_names_stay_in_their_boxes() {
        let drawn = diagram().html(&Translator::new(Language::En)).to_string();
        assert_eq!(drawn.matches("<path class=\"path-arrow").count(), 3);
        assert!(drawn.contains(">0.02</text>") && drawn.contains("Trust of whoever had…"), "{drawn}");
    }
}
