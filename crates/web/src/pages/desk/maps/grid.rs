//! The map as columns of steps and rows of what is said of them, for every page and drawing that shows one.

use catsup_app::journey_maps::{Overlay, Places};
use catsup_model::journey_map::{Blueprint, Burden, Emotion, JourneyMap, MapScope, Need, Stage, Step};

use super::{comments::Remarks, observed, viewing::Show};
use crate::{
    charts::{Feelings, Markup, feeling},
    i18n::Translator,
};

/// The whole map, ready to be read.
#[derive(Debug)]
pub(crate) struct Grid {
    pub(super) lanes: Vec<Lane>,
    pub(super) stages: Vec<StageColumn>,
    /// Columns in all: a stage without steps has one.
    pub(super) columns: usize,
    pub(super) steps: usize,
    /// What the journey asks of people in all; empty when nobody knows.
    pub(super) burden: String,
}

/// A row of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lane(pub(super) &'static str);

impl Lane {
    /// Every row, from above.
    pub(super) const ALL: [Self; 17] = [
        Self("observed"),
        Self("leaves"),
        Self("doing"),
        Self("thinking"),
        Self("feeling"),
        Self("where"),
        Self("frontstage"),
        Self("backstage"),
        Self("systems"),
        Self("support"),
        Self("policies"),
        Self("pains"),
        Self("moment"),
        Self("opportunities"),
        Self("owner"),
        Self("burden"),
        Self("comments"),
    ];

    /// Its name in words.
    pub(super) fn label(self, t: &Translator) -> String {
        t.name("map-lane", self.0).to_string()
    }
}

/// A stage.
#[derive(Debug)]
pub(super) struct StageColumn {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) span: usize,
    /// What was heard of it.
    pub(super) heard: Vec<String>,
    pub(super) first: bool,
    pub(super) last: bool,
    pub(super) steps: Vec<StepColumn>,
}

/// A step.
#[derive(Debug)]
pub(super) struct StepColumn {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) number: usize,
    pub(super) first: bool,
    pub(super) last: bool,
    pub(super) optional: bool,
    pub(super) repeatable: bool,
    pub(super) emotion: Option<i8>,
    pub(super) curve: Option<Markup>,
    pub(super) cells: Vec<Cell>,
}

/// What is said of a step in one row.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) lane: Lane,
    pub(super) lines: Vec<String>,
}

impl Grid {
    /// The map in the reader's language.
    pub(super) fn of(t: Translator, map: &JourneyMap, places: &Places) -> Self {
        let design = &map.design;
        let crosses = matches!(map.scope, MapScope::LifeExperience(_));
        let feelings: Vec<Option<i8>> = design.steps().map(|step| step.emotion.map(Emotion::value)).collect();
        let steps = feelings.len();
        let mut number = 0;
        let mut stages = Vec::with_capacity(design.stages.len());
        for (index, stage) in design.stages.iter().enumerate() {
            let column = |step: &Step| {
                let place = number;
                number += 1;
                StepColumn::of(t, step, (place, steps), &feelings, places, crosses)
            };
            let columns: Vec<StepColumn> = stage.steps.iter().map(column).collect();
            stages.push(StageColumn::of(stage, index, design.stages.len(), columns));
        }
        Self {
            lanes: Lane::ALL.into_iter().filter(|lane| is_used(&stages, *lane)).collect(),
            columns: stages.iter().map(|stage| stage.span).sum(),
            burden: burden_words(t, design.burden()).join(" · "),
            stages,
            steps,
        }
    }
}

impl Grid {
    /// Lays what people did over the map.
    pub(super) fn lay_over(&mut self, t: Translator, overlay: &Overlay, show: Show) {
        for (stage, seen) in self.stages.iter_mut().zip(&overlay.stages) {
            stage.heard = observed::heard_of_stage(t, seen, overlay.smallest_cell);
        }
        let columns = self.stages.iter_mut().flat_map(|stage| &mut stage.steps);
        for (place, step) in columns.enumerate() {
            if show == Show::Observed {
                step.cells.clear();
            }
            let Some(seen) = overlay.steps.get(place) else { continue };
            let chips = observed::chips(t, seen, overlay.smallest_cell);
            let leaves = observed::departures(t, overlay, place);
            let said = [(Lane("observed"), chips), (Lane("leaves"), leaves)];
            let said = said.into_iter().filter(|(_, lines)| !lines.is_empty());
            step.cells.splice(0..0, said.map(|(lane, lines)| Cell { lane, lines }));
        }
        self.lanes = Lane::ALL.into_iter().filter(|lane| is_used(&self.stages, *lane)).collect();
    }
}

impl Grid {
    /// Writes open comments below the steps they are about.
    pub(super) fn annotate(&mut self, t: Translator, remarks: &Remarks) {
        for step in self.stages.iter_mut().flat_map(|stage| &mut stage.steps) {
            let lines = remarks.of_step(t, &step.key);
            if !lines.is_empty() {
                step.cells.push(Cell { lane: Lane("comments"), lines });
            }
        }
        self.lanes = Lane::ALL.into_iter().filter(|lane| is_used(&self.stages, *lane)).collect();
    }
}

