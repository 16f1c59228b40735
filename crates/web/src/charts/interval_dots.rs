//! Groups side by side: a dot for the figure, a bar for its interval, so that overlap is seen before rank.

use super::{
    Estimate, Range, Reading, Unit,
    axis::Axis,
    svg::{Markup, Svg, percent},
};
use crate::i18n::Translator;

const ROW_HEIGHT: f64 = 28.0;

/// One measure across groups.
#[derive(Debug, Clone)]
pub struct IntervalDots {
    /// What is shown.
    pub title: String,
    /// What its numbers are.
    pub unit: Unit,
    /// How much of the unit's range the axis shows.
    pub range: Range,
    /// One row per group, in the order to show them.
    pub rows: Vec<IntervalRow>,
    /// The figure of all groups together.
    pub reference: Option<f64>,
}

/// One group.
#[derive(Debug, Clone)]
pub struct IntervalRow {
    /// The group's name.
    pub label: String,
    /// What was read in it.
    pub reading: Reading,
    /// What a test says about it, such as “differs from the rest”; empty for nothing.
    pub note: String,
}

impl IntervalDots {
    /// The whole chart with its sentence.
    #[must_use]
    pub fn html(&self, t: &Translator) -> Markup {
        let axis = self.axis();
        let mut svg = Svg::default();
        svg.open("figure", &[("class", "chart interval-dots")]);
        super::caption(&mut svg, &self.title, &self.summary(t));
        svg.open("ul", &[("class", "chart-rows")]);
        for row in &self.rows {
            self.row(t, &axis, &mut svg, row);
        }
        svg.close("ul");
        if self.known().next().is_some() {
            self.scale(t, &axis, &mut svg);
        }
        svg.close("figure");
        svg.finish()
    }

    /// The chart in a sentence or three.
    #[must_use]
    pub fn summary(&self, t: &Translator) -> String {
        let value = |estimate: &Estimate| self.unit.format(t, estimate.value);
        let mut known: Vec<_> = self.known().collect();
        known.sort_by(|(_, one), (_, other)| other.value.total_cmp(&one.value));
        let mut sentences = vec![match known.as_slice() {
            [] => t.say("chart-no-data").to_string(),
            [(only, estimate)] => {
                t.say("dots-summary-one").arg("label", &only.label).arg("value", value(estimate)).to_string()
            }
            [(highest, most), .., (lowest, least)] => t
                .say("dots-summary")
                .arg("highest", &highest.label)
                .arg("highest_value", value(most))
                .arg("lowest", &lowest.label)
                .arg("lowest_value", value(least))
                .to_string(),
        }];
        let withheld: Vec<&str> = self
            .rows
            .iter()
            .filter(|row| matches!(row.reading, Reading::TooFew { .. }))
            .map(|row| row.label.as_str())
            .collect();
        if !withheld.is_empty() {
            sentences.push(t.say("dots-too-few").arg("names", withheld.join(", ")).to_string());
        }
        let axis = self.axis();
        if axis.shortened && !known.is_empty() {
            sentences.push(super::near_axis_note(t, self.unit, &axis));
        }
        sentences.join(" ")
    }

    fn known(&self) -> impl Iterator<Item = (&IntervalRow, &Estimate)> {
        self.rows.iter().filter_map(|row| Some((row, row.reading.estimate()?)))
    }

    fn axis(&self) -> Axis {
        let ends = self.known().flat_map(|(_, estimate)| [estimate.low, estimate.high]);
        Axis::new(self.unit, self.range, ends.chain(self.reference))
    }

    fn row(&self, t: &Translator, axis: &Axis, svg: &mut Svg, row: &IntervalRow) {
        svg.open("li", &[("class", "chart-row with-value")]);
        svg.words("span", &[("class", "label")], &row.label);
        match &row.reading {
            Reading::Known(estimate) => {
                self.drawing(t, axis, svg, row, estimate);
                let value = |value: f64| self.unit.format(t, value);
                svg.open("span", &[("class", "value")]);
                let words = t
                    .say("dots-value")
                    .arg("value", value(estimate.value))
                    .arg("low", value(estimate.low))
                    .arg("high", value(estimate.high));
                svg.words("span", &[], &words.to_string());
                let mut base = format!(" {}", t.say("figure-n").arg("n", estimate.n));
                if !row.note.is_empty() {
                    base.push_str(" · ");
                    base.push_str(&row.note);
                }
                svg.words("span", &[("class", "base")], &base);
                svg.close("span");
            }
            Reading::TooFew { .. } => {
                svg.words("span", &[("class", "too-few")], &t.say("chart-too-few").to_string());
            }
            Reading::Nothing => {
                svg.words("span", &[("class", "too-few")], &t.say("figure-none").to_string());
            }
        }
        svg.close("li");
    }

