//! What the filter bar offers.

use catsup_app::scorecards::{Choices, Grouping, Preset};
use catsup_model::{Channel, Language};

use super::asked::Asked;
use crate::{components::Choice, forms::Form, i18n::Translator};

/// The choices of every filter, each beginning with the one that sets no bound.
#[derive(Debug)]
pub(in crate::pages::desk) struct Filters {
    pub organisations: Vec<Choice>,
    pub services: Vec<Choice>,
    pub presets: Vec<Choice>,
    pub channels: Vec<Choice>,
    pub touchpoints: Vec<Choice>,
    pub surveys: Vec<Choice>,
    pub languages: Vec<Choice>,
    pub segments: Vec<SegmentChoices>,
    pub groupings: Vec<Choice>,
    pub units: Vec<Choice>,
    /// Whether one of the filters behind “More filters” is set.
    pub more_is_set: bool,
}

/// The values of one segment attribute.
#[derive(Debug)]
pub(in crate::pages::desk) struct SegmentChoices {
    /// The attribute.
    pub name: String,
    /// The field's name in the address.
    pub field: String,
    pub values: Vec<Choice>,
}

impl Filters {
    pub fn new(t: Translator, choices: &Choices, asked: &Asked) -> Self {
        let any = |key: &str| Choice::new("", t.say(key));
        let with_any = |key: &str, rest: Vec<Choice>| {
            let mut all = vec![any(key)];
            all.extend(rest);
            all
        };
        let organisations = choices.organisations.iter().map(|(id, name, depth)| {
            // A select knows no tree: a dash per level stands before the name.
            Choice::new(id, format!("{}{name}", "– ".repeat(*depth)))
        });
        let segments = choices.segments.iter().map(|(name, values)| SegmentChoices {
            name: name.clone(),
            field: format!("s.{name}"),
            values: with_any(
                "scorecard-all-values",
                values.iter().map(|value| Choice::new(value, value)).collect(),
            ),
        });
        let presets =
            Preset::ALL.map(|preset| Choice::new(preset.code(), t.name("scorecard-preset", preset.code())));
        let mut presets: Vec<Choice> = presets.into();
        if asked.preset.is_none() {
            presets.insert(0, any("scorecard-preset-days"));
        }
        Self {
            organisations: with_any("scorecard-all-organisations", organisations.collect()),
            services: with_any("scorecard-all-services", named(&choices.services)),
            presets,
            channels: with_any(
                "scorecard-all-channels",
                Channel::ALL.iter().map(|one| Choice::new(one.code(), t.pick(&one.name()))).collect(),
            ),
            touchpoints: with_any("scorecard-all-touchpoints", named(&choices.touchpoints)),
            surveys: with_any("scorecard-all-surveys", named(&choices.surveys)),
            languages: with_any(
                "scorecard-all-languages",
                Language::ALL.iter().map(|one| Choice::new(one, one.own_name())).collect(),
            ),
            segments: segments.collect(),
            groupings: groupings(t, choices),
            units: vec![
                Choice::new("fiscal_quarter", t.say("scorecard-unit-fiscal-quarter")),
                Choice::new("month", t.say("scorecard-unit-month")),
            ],
            more_is_set: more_is_set(&asked.form, choices),
        }
    }
}

fn named<T: std::fmt::Display>(pairs: &[(T, String)]) -> Vec<Choice> {
    pairs.iter().map(|(id, name)| Choice::new(id, name)).collect()
}

fn groupings(t: Translator, choices: &Choices) -> Vec<Choice> {
    let fixed = [
        Grouping::Service,
        Grouping::Channel,
        Grouping::Touchpoint,
        Grouping::Survey,
        Grouping::Language,
        Grouping::Device,
    ];
    let mut all = vec![Choice::new("", t.say("scorecard-by-nothing"))];
    all.extend(fixed.iter().map(|one| Choice::new(one, t.name("scorecard-by", &one.to_string()))));
    let segments =
        choices.segments.iter().map(|(name, _)| Choice::new(Grouping::Segment(name.clone()), name));
    all.extend(segments);
    all
}

fn more_is_set(form: &Form, choices: &Choices) -> bool {
    ["touchpoint", "survey", "language", "from", "to"].iter().any(|field| form.filled(field).is_some())
        || choices.segments.iter().any(|(name, _)| form.filled(&format!("s.{name}")).is_some())
}
