//! The surveys of the made-up agency, and the streams of responses to them.

use std::{collections::BTreeMap, sync::Arc};

use catsup_model::{
    Channel, Translated, Viewer,
    id::TouchpointId,
    instrument::{Instrument, InstrumentCode, Setup},
    notice::{ControlNumber, Notices},
    survey::SurveyState,
};
use jiff::{ToSpan as _, civil::Date};

use super::{
    agency::{AGENCY, CALLBACK_LINE, SERVICES, ServiceData, TouchpointData},
    directory::Directory,
};
use crate::{
    App, Error, kiosks,
    open_surveys::{self, OpenSurvey},
    surveys::{self, SurveyFields},
};

/// A survey.
pub(super) struct SurveyData {
    /// Key of the service it asks about.
    service: &'static str,
    /// The touchpoint it asks about and the weight of its responses; every touchpoint of the service when `None`.
    touchpoint: Option<(&'static str, f64)>,
    /// The instrument.
    pub(super) instrument: InstrumentCode,
    /// The name staff know it by.
    name: &'static str,
    /// Minutes an answer takes.
    minutes: u32,
    /// Whether it is published; a draft has no responses.
    state: SurveyState,
}

const fn whole_service(service: &'static str, instrument: InstrumentCode, name: &'static str) -> SurveyData {
    let minutes = if matches!(instrument, InstrumentCode::A11V1) { 3 } else { 1 };
    SurveyData { service, touchpoint: None, instrument, name, minutes, state: SurveyState::Published }
}

const fn single(
    service: &'static str,
    touchpoint: (&'static str, f64),
    instrument: InstrumentCode,
    name: &'static str,
) -> SurveyData {
    let touchpoint = Some(touchpoint);
    SurveyData { service, touchpoint, instrument, name, minutes: 1, state: SurveyState::Published }
}

/// The surveys.
pub(super) const SURVEYS: &[SurveyData] = &[
    whole_service("passport_renewal", InstrumentCode::A11V2, "Passport renewal: trust"),
    whole_service("first_passport", InstrumentCode::A11V1, "First passport: seven measures"),
    whole_service("certificates", InstrumentCode::A11V2, "Certificates: trust"),
    whole_service("heating", InstrumentCode::A11V1, "Heating assistance: seven measures"),
    whole_service("food", InstrumentCode::A11V2, "Food assistance: trust"),
    whole_service("child_care", InstrumentCode::A11V2, "Child care support: trust"),
    whole_service("permits", InstrumentCode::A11V1, "Permits: seven measures"),
    whole_service("parks", InstrumentCode::A11V2, "Reservations: trust"),
    single("parks", ("Reservation page", 0.020), InstrumentCode::Nps, "Parks: would you recommend us?"),
    single("heating", (CALLBACK_LINE, 0.020), InstrumentCode::Ces, "Household line: effort after a call"),
    single(
        "first_passport",
        ("Passport agency counter", 0.020),
        InstrumentCode::Csat,
        "Passport counter: satisfaction after a visit",
    ),
    single(
        "passport_renewal",
        ("Passport renewal portal", 0.040),
        InstrumentCode::YesNo,
        "Renewal portal: was this page useful?",
    ),
    SurveyData {
        service: "child_care",
        touchpoint: None,
        instrument: InstrumentCode::Recruiter,
        name: "Parents for the voucher study",
        minutes: 2,
        state: SurveyState::Draft,
    },
];

/// Responses to one survey at one touchpoint.
pub(super) struct Stream {
    /// Place of the survey in [`SURVEYS`].
    pub(super) survey: usize,
    /// Place of the service in [`SERVICES`].
    pub(super) service: usize,
    /// Place of the touchpoint in those of its service.
    pub(super) touchpoint: usize,
    /// Its weight among all streams.
    pub(super) share: f64,
}

impl Stream {
    /// The service.
    pub(super) fn service(&self) -> &'static ServiceData {
        &SERVICES[self.service]
    }

    /// The touchpoint.
    pub(super) fn touchpoint(&self) -> &'static TouchpointData {
        &self.service().touchpoints[self.touchpoint]
    }

    /// The channel.
    pub(super) fn channel(&self) -> Channel {
        self.touchpoint().channel
    }

    /// The instrument.
    pub(super) fn instrument(&self) -> InstrumentCode {
        SURVEYS[self.survey].instrument
    }
}

