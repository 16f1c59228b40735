//! Every component and chart on one public and one staff page, in both languages: rendered and checked as tests, and
//! written to `target/style-sample/` to be looked at.

use std::{fs, path::PathBuf};

use askama::Template;
use catsup_model::{Language, Scale};
use jiff::civil::{Date, date};

use crate::{
    assets,
    charts::{
        DivergingBar, DivergingRow, Estimate, IntervalDots, IntervalRow, Range, Reading, Sparkline, Trend,
        TrendPoint, Unit,
    },
    components::{AlertKind, Change, Choice, Crumb, Pager, Tile},
    forms::{FieldError, Form},
    i18n::{Message, Translator},
    layout::Layout,
    soundness,
};

#[derive(Template)]
#[template(path = "style_sample/public.html")]
struct Public {
    layout: Layout,
    form: Form,
    scale: Vec<Choice>,
    numbers: Vec<Choice>,
    low: Message,
    high: Message,
    drivers: Vec<Choice>,
    languages: Vec<Choice>,
    bars: DivergingBar,
    closes: Date,
}

#[derive(Template)]
#[template(path = "style_sample/desk.html")]
struct Desk {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    channels: Vec<Choice>,
    pager: Pager,
    tiles: Vec<Tile>,
    bars: DivergingBar,
    trend: Trend,
    dots: IntervalDots,
}

fn public(language: Language) -> Public {
    let t = &Translator::new(language);
    let mut layout = Layout::sample(language);
    layout.navigation.clear();
    layout.flash.clear();
    layout.path = "/feedback/passport".to_owned();
    let mut form = Form::with([("ease", "4"), ("drivers", "quick"), ("comment", "I waited.")]);
    form.refuse("trust", FieldError::new("error-choose"));
    form.refuse("email", FieldError::new("error-email"));
    let (low, high) = t.anchors(Scale::Likelihood11).unwrap();
    let drivers = vec![
        Choice::new("addressed", "My need was addressed"),
        Choice::new("easy", "It was easy to complete what I needed to do"),
        Choice::new("quick", "It took a reasonable amount of time")
            .with_hint("From the first click to the answer"),
    ];
    let languages = Language::ALL.map(|one| Choice::new(one, one.own_name())).into();
    Public {
        layout,
        form,
        scale: Choice::of_scale(t, Scale::Likert5),
        numbers: Choice::of_scale(t, Scale::Likelihood11),
        low,
        high,
        drivers,
        languages,
        bars: bars(t),
        closes: date(2026, 10, 3),
    }
}

fn desk(language: Language) -> Desk {
    let t = &Translator::new(language);
    Desk {
        layout: Layout::sample(language),
        form: Form::with([("channel", "phone")]),
        crumbs: vec![Crumb::new("/desk", "Department"), Crumb::new("/desk/services", "Benefits")],
        channels: vec![Choice::new("website", "Website"), Choice::new("phone", "Phone")],
        pager: Pager {
            previous: Some("?before=9".to_owned()),
            next: Some("?after=2".to_owned()),
            total: t.say("response-count").arg("n", 9_812).to_string(),
        },
        tiles: tiles(),
        bars: bars(t),
        trend: trend(t),
        dots: dots(),
    }
}

fn known(value: f64, margin: f64, n: u64) -> Reading {
    Reading::Known(Estimate { value, low: value - margin, high: value + margin, n })
}

fn tiles() -> Vec<Tile> {
    let tile = |label: &str, unit, reading, goal, change| Tile {
        label: label.to_owned(),
        href: "/desk/measures".to_owned(),
        unit,
        reading,
        goal,
        change,
        sparkline: None,
    };
    let moved = |difference, significant| Some(Change { difference, significant });
    let mut tiles = vec![
        tile("Trust", Unit::Share, known(0.784, 0.012, 9_812), Some(0.8), moved(0.021, true)),
        tile("Satisfaction", Unit::MEAN_OF_FIVE, known(4.12, 0.03, 9_640), Some(4.2), moved(0.01, false)),
        tile("Net Promoter Score", Unit::NetPromoter, known(31.0, 3.0, 2_204), None, moved(-4.0, true)),
        tile("Employee", Unit::MEAN_OF_FIVE, Reading::TooFew { smallest: 10 }, None, None),
        tile("Humanity", Unit::Share, Reading::Nothing, None, None),
    ];
    for (tile, values) in tiles.iter_mut().zip([
        vec![Some(0.71), Some(0.72), Some(0.74), Some(0.73), None, Some(0.76), Some(0.784)],
        vec![Some(4.11), Some(4.10), Some(4.13), Some(4.12), Some(4.11), Some(4.12)],
    ]) {
        tile.sparkline = Some(Sparkline { label: tile.label.clone(), unit: tile.unit, values });
    }
    tiles
}

