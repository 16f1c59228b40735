//! What the filter bar offers.

use catsup_app::scorecards::{Choices, Grouping, Preset, Rated, Side};
use catsup_model::{Channel, DeviceClass, Language};

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
    pub devices: Vec<Choice>,
    pub ratings: Vec<Choice>,
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
            // A select knows no tree: a dash per side stands before the name.
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
            devices: with_any(
                "scorecard-all-devices",
                DeviceClass::ALL.map(|class| Choice::new(class, t.pick(&class.name()))).into(),
            ),
            ratings: with_any("scorecard-rated-any", ratings(t, choices)),
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

/// Every measure, rated low and high.
fn ratings(t: Translator, choices: &Choices) -> Vec<Choice> {
    let both = choices
        .measures
        .iter()
        .flat_map(|measure| [Side::Low, Side::High].map(|side| Rated { measure: *measure, side }));
    let choice = |rated: Rated| {
        let name = t.name("measure", rated.measure.code()).to_string();
        let key = match rated.side {
            Side::Low => "scorecard-rated-low",
            Side::High => "scorecard-rated-high",
        };
        Choice::new(rated, t.say(key).arg("measure", name))
    };
    both.map(choice).collect()
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
    ["touchpoint", "survey", "language", "device", "rated", "from", "to"]
        .iter()
        .any(|field| form.filled(field).is_some())
        || choices.segments.iter().any(|(name, _)| form.filled(&format!("s.{name}")).is_some())
}
