//! The directory of the synthetic government: organisations, services, touchpoints and surveys.

use catsup_model::{
    Channel, Language, Translated, Viewer,
    id::{ServiceId, SurveyId, SurveyVersionId, TouchpointId, WordingId},
    instrument::{Instrument, InstrumentCode, Setup},
    notice::Notices,
    survey::SurveyState,
};

use crate::{
    App, Error,
    directory::{
        organisations::{self, Titles},
        services::{self, ServiceInput},
        touchpoints,
    },
    open_surveys,
    surveys::{self, SurveyFields},
};

/// Services of one organisation.
const SERVICES_EACH: u32 = 15;
/// What people come for; numbered where there are more services than these.
const KINDS: [&str; 10] = [
    "Passports",
    "Benefits",
    "Permits",
    "Tax help",
    "Licences",
    "Health cover",
    "Student aid",
    "Small business loans",
    "Park visits",
    "Veterans' claims",
];
/// Where they come in contact with a service.
const TOUCHPOINTS: [(&str, Channel); 4] = [
    ("Online form", Channel::Website),
    ("Call centre", Channel::Phone),
    ("Counter", Channel::InPerson),
    ("Mailed letter", Channel::PostalMail),
];

/// A service and what is asked about it.
#[derive(Debug)]
pub(super) struct SyntheticService {
    pub(super) id: ServiceId,
    pub(super) touchpoints: Vec<TouchpointId>,
    /// The survey of the seven measures, then the one question whether they would recommend it.
    pub(super) surveys: [SyntheticSurvey; 2],
}

/// A survey in its two languages.
#[derive(Debug)]
pub(super) struct SyntheticSurvey {
    pub(super) id: SurveyId,
    pub(super) version: SurveyVersionId,
    /// By language: items and wordings on the survey's main scale.
    pub(super) asked: Vec<(Language, Vec<(String, WordingId)>)>,
}

/// Adds the directory.
pub(super) async fn add(app: &App, viewer: &Viewer, count: u32) -> Result<Vec<SyntheticService>, Error> {
    let mut made = Vec::new();
    let mut organisation = None;
    for number in 0..count {
        if number % SERVICES_EACH == 0 {
            let number = number / SERVICES_EACH + 1;
            let titles = Titles { name: format!("Department {number}"), abbreviation: format!("D{number}") };
            organisation = Some(organisations::add(app, viewer, None, &titles).await?.id);
        }
        let Some(organisation) = organisation else { break };
        let kind = KINDS[number as usize % KINDS.len()];
        let name = format!("{kind} {}", number as usize / KINDS.len() + 1);
        let input = ServiceInput {
            organisation,
            shared_with: Vec::new(),
            name: name.clone(),
            description: String::new(),
            serves: String::new(),
            yearly_volume: None,
            high_impact: number % SERVICES_EACH == 0,
            life_experiences: Vec::new(),
        };
        let id = services::add(app, viewer, &input).await?.id;
        let mut places = Vec::new();
        for (place, channel) in TOUCHPOINTS {
            places.push(touchpoints::add(app, viewer, id, place, channel).await?.id);
        }
        let surveys = [
            survey(app, viewer, id, &name, InstrumentCode::A11V1).await?,
            survey(app, viewer, id, &name, InstrumentCode::Nps).await?,
        ];
        made.push(SyntheticService { id, touchpoints: places, surveys });
    }
    Ok(made)
}

async fn survey(
    app: &App,
    viewer: &Viewer,
    service: ServiceId,
    name: &str,
    instrument: InstrumentCode,
) -> Result<SyntheticSurvey, Error> {
    let names = Instrument::of(instrument).names.iter();
    let names = names.map(|one| (one.key.clone(), Translated::both(name, name))).collect();
    let fields = SurveyFields {
        name: format!("{name}: {instrument}"),
        touchpoint: None,
        channel: Channel::Website,
        setup: Setup { names, ..Setup::default() },
        notices: Notices::default(),
    };
    let draft = surveys::set_up(app, viewer, service, instrument, fields).await?;
    let survey = surveys::change_state(app, viewer, &draft.key, SurveyState::Published).await?;
    let (id, version) = (survey.id, survey.version);
    let open = open_surveys::load(app, survey).await?;
    let measures: std::collections::BTreeSet<WordingId> = app
        .store()
        .wording_list()
        .await?
        .into_iter()
        .filter(|wording| matches!(wording.feeds, Some(catsup_model::Feed::Measure(_))))
        .map(|wording| wording.id)
        .collect();
    let asked = Language::ALL.iter().map(|language| {
        let asked =
            open.wordings.iter().filter(|(key, id)| key.language == *language && measures.contains(id));
        (*language, asked.map(|(key, id)| (key.item.clone(), *id)).collect())
    });
    Ok(SyntheticSurvey { id, version, asked: asked.collect() })
}
