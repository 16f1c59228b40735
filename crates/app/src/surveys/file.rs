//! A survey as a file: JSON out, and in again with every fault named by its path.

use catsup_model::{
    Channel, Permission, Viewer,
    id::{ServiceId, SurveyId, SurveyVersionId},
    instrument::{Instrument, InstrumentCode, Setup},
    notice::Notices,
    survey::{Survey, SurveyDefinition, SurveyState},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Act, Working, copies, edit, fixed::fixed, limits, within, working};
use crate::{App, Error, FieldError, fields::Fields};

/// What marks the format.
const FORMAT: &str = "catsup-survey";
/// The newest version of the format, and the only one so far.
const VERSION: u32 = 1;

/// A survey as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyFile {
    /// Always `catsup-survey`.
    pub format: String,
    /// Version of the format: 1.
    pub format_version: u32,
    /// The name staff know it by.
    pub name: String,
    /// The instrument it was set up from.
    #[serde(default = "custom")]
    pub instrument: InstrumentCode,
    /// The channel its answers count for unless they say otherwise.
    #[serde(default = "website")]
    pub channel: Channel,
    /// Choices within the rules of the instrument; empty for one's own survey.
    #[serde(default)]
    pub setup: Setup,
    /// Control number, expiry, burden, privacy.
    #[serde(default)]
    pub notices: Notices,
    /// What it asks.
    pub definition: SurveyDefinition,
}

/// What is written only where it is not as usual.
const LEFT_OUT: [&str; 10] = [
    "ask_when",
    "feeds",
    "kept",
    "dropdown",
    "with_text",
    "at_least",
    "at_most",
    "earliest",
    "latest",
    "check",
];

fn custom() -> InstrumentCode {
    InstrumentCode::Custom
}

fn website() -> Channel {
    Channel::Website
}

impl SurveyFile {
    /// The file of a survey, with its working draft.
    #[must_use]
    pub fn of(working: &Working) -> Self {
        let survey = &working.survey;
        Self {
            format: FORMAT.to_owned(),
            format_version: VERSION,
            name: survey.name.clone(),
            instrument: survey.instrument,
            channel: survey.channel,
            setup: survey.setup.clone(),
            notices: survey.notices.clone(),
            definition: survey.definition.clone(),
        }
    }

    /// The file as text.
    #[must_use]
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self)
            .expect("types of the model have string keys and no failing serialisers")
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Every fault with its path in the file: what is no JSON, of another format, of a wrong type, not known, or beyond
    /// what a survey holds.
    pub fn read(text: &str) -> Result<Self, Vec<FieldError>> {
        let one = |path: &str, code, reason: String| vec![FieldError::new(path, code, reason)];
        let sent: Value = serde_json::from_str(text)
            .map_err(|error| one("file", "not-json", format!("is not JSON: {error}")))?;
        if sent["format"] != FORMAT {
            return Err(one("format", "format", format!("must be “{FORMAT}”")));
        }
        if sent["format_version"] != VERSION {
            return Err(one("format_version", "format", format!("must be {VERSION}")));
        }
        let file: Self = serde_path_to_error::deserialize(&sent).map_err(|error| {
            let path = error.path().to_string();
            one(&path, "unfit", error.into_inner().to_string())
        })?;
        let mut faults = Vec::new();
        let understood = serde_json::to_value(&file).unwrap_or_default();
        unknown("", &sent, &understood, &mut faults);
        faults.extend(file.faults());
        if faults.is_empty() { Ok(file) } else { Err(faults) }
    }

    fn faults(&self) -> Vec<FieldError> {
        let within = |mut fault: FieldError| {
            fault.field = format!("definition.{}", fault.field);
            fault
        };
        let mut faults: Vec<FieldError> = limits::faults(&self.definition).into_iter().map(within).collect();
        if self.definition.sections.is_empty() {
            faults.push(FieldError::new("definition.sections", "required", "must hold at least one page"));
        }
        if let Err(error) =
            limits::check_size(self.instrument, &SurveyDefinition::default(), &self.definition)
        {
            faults.push(FieldError::new("definition.sections", "too-many", error.to_string()));
        }
        match Instrument::of(self.instrument).build(&self.setup) {
            Err(errors) => {
                faults
                    .extend(errors.iter().map(|error| FieldError::new("setup", "unfit", error.to_string())));
            }
            Ok(built) => faults.extend(self.foreign(&built)),
        }
        faults
    }

    /// Questions that claim to be an instrument's and are not as its rules make them.
    fn foreign(&self, built: &SurveyDefinition) -> Option<FieldError> {
        let reason = format!(
            "the questions of instrument {} must stand as `setup` makes them; leave `item` and `variant` of own questions empty",
            self.instrument
        );
        let questions =
            |of| fixed(of).into_iter().map(|(page, _, question)| (page, question)).collect::<Vec<_>>();
        (questions(&self.definition) != questions(built))
            .then(|| FieldError::new("definition.sections", "instrument", reason))
    }
}

