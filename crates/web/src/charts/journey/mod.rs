//! A journey map as a drawing that stands for itself: on paper, in a report, as a picture. And the curve of feelings.

mod curve;
mod wrap;

pub use self::curve::{Feelings, feeling};
use self::{curve::stroke, wrap::wrapped};
use super::svg::{Markup, Svg, px};

/// Colours of paper: a drawing that leaves the program knows no dark mode and no style sheet.
mod colour {
    pub(super) const INK: &str = "#1b1f23";
    pub(super) const SOFT: &str = "#505a63";
    pub(super) const LINE: &str = "#d3d9de";
    pub(super) const WASH: &str = "#eceff1";
    pub(super) const STAGE: &str = "#0b3f75";
    pub(super) const ON_STAGE: &str = "#ffffff";
    pub(super) const CURVE: &str = "#04655f";
    pub(super) const DEPARTURE: &str = "#b50909";
    pub(super) const PAPER: &str = "#ffffff";
}

const FACE: &str = "system-ui, Segoe UI, Roboto, Helvetica, Arial, sans-serif";
const SIZE: f64 = 11.0;
const LINE: f64 = 14.0;
const PAD: f64 = 6.0;
const LABELS: f64 = 116.0;
const HEAD: f64 = 58.0;
const STAGE: f64 = 24.0;
const CURVE: f64 = 64.0;
/// Width to height of a landscape sheet inside its margins.
const SHEET: f64 = 1.36;

/// A map to be drawn.
#[derive(Debug, Clone, Default)]
pub struct JourneyDrawing {
    /// Heading.
    pub title: String,
    /// A line below it.
    pub about: String,
    /// Stages with the names of their steps.
    pub stages: Vec<(String, Vec<String>)>,
    /// What is said of the steps, lane by lane.
    pub lanes: Vec<DrawnLane>,
    /// What is said of the whole, below.
    pub notes: Vec<String>,
}

/// One lane of a drawing.
#[derive(Debug, Clone)]
pub struct DrawnLane {
    /// What it is about.
    pub label: String,
    /// What it says of each step.
    pub cells: Cells,
}

/// What a lane says of each step.
#[derive(Debug, Clone)]
pub enum Cells {
    /// Texts, paragraph by paragraph.
    Texts(Vec<Vec<String>>),
    /// Texts about where reality leaves the map.
    Departures(Vec<Vec<String>>),
    /// Feelings from −2 to 2.
    Feelings(Vec<Option<i8>>),
}

impl JourneyDrawing {
    /// The drawing, as a document of its own or to stand in a page.
    #[must_use]
    pub fn svg(&self) -> Markup {
        let columns: usize = self.stages.iter().map(|(_, steps)| steps.len().max(1)).sum();
        let column = self.best_column(columns.max(1));
        let layout = Layout::of(self, column, columns.max(1));
        let mut svg = Svg::default();
        let (wide, high) = (px(layout.width), px(layout.height));
        svg.open(
            "svg",
            &[
                ("xmlns", "http://www.w3.org/2000/svg"),
                ("viewBox", &format!("0 0 {wide} {high}")),
                ("width", &wide),
                ("height", &high),
                ("role", "img"),
                ("font-family", FACE),
                ("font-size", &px(SIZE)),
            ],
        );
        svg.words("title", &[], &self.title);
        svg.mark("rect", &[("width", &wide), ("height", &high), ("fill", colour::PAPER)]);
        self.head(&mut svg, &layout);
        self.draw_stages(&mut svg, &layout);
        let mut top = layout.lanes_top;
        for (lane, height) in self.lanes.iter().zip(&layout.lanes) {
            draw_lane(&mut svg, &layout, lane, top, *height);
            top += height;
        }
        for note in &layout.notes {
            let y = px(top + PAD + LINE * 0.75);
            svg.words("text", &[("x", "6"), ("y", &y), ("fill", colour::INK)], note);
            top += LINE;
        }
        svg.close("svg");
        svg.finish()
    }

    /// The width of columns at which the drawing fills a landscape sheet with the largest letters.
    fn best_column(&self, columns: usize) -> f64 {
        let fits = |column: f64| {
            let layout = Layout::of(self, column, columns);
            (SHEET / layout.width).min(1.0 / layout.height)
        };
        let widths = (4..=20).map(|step| f64::from(step) * 20.0);
        widths.max_by(|one, other| fits(*one).total_cmp(&fits(*other))).unwrap_or(160.0)
    }