/// Every stream: published surveys at their touchpoints.
pub(super) fn streams() -> Vec<Stream> {
    let published = SURVEYS.iter().enumerate().filter(|(_, survey)| survey.state == SurveyState::Published);
    let streams = published.flat_map(|(place, survey)| {
        let service = SERVICES.iter().position(|service| service.key == survey.service).unwrap_or_default();
        let touchpoints = SERVICES[service].touchpoints.iter().enumerate();
        touchpoints.filter_map(move |(touchpoint, data)| {
            let share = match survey.touchpoint {
                None => data.share,
                Some((name, share)) if name == data.name => share,
                Some(_) => return None,
            };
            Some(Stream { survey: place, service, touchpoint, share })
        })
    });
    streams.collect()
}

/// Sets the surveys up and publishes them; what is needed to answer each, in the order of [`SURVEYS`].
pub(super) async fn set_up(
    app: &App,
    viewer: &Viewer,
    directory: &Directory,
    expires: Date,
) -> Result<Vec<Arc<OpenSurvey>>, Error> {
    let mut open = Vec::with_capacity(SURVEYS.len());
    for (place, data) in SURVEYS.iter().enumerate() {
        let service = SERVICES.iter().position(|service| service.key == data.service).unwrap_or_default();
        let fields =
            fields(data, &SERVICES[service], &directory.touchpoints[service], notices(data, place, expires));
        let mut survey =
            surveys::set_up(app, viewer, directory.services[service], data.instrument, fields).await?;
        if data.state != SurveyState::Draft {
            survey = surveys::change_state(app, viewer, &survey.id.to_string(), data.state).await?;
        }
        open.push(Arc::new(open_surveys::load(app, survey).await?));
    }
    Ok(open)
}

/// Sets a kiosk up at the passport counter. Its key is told to nobody: staff make one for the screen they have.
pub(super) async fn set_up_kiosk(app: &App, viewer: &Viewer, open: &[Arc<OpenSurvey>]) -> Result<(), Error> {
    let counter = open.iter().find(|open| open.survey.instrument == InstrumentCode::Csat);
    if let Some(open) = counter {
        let name = "Passport agency, by the exit";
        kiosks::add(app, viewer, &open.survey.key, name, open.survey.touchpoint).await?;
    }
    Ok(())
}

fn fields(data: &SurveyData, service: &ServiceData, ids: &[TouchpointId], notices: Notices) -> SurveyFields {
    let named =
        data.touchpoint.and_then(|(name, _)| service.touchpoints.iter().position(|one| one.name == name));
    SurveyFields {
        name: data.name.to_owned(),
        touchpoint: named.and_then(|place| ids.get(place)).copied(),
        channel: service.touchpoints[named.unwrap_or(0)].channel,
        setup: setup(data.instrument, service),
        notices,
    }
}

fn setup(instrument: InstrumentCode, service: &ServiceData) -> Setup {
    let texts = BTreeMap::from([
        ("service", service.name),
        ("agency", ("the Department of Everyday Services", "el Departamento de Servicios Cotidianos")),
        ("promise", ("deliver on its mission to the public", "cumplir su misión con el público")),
        ("population", service.population),
    ]);
    let asked = Instrument::of(instrument).names.iter();
    let named = asked.filter_map(|name| {
        let (english, spanish) = texts.get(name.key.as_str())?;
        Some((name.key.clone(), Translated::both(*english, *spanish)))
    });
    Setup { names: named.collect(), ..Setup::default() }
}

/// Notices with a control number that is plainly made up.
fn notices(data: &SurveyData, place: usize, expires: Date) -> Notices {
    Notices {
        control_number: ControlNumber::parse(&format!("0000-{:04}", place + 1)).ok(),
        expires: Some(expires.saturating_add(((place % 4) as i64 * 3).months()).last_of_month()),
        burden_minutes: Some(data.minutes),
        privacy: Translated::both(
            format!(
                "The {} is made up, and so is everything it asks. Nothing you enter is sent anywhere.",
                AGENCY.0
            ),
            format!(
                "El {} es inventado, como todo lo que pregunta. Nada de lo que escriba se envía a nadie.",
                AGENCY.1
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_published_survey_has_its_streams() {
        let streams = streams();
        assert_eq!(streams.len(), 24);
        assert!(SURVEYS.iter().all(|survey| SERVICES.iter().any(|service| service.key == survey.service)));
        let without = |place: usize| streams.iter().all(|stream| stream.survey != place);
        let drafts: Vec<usize> = (0..SURVEYS.len()).filter(|place| without(*place)).collect();
        assert_eq!(drafts, [SURVEYS.len() - 1]);
    }
}