/// Names what was sent and means nothing: most likely a slip of the pen.
fn unknown(path: &str, sent: &Value, understood: &Value, faults: &mut Vec<FieldError>) {
    match (sent, understood) {
        (Value::Object(sent), Value::Object(known)) => {
            for (key, value) in sent {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                match known.get(key) {
                    Some(known) => unknown(&path, value, known, faults),
                    // Of these the usual value is left out when a survey is written.
                    None if LEFT_OUT.contains(&key.as_str()) => {}
                    None => faults.push(FieldError::new(path, "unknown", "is not known here")),
                }
            }
        }
        (Value::Array(sent), Value::Array(known)) => {
            for (index, (sent, known)) in sent.iter().zip(known).enumerate() {
                unknown(&format!("{path}[{index}]"), sent, known, faults);
            }
        }
        _ => {}
    }
}

/// Sets a survey up from a file, as a draft. Nothing is made when anything in it does not fit.
///
/// # Errors
/// [`Error::NotFound`] for a service out of reach; [`Error::Invalid`] with every fault by its path.
pub async fn set_up_from_file(
    app: &App,
    viewer: &Viewer,
    service: ServiceId,
    name: Option<&str>,
    text: &str,
) -> Result<Survey, Error> {
    let reach = viewer.require(Permission::ManageSurveys)?;
    if !reach.has_service(service) {
        return Err(Error::NotFound("service"));
    }
    let file = SurveyFile::read(text).map_err(Error::Invalid)?;
    let mut fields = Fields::default();
    let _ = fields.name("name", &file.name);
    if file.notices.burden_minutes.is_some_and(|minutes| !(1..=600).contains(&minutes)) {
        fields.refuse("notices.burden_minutes", "minutes", "must be from 1 to 600 minutes");
    }
    if !fields.fit() {
        return Err(fields.refused());
    }
    let name = name.map_or_else(|| file.name.clone(), str::to_owned);
    let survey = Survey {
        id: SurveyId(0),
        key: String::new(),
        service,
        touchpoint: None,
        channel: file.channel,
        instrument: file.instrument,
        name: String::new(),
        state: SurveyState::Draft,
        version: SurveyVersionId(0),
        number: 1,
        setup: file.setup,
        notices: file.notices,
        definition: file.definition,
    };
    let detail = json!({"service": service, "instrument": file.instrument});
    copies::insert(app, viewer, survey, &name, "survey.set_up_from_file", &detail).await
}

/// Puts the definition of a file in the place of a survey's working draft, as it was at `revision` where one is named.
/// Its name, channel and notices stay.
///
/// # Errors
/// As [`edit`]; [`Error::Invalid`] with every fault by its path, and for a file of another instrument.
pub async fn take_over_file(
    app: &App,
    viewer: &Viewer,
    id_or_key: &str,
    revision: Option<i64>,
    text: &str,
) -> Result<Working, Error> {
    let reach = viewer.require(Permission::ManageSurveys)?;
    let before = working::read(app, within(app, &reach, id_or_key).await?).await?;
    let file = SurveyFile::read(text).map_err(Error::Invalid)?;
    if file.instrument != before.survey.instrument {
        let reason = format!("must be {}: a survey keeps its instrument", before.survey.instrument);
        return Err(Error::Invalid(vec![FieldError::new("instrument", "unfit", reason)]));
    }
    let revision = revision.unwrap_or(before.revision);
    edit(app, viewer, id_or_key, revision, Act::Replace(Box::new(file.definition))).await?;
    working::read(app, within(app, &reach, id_or_key).await?).await
}