    fn head(&self, svg: &mut Svg, layout: &Layout) {
        let title = wrapped(&self.title, layout.width - 2.0 * PAD, 18.0);
        let words =
            [("x", "6"), ("y", "24"), ("font-size", "18"), ("font-weight", "650"), ("fill", colour::INK)];
        svg.words("text", &words, title.first().map_or("", String::as_str));
        let about = wrapped(&self.about, layout.width - 2.0 * PAD, SIZE);
        let words = [("x", "6"), ("y", "44"), ("fill", colour::SOFT)];
        svg.words("text", &words, about.first().map_or("", String::as_str));
    }

    fn draw_stages(&self, svg: &mut Svg, layout: &Layout) {
        let mut column = 0;
        let mut step_number = 0;
        for (stage, steps) in &self.stages {
            let (left, wide) = (layout.left(column), layout.column * steps.len().max(1) as f64);
            let place = [
                ("x", &*px(left + 1.0)),
                ("y", &*px(HEAD)),
                ("width", &*px(wide - 2.0)),
                ("height", &*px(STAGE)),
                ("fill", colour::STAGE),
                ("rx", "3"),
            ];
            svg.mark("rect", &place);
            let name = wrapped(stage, wide - 2.0 * PAD, 12.0);
            let name = if name.len() > 1 { format!("{}…", name[0]) } else { stage.clone() };
            let place = [
                ("x", &*px(left + PAD)),
                ("y", &*px(HEAD + 16.0)),
                ("fill", colour::ON_STAGE),
                ("font-size", "12"),
                ("font-weight", "650"),
            ];
            svg.words("text", &place, &name);
            for (index, step) in steps.iter().enumerate() {
                step_number += 1;
                let lines = wrapped(&format!("{step_number}. {step}"), layout.column - 2.0 * PAD, SIZE + 0.5);
                let at = layout.left(column + index);
                paragraph(
                    svg,
                    &lines,
                    at,
                    HEAD + STAGE + 2.0,
                    &[("font-weight", "650"), ("fill", colour::INK)],
                );
            }
            column += steps.len().max(1);
        }
    }
}

/// Where everything stands.
struct Layout {
    column: f64,
    width: f64,
    height: f64,
    lanes_top: f64,
    /// Heights of the lanes.
    lanes: Vec<f64>,
    /// The notes, line by line.
    notes: Vec<String>,
}

impl Layout {
    fn of(drawing: &JourneyDrawing, column: f64, columns: usize) -> Self {
        let room = column - 2.0 * PAD;
        let names = drawing.stages.iter().flat_map(|(_, steps)| steps);
        // The number before a name takes a little room, too.
        let head =
            names.map(|name| wrapped(&format!("88. {name}"), room, SIZE + 0.5).len()).max().unwrap_or(1);
        let lanes: Vec<f64> = drawing.lanes.iter().map(|lane| lane.height(room)).collect();
        let lanes_top = HEAD + STAGE + head as f64 * LINE + 2.0 * PAD;
        let width = LABELS + column * columns as f64 + PAD;
        let notes = drawing.notes.iter().flat_map(|note| wrapped(note, width - 2.0 * PAD, SIZE));
        let notes: Vec<String> = notes.collect();
        let height = lanes_top + lanes.iter().sum::<f64>() + notes.len() as f64 * LINE + 2.0 * PAD;
        Self { column, width, height, lanes_top, lanes, notes }
    }

    fn left(&self, column: usize) -> f64 {
        LABELS + self.column * column as f64
    }
}

impl DrawnLane {
    fn height(&self, room: f64) -> f64 {
        let lines =
            |cell: &Vec<String>| cell.iter().map(|text| wrapped(text, room, SIZE).len()).sum::<usize>();
        let label = wrapped(&self.label, LABELS - 2.0 * PAD, SIZE).len();
        match &self.cells {
            Cells::Feelings(_) => CURVE,
            Cells::Texts(cells) | Cells::Departures(cells) => {
                let most = cells.iter().map(lines).max().unwrap_or(0).max(label);
                most as f64 * LINE + 2.0 * PAD
            }
        }
    }
}