fn bars(t: &Translator) -> DivergingBar {
    let row =
        |label: &str, counts: [u64; 5]| DivergingRow { label: label.to_owned(), counts: Some(counts.into()) };
    DivergingBar {
        rows: vec![
            row("Effectiveness", [310, 420, 890, 4_210, 3_810]),
            row("Ease", [980, 1_240, 1_410, 3_420, 2_552]),
            row("Efficiency", [620, 810, 1_900, 3_600, 2_650]),
            DivergingRow { label: "Employee helpfulness".to_owned(), counts: None },
            row("Transparency", [2_000, 2_500, 800, 2_200, 1_900]),
        ],
        ..DivergingBar::new(t, "Seven measures", Scale::Likert5)
    }
}

fn trend(t: &Translator) -> Trend {
    let values = [4.02, 3.98, 4.05, 4.04, 3.7, 3.72, 0.0, 3.9, 4.0, 4.11, 0.5, 4.15, 4.12, 4.2];
    let points = values.iter().enumerate().map(|(index, value)| {
        let month = date(2025, 9, 1).saturating_add(jiff::Span::new().months(index as i64));
        let reading = match *value {
            0.0 => Reading::Nothing,
            0.5 => Reading::TooFew { smallest: 10 },
            value => known(value, 0.04 + 0.02 * (index % 4) as f64, 812),
        };
        TrendPoint { when: t.month(month).to_string(), reading }
    });
    Trend {
        title: "Satisfaction by month".to_owned(),
        unit: Unit::MEAN_OF_FIVE,
        range: Range::Near,
        points: points.collect(),
        goal: Some(4.2),
    }
}

fn dots() -> IntervalDots {
    let row = |label: &str, reading, note: &str| IntervalRow {
        label: label.to_owned(),
        reading,
        note: note.to_owned(),
    };
    IntervalDots {
        title: "By channel".to_owned(),
        unit: Unit::MEAN_OF_FIVE,
        range: Range::Whole,
        rows: vec![
            row("In person", known(4.5, 0.09, 1_204), "differs *"),
            row("Website", known(4.0, 0.03, 7_310), ""),
            row("Phone", known(3.6, 0.22, 310), "differs *"),
            row("Fax", Reading::TooFew { smallest: 10 }, ""),
        ],
        reference: Some(4.1),
    }
}

/// Where the pages go: beside everything else that building makes.
fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/style-sample"))
}

fn keep(name: &str, html: &str) {
    let folder = folder();
    fs::create_dir_all(folder.join("assets")).unwrap();
    for (name, bytes) in assets::files() {
        fs::write(folder.join("assets").join(name), bytes).unwrap();
    }
    fs::write(folder.join(name), html.replace("\"/assets/", "\"assets/")).unwrap();
}

#[test]
fn every_component_renders_soundly_in_every_language() {
    for language in Language::ALL {
        let public = public(language).render().unwrap();
        let desk = desk(language).render().unwrap();
        for (name, html) in [("public", &public), ("desk", &desk)] {
            let problems = soundness::problems(html);
            assert!(problems.is_empty(), "{name} in {language}:\n{}", problems.join("\n"));
            keep(&format!("{name}-{language}.html"), html);
        }
        assert!(public.contains(&format!("<html lang=\"{language}\"")));
    }
}

#[test]
fn a_refused_field_is_tied_to_its_error() {
    let html = public(Language::En).render().unwrap();
    assert!(html.contains(r##"<a href="#email">Enter an email address such as name@example.gov</a>"##));
    assert!(html.contains(r#"id="email" name="email""#));
    assert!(html.contains(r#"aria-invalid="true" aria-describedby="email-hint email-error""#), "{html}");
}
