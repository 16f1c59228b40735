//! Importance against performance: what matters and does badly stands at the top left.

use super::svg::{Markup, Svg, percent, px};
use crate::i18n::Translator;

const HEIGHT: f64 = 300.0;
const BOTTOM: f64 = HEIGHT - 44.0;
const TOP: f64 = 16.0;

/// Drivers by their importance and performance.
#[derive(Debug, Clone)]
pub struct ImportanceMap {
    /// What is shown.
    pub title: String,
    /// What it says, in a sentence.
    pub summary: String,
    /// The drivers, numbered as they stand.
    pub points: Vec<MapPoint>,
}

/// One driver.
#[derive(Debug, Clone)]
pub struct MapPoint {
    /// Its name.
    pub label: String,
    /// From 0 (low end of the scale) to 100.
    pub performance: f64,
    /// A share or an effect, from 0.
    pub importance: f64,
    /// Its importance in words.
    pub importance_said: String,
    /// Whether it can be told from chance.
    pub clear: bool,
}

impl ImportanceMap {
    /// The whole chart with its sentence, and a key to its numbers.
    #[must_use]
    pub fn html(&self, t: &Translator) -> Markup {
        let mut svg = Svg::default();
        svg.open("figure", &[("class", "chart importance-map")]);
        super::caption(&mut svg, &self.title, &self.summary);
        svg.open("div", &[]);
        svg.picture("map", HEIGHT, &self.title);
        let frame =
            [("class", "axis-line"), ("x1", "6%"), ("x2", "98%"), ("y1", &px(BOTTOM)), ("y2", &px(BOTTOM))];
        svg.mark("line", &frame);
        svg.mark(
            "line",
            &[("class", "axis-line"), ("x1", "6%"), ("x2", "6%"), ("y1", &px(TOP)), ("y2", &px(BOTTOM))],
        );
        self.quadrants(&mut svg);
        for tick in [0.0, 25.0, 50.0, 75.0, 100.0] {
            let (x, label) = (percent(across(tick)), t.decimal(tick, 0));
            let place = [("class", "tick"), ("x", &*x), ("y", &px(BOTTOM + 18.0)), ("text-anchor", "middle")];
            svg.words("text", &place, &label);
        }
        let place =
            [("class", "axis-name"), ("x", "52%"), ("y", &*px(HEIGHT - 6.0)), ("text-anchor", "middle")];
        svg.words("text", &place, &t.say("map-performance").to_string());
        svg.words(
            "text",
            &[("class", "axis-name"), ("x", "7%"), ("y", "12")],
            &t.say("map-importance").to_string(),
        );
        for (place, point) in self.points.iter().enumerate() {
            let (x, y) = (percent(across(point.performance)), px(self.up(point.importance)));
            svg.open("g", &[]);
            svg.words("title", &[], &self.said(t, point));
            let class = if point.clear { "map-point" } else { "map-point quiet" };
            svg.mark("circle", &[("class", class), ("cx", &x), ("cy", &y), ("r", "11")]);
            let class = if point.clear { "map-number" } else { "map-number quiet" };
            let text =
                [("class", class), ("x", &*x), ("y", &*y), ("dy", "0.36em"), ("text-anchor", "middle")];
            svg.words("text", &text, &(place + 1).to_string());
            svg.close("g");
        }
        svg.close("svg");
        svg.close("div");
        svg.open("ol", &[("class", "map-key")]);
        for point in &self.points {
            svg.words("li", &[("class", if point.clear { "" } else { "quiet" })], &self.said(t, point));
        }
        svg.close("ol");
        svg.close("figure");
        svg.finish()
    }

    /// The means part the map into what to improve, keep, and leave.
    fn quadrants(&self, svg: &mut Svg) {
        if self.points.is_empty() {
            return;
        }
        let n = self.points.len() as f64;
        let performance = self.points.iter().map(|point| point.performance).sum::<f64>() / n;
        let importance = self.points.iter().map(|point| point.importance).sum::<f64>() / n;
        let (x, y) = (percent(across(performance)), px(self.up(importance)));
        svg.mark(
            "line",
            &[("class", "reference-line"), ("x1", &x), ("x2", &x), ("y1", &px(TOP)), ("y2", &px(BOTTOM))],
        );
        svg.mark("line", &[("class", "reference-line"), ("x1", "6%"), ("x2", "98%"), ("y1", &y), ("y2", &y)]);
    }

    fn up(&self, importance: f64) -> f64 {
        let most = self.points.iter().map(|point| point.importance).fold(0.0, f64::max);
        let share = if most > 0.0 { (importance / most).clamp(0.0, 1.0) } else { 0.0 };
        // The highest point keeps clear of the name of the axis.
        BOTTOM - 12.0 - share * (BOTTOM - TOP - 36.0)
    }

    fn said(&self, t: &Translator, point: &MapPoint) -> String {
        t.say(if point.clear { "map-point" } else { "map-point-unclear" })
            .arg("label", &point.label)
            .arg("importance", &point.importance_said)
            .arg("performance", t.decimal(point.performance, 1))
            .to_string()
    }
}

/// The place of a performance across the drawing.
fn across(performance: f64) -> f64 {
    0.08 + 0.88 * (performance / 100.0).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use catsup_model::Language;

    use super::*;

    #[test]
    fn what_matters_stands_above_what_does_not() {
        let point = |label: &str, performance, importance, clear| MapPoint {
            label: label.to_owned(),
            performance,
            importance,
            importance_said: format!("{importance}"),
            clear,
        };
        let map = ImportanceMap {
            title: "Map".to_owned(),
            summary: "Work on ease.".to_owned(),
            points: vec![point("Ease", 50.0, 0.4, true), point("Speed", 100.0, 0.1, false)],
        };
        let drawn = map.html(&Translator::new(Language::En)).to_string();
        assert!(map.up(0.4) < map.up(0.1));
        assert!(drawn.contains("cx=\"52%\"") && drawn.contains("cx=\"96%\""), "{drawn}");
        assert_eq!(drawn.matches("map-point quiet").count(), 1);
        assert!(drawn.contains("Work on ease."));
    }
}
