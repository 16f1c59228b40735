//! What all pages of journeys share: the way here, the filters, and the links to one another.

use catsup_app::{
    App, Error,
    directory::{life_experiences, services},
};
use catsup_model::{Channel, Viewer, period::Days};

use super::asked::{Asked, PERIODS, RULES, Shown};
use crate::{
    components::{Choice, Crumb},
    i18n::Translator,
    links,
};

/// The pages of journeys: address and name in the catalogue.
const PAGES: [(&str, &str); 5] = [
    (links::JOURNEYS, "journeys-graph"),
    (links::JOURNEY_VARIANTS, "journeys-variants"),
    (links::JOURNEY_FUNNEL, "journeys-funnel"),
    (links::JOURNEY_CHANNELS, "journeys-channels"),
    (links::JOURNEY_RHYTHM, "journeys-rhythm"),
];

/// Choices of the filters.
#[derive(Debug, Clone, Default)]
pub(super) struct Offered {
    pub services: Vec<Choice>,
    pub life_experiences: Vec<Choice>,
}

impl Offered {
    /// What the viewer may choose from; nothing for someone who may not see the directory.
    pub async fn read(app: &App, viewer: &Viewer) -> Result<Self, Error> {
        let services = match services::list(app, viewer).await {
            Ok(services) => services,
            Err(Error::Denied(_)) => return Ok(Self::default()),
            Err(error) => return Err(error),
        };
        let life = life_experiences::list(app, viewer).await?;
        Ok(Self {
            services: services.iter().map(|one| Choice::new(one.id, &one.name)).collect(),
            life_experiences: life.iter().map(|one| Choice::new(one.id, &one.name)).collect(),
        })
    }
}

/// Around the content of a page of journeys.
#[derive(Debug)]
pub(super) struct Frame {
    pub asked: Asked,
    pub here: &'static str,
    pub crumbs: Vec<Crumb>,
    pub services: Vec<Choice>,
    pub life_experiences: Vec<Choice>,
    pub channels: Vec<Choice>,
    pub periods: Vec<Choice>,
    pub rules: Vec<Choice>,
    pub shown: Vec<Choice>,
    /// Address, name, and whether it is this one.
    pub pages: Vec<(String, String, bool)>,
    pub more_is_set: bool,
}

impl Frame {
    pub fn new(t: Translator, asked: Asked, offered: Offered, here: &'static str) -> Self {
        let with_any = |key: &str, rest: Vec<Choice>| {
            let mut all = vec![Choice::new("", t.say(key))];
            all.extend(rest);
            all
        };
        let mut periods: Vec<Choice> =
            PERIODS.map(|(name, _)| Choice::new(name, t.name("journeys-period", name))).into();
        if asked.form.value("period").is_empty() {
            periods.insert(0, Choice::new("", t.say("scorecard-preset-days")));
        }
        let channels = Channel::ALL.iter().map(|one| Choice::new(one.code(), t.pick(&one.name()))).collect();
        let pages = PAGES.map(|(path, key)| (asked.on(path, &[]), t.say(key).to_string(), path == here));
        let crumbs = if here == links::JOURNEYS {
            Vec::new()
        } else {
            vec![Crumb::new(asked.on(links::JOURNEYS, &[]), t.say("journeys-title"))]
        };
        Self {
            here,
            crumbs,
            services: with_any("scorecard-all-services", offered.services),
            life_experiences: with_any("journeys-all-life", offered.life_experiences),
            channels: with_any("scorecard-all-channels", channels),
            periods,
            rules: RULES.map(|(name, _)| Choice::new(name, t.name("journeys-rule", name))).into(),
            shown: Shown::ALL.map(|(name, _)| Choice::new(name, t.name("journeys-show", name))).into(),
            pages: pages.into(),
            more_is_set: ["from", "to"].iter().any(|field| asked.form.filled(field).is_some())
                || asked.form.value("rule") != RULES[0].0
                || !asked.form.is_valid(),
            asked,
        }
    }

    /// Fields of this page that the filters must not lose.
    pub fn carried(&self) -> Vec<(String, String)> {
        let own = ["activity", "step"];
        let entries = self.asked.form.entries().iter();
        entries.filter(|(name, value)| own.contains(&name.as_str()) && !value.is_empty()).cloned().collect()
    }

    /// What the filters hold, for another form of the page.
    pub fn filters(&self) -> Vec<(String, String)> {
        let own = ["activity", "step"];
        let entries = self.asked.form.entries().iter();
        entries.filter(|(name, value)| !own.contains(&name.as_str()) && !value.is_empty()).cloned().collect()
    }

    /// The period in words.
    pub fn period(&self, t: Translator, days: Option<&Days>) -> String {
        days.map_or_else(|| t.say("scorecard-all-history").to_string(), |days| t.days(days).to_string())
    }
}
