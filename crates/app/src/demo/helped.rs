//! What readers say of the answers about passports, as responses: the survey that takes them was set up some weeks ago.

use std::collections::BTreeMap;

use catsup_model::{
    Channel, Language, Viewer,
    answers::{Answers, Completeness, RawAnswers},
    id::{IdSource, ResponseId},
    instrument::{InstrumentCode, Setup},
    library::AnswersOf,
    notice::Notices,
    response::{NewResponse, ResponseSource, ResponseState},
    survey::SurveyState,
};
use catsup_store::AnswerRead;
use serde_json::json;

use super::{agency::SERVICES, chance::Chance, directory::Directory};
use crate::{
    App, Error, FieldError, library, open_surveys,
    responses::{answer_error, stored},
    surveys::{self, SurveyFields},
};

/// What people miss in an answer.
const MISSING: [(&str, &str); 8] = [
    ("How long it takes in summer.", "Cuánto tarda en verano."),
    ("What the photo must look like if I wear glasses.", "Cómo debe ser la foto si uso lentes."),
    ("Whether I can pay by card.", "Si puedo pagar con tarjeta."),
    ("I have no printer. What then?", "No tengo impresora. ¿Qué hago?"),
    ("Where I see that my form arrived.", "Dónde veo que llegó mi formulario."),
    ("What happens with my old passport.", "Qué pasa con mi pasaporte viejo."),
    ("The number was busy all morning.", "El número estuvo ocupado toda la mañana."),
    ("An example of a form that is filled in.", "Un ejemplo del formulario ya llenado."),
];

/// Sets the survey up, and makes responses of these readings: of those whose answers it takes.
pub(super) async fn add(
    app: &App,
    past: &App,
    seed: u64,
    directory: &Directory,
    readings: &[AnswerRead],
) -> Result<(), Error> {
    let operator = Viewer::operator();
    let Some(place) = SERVICES.iter().position(|service| service.key == "passport_renewal") else {
        return Ok(());
    };
    let wordings = [("answer_01", "helped"), ("answer_02", "missing")];
    let fields = SurveyFields {
        name: "Answers about passports: did this help?".to_owned(),
        touchpoint: None,
        channel: Channel::Website,
        setup: Setup {
            variants: wordings.map(|(question, code)| (question.to_owned(), code.to_owned())).into(),
            ..Setup::default()
        },
        notices: Notices::default(),
    };
    let service = directory.services[place];
    let draft = surveys::set_up(past, &operator, service, InstrumentCode::YesNo, fields).await?;
    let survey = surveys::change_state(past, &operator, &draft.key, SurveyState::Published).await?;
    library::take_answers(past, &operator, &survey.key, Some(AnswersOf::Organisation)).await?;
    let open = open_surveys::load(app, survey).await?;
    let services: BTreeMap<_, _> =
        app.store().service_list(None).await?.into_iter().map(|one| (one.id, one.organisation)).collect();
    let answers: BTreeMap<_, _> =
        app.store().answer_list().await?.into_iter().map(|answer| (answer.id, answer)).collect();
    let mut chance = Chance::of(seed, "helped");
    let ids = IdSource::new(9);
    let mut rows = Vec::new();
    for reading in readings {
        let (Some(answer), Some(helped)) = (answers.get(&reading.answer), reading.helped) else { continue };
        let Some(of) = answer.service.filter(|id| services.get(id) == services.get(&service)) else {
            continue;
        };
        let mut raw = RawAnswers::from([("answer_01".to_owned(), json!(i32::from(helped)))]);
        if !helped && chance.happens(0.4) {
            let (english, spanish) = MISSING[chance.below(MISSING.len())];
            let said = if reading.language == Language::Es { spanish } else { english };
            raw.insert("answer_02".to_owned(), json!(said));
        }
        let parsed = Answers::parse(&open.survey.definition, &raw, reading.language, Completeness::Whole);
        let unfit =
            |errors: Vec<_>| Error::Invalid(errors.iter().map(answer_error).collect::<Vec<FieldError>>());
        rows.push(NewResponse {
            id: ResponseId(ids.next(reading.at)),
            survey: open.survey.id,
            version: open.survey.version,
            service: of,
            touchpoint: None,
            channel: Channel::Website,
            language: reading.language,
            device: ["phone", "computer", "tablet"]
                .get(chance.weighted(&[0.6, 0.34, 0.06]))
                .map(|device| (*device).to_owned()),
            state: ResponseState::Received,
            source: ResponseSource::Form,
            page: Some(format!("https://everyday.example/answers/{}", answer.slug)),
            campaign: None,
            entered_by: None,
            occurred_at: reading.at,
            received_at: reading.at,
            submission_key: None,
            fingerprint: 0,
            segments: BTreeMap::new(),
            customer: None,
            answers: stored(&open, parsed.map_err(unfit)?.given),
        });
    }
    let mut transaction = app.store().begin().await?;
    transaction.response_upsert(&mut rows).await?;
    transaction.commit().await?;
    Ok(())
}