    fn drawing(&self, t: &Translator, axis: &Axis, svg: &mut Svg, row: &IntervalRow, estimate: &Estimate) {
        let title = super::point_title(t, "dots-point", self.unit, estimate).arg("label", &row.label);
        svg.picture("dots", ROW_HEIGHT, &title.to_string());
        for tick in &axis.ticks {
            upright(svg, "grid-line", axis.place(*tick));
        }
        if let Some(reference) = self.reference {
            upright(svg, "reference-line", axis.place(reference));
        }
        let (low, high) = (percent(axis.place(estimate.low)), percent(axis.place(estimate.high)));
        svg.mark(
            "line",
            &[("class", "interval-line"), ("x1", &low), ("x2", &high), ("y1", "14"), ("y2", "14")],
        );
        let place = percent(axis.place(estimate.value));
        svg.mark("circle", &[("class", "dot"), ("cx", &place), ("cy", "14"), ("r", "5.5")]);
        svg.close("svg");
    }

    fn scale(&self, t: &Translator, axis: &Axis, svg: &mut Svg) {
        svg.open("div", &[("class", "chart-row with-value scale"), ("aria-hidden", "true")]);
        svg.words("span", &[], "");
        svg.open("svg", &[("height", "20"), ("width", "100%"), ("focusable", "false")]);
        let last = axis.ticks.len().saturating_sub(1);
        for (index, tick) in axis.ticks.iter().enumerate() {
            let class = if index == 0 || index == last { "tick" } else { "tick minor-tick" };
            let place = percent(axis.place(*tick));
            let place = [("class", class), ("x", &*place), ("y", "14"), ("text-anchor", "middle")];
            svg.words("text", &place, &axis.label(t, self.unit, *tick));
        }
        svg.close("svg");
        if let Some(reference) = self.reference {
            let words = t.say("dots-reference").arg("value", self.unit.format(t, reference));
            svg.open("span", &[("class", "base")]);
            svg.words("span", &[("class", "reference-key")], "");
            svg.words("span", &[], &words.to_string());
            svg.close("span");
        }
        svg.close("div");
    }
}

fn upright(svg: &mut Svg, class: &str, place: f64) {
    let place = percent(place);
    svg.mark("line", &[("class", class), ("x1", &place), ("x2", &place), ("y1", "-100"), ("y2", "128")]);
}

#[cfg(test)]
mod tests {
    use catsup_model::Language;

    use super::*;

    fn row(label: &str, value: f64) -> IntervalRow {
        let estimate = Estimate { value, low: value - 0.4, high: value + 0.4, n: 1_240 };
        IntervalRow { label: label.to_owned(), reading: Reading::Known(estimate), note: String::new() }
    }

    fn chart(rows: Vec<IntervalRow>) -> IntervalDots {
        IntervalDots {
            title: "By channel".to_owned(),
            unit: Unit::MEAN_OF_FIVE,
            range: Range::Whole,
            rows,
            reference: Some(3.0),
        }
    }

    #[test]
    fn the_interval_is_drawn_from_end_to_end() {
        let drawn = chart(vec![row("Phone", 3.4)]).html(&Translator::new(Language::En)).to_string();
        assert!(drawn.contains(r#"class="interval-line" x1="50%" x2="70%""#), "{drawn}");
        assert!(drawn.contains(r#"cx="60%""#));
        assert!(drawn.contains("Phone: 3.40 (95% interval 3.00 to 3.80), n 1,240"));
    }

    #[test]
    fn a_suppressed_group_is_named_and_not_drawn() {
        let t = &Translator::new(Language::En);
        let mut rows = vec![row("Phone", 3.4), row("Website", 4.0)];
        let reading = Reading::TooFew { smallest: 10 };
        rows.push(IntervalRow { label: "Fax".to_owned(), reading, note: String::new() });
        let chart = chart(rows);
        assert_eq!(
            chart.summary(t),
            "Website is highest (4.00), Phone lowest (3.40). Not enough responses: Fax."
        );
        assert_eq!(chart.html(t).to_string().matches("<circle").count(), 2);
    }

    #[test]
    fn a_note_stands_beside_its_group() {
        let mut differs = row("Phone", 3.4);
        differs.note = "differs from the rest".to_owned();
        let drawn = chart(vec![differs]).html(&Translator::new(Language::En)).to_string();
        assert!(drawn.contains("n\u{a0}1,240 · differs from the rest"));
    }
}