/// Whether anything is said in a row.
fn is_used(stages: &[StageColumn], lane: Lane) -> bool {
    stages.iter().flat_map(|stage| &stage.steps).any(|step| step.cells.iter().any(|cell| cell.lane == lane))
}

impl StageColumn {
    fn of(stage: &Stage, index: usize, stages: usize, steps: Vec<StepColumn>) -> Self {
        Self {
            key: stage.key.clone(),
            name: stage.name.clone(),
            span: steps.len().max(1),
            heard: Vec::new(),
            first: index == 0,
            last: index + 1 == stages,
            steps,
        }
    }
}

impl StepColumn {
    fn of(
        t: Translator,
        step: &Step,
        (place, steps): (usize, usize),
        feelings: &[Option<i8>],
        places: &Places,
        crosses: bool,
    ) -> Self {
        let neighbour = |at: Option<usize>| at.and_then(|at| feelings.get(at).copied().flatten());
        let curve = feelings[place].map(|here| {
            feeling(&Feelings {
                before: neighbour(place.checked_sub(1)),
                here,
                after: neighbour(place.checked_add(1)),
            })
        });
        let emotion_words = step.emotion.map_or_else(String::new, |emotion| emotion_words(t, emotion));
        Self {
            key: step.key.clone(),
            name: step.name.clone(),
            number: place + 1,
            first: place == 0,
            last: place + 1 == steps,
            optional: step.need == Need::Optional,
            repeatable: step.repeatable,
            emotion: step.emotion.map(Emotion::value),
            cells: cells(t, step, places, crosses, &emotion_words),
            curve,
        }
    }

    /// What is said in a row.
    pub(super) fn lines(&self, lane: Lane) -> Vec<String> {
        let found = self.cells.iter().find(|cell| cell.lane == lane);
        found.map(|cell| cell.lines.clone()).unwrap_or_default()
    }
}

fn cells(t: Translator, step: &Step, places: &Places, crosses: bool, emotion: &str) -> Vec<Cell> {
    let one = |text: &String| vec![text.clone()];
    let said = Lane::ALL.map(|lane| {
        let lines = match lane.0 {
            "doing" => one(&step.doing),
            "thinking" => vec![if step.thinking.is_empty() {
                String::new()
            } else {
                t.say("map-thought").arg("words", &step.thinking).to_string()
            }],
            "feeling" => vec![emotion.to_owned(), step.feeling.clone()],
            "where" => place_words(t, step, places, crosses),
            "pains" => step.pain_points.clone(),
            "moment" => one(&step.moment),
            "opportunities" => step.opportunities.clone(),
            "owner" => one(&step.owner),
            "burden" => burden_words(t, step.burden),
            lane if Blueprint::LANES.contains(&lane) => blueprint_lines(step, lane),
            // What people did is laid over the map, where it is wanted.
            _ => Vec::new(),
        };
        let lines = lines.into_iter().filter(|line| !line.is_empty()).collect();
        Cell { lane, lines }
    });
    said.into_iter().filter(|cell| !cell.lines.is_empty()).collect()
}

/// What a lane of the blueprint says, line by line.
fn blueprint_lines(step: &Step, lane: &str) -> Vec<String> {
    let lanes = step.blueprint.lanes();
    let found = lanes.into_iter().find(|(name, _)| *name == lane);
    found.map(|(_, text)| text.lines().map(str::to_owned).collect()).unwrap_or_default()
}

fn place_words(t: Translator, step: &Step, places: &Places, crosses: bool) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(service) = step.service.filter(|_| crosses) {
        lines.push(places.service_name(service).to_owned());
    }
    let channels: Vec<String> =
        step.channels.iter().map(|channel| t.pick(&channel.name()).to_owned()).collect();
    lines.push(channels.join(", "));
    lines.extend(step.touchpoints.iter().map(|id| places.touchpoint_name(*id).to_owned()));
    lines
}

/// What a step or a journey asks of people, in words.
pub(super) fn burden_words(t: Translator, burden: Burden) -> Vec<String> {
    let word = |key: &str, number: Option<u32>| number.map(|n| t.say(key).arg("n", n).to_string());
    let words = [
        word("map-burden-minutes", burden.minutes),
        word("map-burden-documents", burden.documents),
        word("map-burden-trips", burden.trips),
    ];
    words.into_iter().flatten().collect()
}

/// A feeling in words: `Bad (−1)`.
pub(super) fn emotion_words(t: Translator, emotion: Emotion) -> String {
    t.say("map-emotion")
        .arg("words", t.name("map-emotion", emotion_code(emotion)).to_string())
        .arg("value", t.signed(f64::from(emotion.value()), 0))
        .to_string()
}

/// The ending of the name of a feeling in the catalogue.
pub(super) fn emotion_code(emotion: Emotion) -> &'static str {
    match emotion.value() {
        ..=-2 => "very-bad",
        -1 => "bad",
        0 => "neutral",
        1 => "good",
        2.. => "very-good",
    }
}