fn draw_lane(svg: &mut Svg, layout: &Layout, lane: &DrawnLane, top: f64, height: f64) {
    let (y, right) = (px(top), px(layout.width));
    svg.mark("line", &[("x1", "0"), ("x2", &right), ("y1", &y), ("y2", &y), ("stroke", colour::LINE)]);
    let label = [
        ("x", "0"),
        ("y", &*px(top + 0.5)),
        ("width", &*px(LABELS - 2.0)),
        ("height", &*px(height - 1.0)),
        ("fill", colour::WASH),
    ];
    svg.mark("rect", &label);
    let words = wrapped(&lane.label, LABELS - 2.0 * PAD, SIZE);
    paragraph(svg, &words, 0.0, top, &[("fill", colour::SOFT), ("font-weight", "600")]);
    let fill = match &lane.cells {
        Cells::Feelings(feelings) => return stroke(svg, feelings, layout.left(0), layout.column, top),
        Cells::Departures(_) => colour::DEPARTURE,
        Cells::Texts(_) => colour::INK,
    };
    let (Cells::Texts(cells) | Cells::Departures(cells)) = &lane.cells else { return };
    for (index, cell) in cells.iter().enumerate() {
        let left = layout.left(index);
        let lines: Vec<String> =
            cell.iter().flat_map(|text| wrapped(text, layout.column - 2.0 * PAD, SIZE)).collect();
        if fill == colour::DEPARTURE && !lines.is_empty() {
            let (x, from, to) = (px(left + 2.0), px(top + 3.0), px(top + height - 3.0));
            let line = [
                ("x1", &*x),
                ("x2", &*x),
                ("y1", &*from),
                ("y2", &*to),
                ("stroke", fill),
                ("stroke-width", "1.5"),
            ];
            svg.mark("line", &line);
        }
        paragraph(svg, &lines, left, top, &[("fill", fill)]);
    }
}

fn paragraph(svg: &mut Svg, lines: &[String], left: f64, top: f64, look: &[(&str, &str)]) {
    for (index, line) in lines.iter().enumerate() {
        let (x, y) = (px(left + PAD), px(top + PAD + LINE * (index as f64 + 0.75)));
        let mut place = vec![("x", x.as_str()), ("y", y.as_str())];
        place.extend_from_slice(look);
        svg.words("text", &place, line);
    }
}

#[cfg(test)]
mod tests {
    use super::{wrap::width, *};

    fn fits(line: &str, room: f64) -> bool {
        width(line, SIZE) <= room
    }

    fn drawing(steps: usize) -> JourneyDrawing {
        let names =
            |count: usize| (1..=count).map(|number| format!("Step number {number}")).collect::<Vec<_>>();
        let long =
            "People look for the page, find two, and choose the older one because it comes first.".to_owned();
        JourneyDrawing {
            notes: vec!["Ana: does this still hold?".to_owned()],
            title: "Renewing a passport".to_owned(),
            about: "Passport renewal · Current".to_owned(),
            stages: vec![
                ("Find out".to_owned(), names(steps / 2)),
                ("Apply".to_owned(), names(steps - steps / 2)),
            ],
            lanes: vec![
                DrawnLane { label: "Doing".to_owned(), cells: Cells::Texts(vec![vec![long]; steps]) },
                DrawnLane { label: "Feeling".to_owned(), cells: Cells::Feelings(vec![Some(1); steps]) },
                DrawnLane {
                    label: "Departs".to_owned(),
                    cells: Cells::Departures(vec![vec!["12 people <skip> it".to_owned()]; steps]),
                },
            ],
        }
    }

    #[test]
    fn a_drawing_of_any_size_has_about_the_shape_of_a_landscape_sheet() {
        for steps in [2, 6, 12, 24] {
            let svg = drawing(steps).svg().to_string();
            let view = svg.split_once("viewBox=\"0 0 ").unwrap().1.split('"').next().unwrap();
            let (wide, high) = view.split_once(' ').unwrap();
            let shape = wide.parse::<f64>().unwrap() / high.parse::<f64>().unwrap();
            assert!((0.9..=6.0).contains(&shape), "{steps} steps: {view}");
            assert!(svg.contains("&lt;skip&gt;") && !svg.contains("<skip>"));
            assert!(!svg.contains("style="), "the policy forbids inline style");
        }
    }

    #[test]
    fn no_line_is_wider_than_its_room() {
        let text =
            "A sentence with aWordThatIsSoLongThatItMustBeBrokenSomewhereInTheMiddleOfItself, and more.";
        for room in [60.0, 100.0, 200.0] {
            let lines = wrapped(text, room, SIZE);
            assert!(lines.iter().all(|line| fits(line, room)), "{room}: {lines:?}");
            let joined: String = lines.concat().split_whitespace().collect();
            assert_eq!(joined, text.split_whitespace().collect::<String>(), "nothing is lost");
        }
    }
}
