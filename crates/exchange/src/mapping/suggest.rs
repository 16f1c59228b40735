//! A first mapping proposed from the names of the columns; a person looks it over before anything is imported.

use catsup_model::{
    Feed, Language, Measure,
    survey::{Choice, Question, QuestionKind, SurveyDefinition},
};

use super::{Mapping, TimeColumn};
use crate::{fold, header::Header};

/// Names of a response's key, the likeliest first.
const EXTERNAL_ID: &[&str] = &[
    "external id",
    "response id",
    "responseid",
    "respondent id",
    "submission id",
    "id respuesta",
    "id",
    "uuid",
];
/// Names of what stands for a customer. Names and addresses of people are not among them on purpose.
const CUSTOMER: &[&str] =
    &["customer id", "customer key", "customer number", "customer", "client id", "id cliente", "cliente"];
const TIME: &[&str] = &[
    "occurred at",
    "created at",
    "submitted at",
    "submit date",
    "submitdate",
    "recorded date",
    "end date",
    "completed at",
    "completed",
    "response date",
    "timestamp",
    "date time",
    "start date",
    "received at",
    "fecha",
    "fecha y hora",
    "date",
    "time",
];
const CHANNEL: &[&str] = &["channel", "contact channel", "survey channel", "canal"];
const SERVICE: &[&str] = &["service", "service name", "servicio"];
const TOUCHPOINT: &[&str] = &["touchpoint", "touch point", "punto de contacto"];
const LANGUAGE: &[&str] = &["language", "user language", "lang", "locale", "startlanguage", "idioma"];
const DEVICE: &[&str] = &["device", "device type", "dispositivo"];
/// Attributes worth comparing groups by. Names, addresses and phone numbers are not among them on purpose.
const SEGMENTS: &[&str] = &[
    "user group",
    "group",
    "customer type",
    "user type",
    "segment",
    "role",
    "region",
    "state",
    "county",
    "city",
    "district",
    "office",
    "location",
    "age",
    "age group",
    "gender",
    "sex",
    "race",
    "ethnicity",
    "income",
    "education",
    "veteran",
    "disability",
    "tenure",
    "years",
    "grupo",
    "estado",
    "condado",
    "ciudad",
    "oficina",
    "edad",
    "genero",
];
const COMMENT: &[&str] = &[
    "free text",
    "freetext",
    "comment",
    "comments",
    "feedback",
    "additional feedback",
    "additional comments",
    "open text",
    "verbatim",
    "comentario",
    "comentarios",
];

/// Words by which a column says what it measures.
fn words_of(measure: Measure) -> &'static [&'static str] {
    match measure {
        Measure::Trust => &["trust", "confidence", "confianza"],
        Measure::Satisfaction => &["satisfaction", "satisfied", "satisfaccion"],
        Measure::Effectiveness => &["effectiveness", "quality", "efectividad", "eficacia"],
        Measure::Ease => &["ease", "easy", "simplicity", "facilidad"],
        Measure::Efficiency => &["efficiency", "speed", "timeliness", "eficiencia", "rapidez"],
        Measure::Transparency => &["transparency", "equity", "fairness", "transparencia", "equidad"],
        Measure::Humanity => &["humanity", "respect", "humanidad", "respeto"],
        Measure::Employee => {
            &["employee", "employees", "helpfulness", "helpful", "staff", "empleados", "personal"]
        }
        Measure::Recommendation => &["nps", "recommend", "recommendation", "recomendar", "recomendacion"],
        Measure::Csat => &["csat", "satisfaction", "satisfied", "satisfaccion"],
        Measure::Effort => &["ces", "effort", "esfuerzo"],
        Measure::Usefulness => &["useful", "usefulness", "helpful", "util"],
        Measure::Rating => &["rating", "stars", "calificacion"],
    }
}

impl Mapping {
    /// Proposes a mapping: by question key, by question text in either language, by what a column is called to
    /// measure, and by the usual names of times, keys and attributes. Each column is used once.
    #[must_use]
    pub fn suggest(header: &Header, definition: &SurveyDefinition) -> Self {
        let mut columns = Columns::new(header);
        let mut mapping = Self::default();
        mapping.suggest_exact(&mut columns, definition);
        mapping.external_id = columns.take_named(EXTERNAL_ID);
        mapping.customer = columns.take_named(CUSTOMER);
        mapping.time = columns.take_named(TIME).map(|column| TimeColumn { column, format: None });
        mapping.channel = columns.take_named(CHANNEL);
        mapping.service = columns.take_named(SERVICE);
        mapping.touchpoint = columns.take_named(TOUCHPOINT);
        mapping.language = columns.take_named(LANGUAGE);
        mapping.device = columns.take_named(DEVICE);
        mapping.suggest_comment(&mut columns, definition);
        while let Some(column) = columns.take_named(SEGMENTS) {
            let name = fold::words(&column).replace(' ', "_");
            mapping.segments.insert(column, name);
        }
        mapping.suggest_measures(&mut columns, definition);
        mapping
    }

    fn is_answered(&self, question: &str) -> bool {
        self.column_of(question).is_some()
    }

    /// Columns named by key or text of a question, or of one of its choices.
    fn suggest_exact(&mut self, columns: &mut Columns, definition: &SurveyDefinition) {
        for question in definition.questions() {
            if question.rows().is_empty()
                && question.is_answered_by_people()
                && let Some(column) = columns.take(|folded| names_question(folded, question))
            {
                self.questions.insert(column, question.key.clone());
            } else if let QuestionKind::Multiple { choices: parts, .. }
            | QuestionKind::Grid { rows: parts, .. } = &question.kind
            {
                for choice in parts {
                    if let Some(column) = columns.take(|folded| names_choice(folded, question, choice)) {
                        let target = format!("{}.{}", question.key, choice.key);
                        self.questions.insert(column, target);
                    }
                }
            }
        }
    }

    /// The comment goes to the question meant for it, else to the last long text of the survey.
    fn suggest_comment(&mut self, columns: &mut Columns, definition: &SurveyDefinition) {
        let texts = definition.questions().filter(|question| {
            matches!(question.kind, QuestionKind::LongText { .. }) && !self.is_answered(&question.key)
        });
        let best = texts.max_by_key(|question| question.item.ends_with(".comment"));
        if let Some(question) = best
            && let Some(column) = columns.take_named(COMMENT)
        {
            self.questions.insert(column, question.key.clone());
        }
    }

    fn suggest_measures(&mut self, columns: &mut Columns, definition: &SurveyDefinition) {
        for question in definition.questions() {
            let Some(Feed::Measure(measure)) = question.feeds else {
                continue;
            };
            if self.is_answered(&question.key) {
                continue;
            }
            let says = |folded: &str| {
                let mut words = folded.split(' ');
                words.any(|word| words_of(measure).contains(&word))
            };
            if let Some(column) = columns.take(says) {
                self.questions.insert(column, question.key.clone());
            }
        }
    }
}

fn texts(text: &catsup_model::Translated) -> impl Iterator<Item = String> {
    Language::ALL.into_iter().filter_map(|language| text.exact(language).map(fold::words))
}

fn names_question(folded: &str, question: &Question) -> bool {
    fold::words(&question.key) == folded || texts(&question.text).any(|text| text == folded)
}

/// `answer_02.ease`, `answer_02 [ease]`, `positive_ease`, or the text of the choice with or without its question.
fn names_choice(folded: &str, question: &Question, choice: &Choice) -> bool {
    let keys = fold::words(&format!("{} {}", question.key, choice.key));
    let feed = choice.feeds.map(|feed| fold::words(&feed.to_string()));
    let with_question = texts(&question.text)
        .zip(texts(&choice.text))
        .any(|(question, choice)| folded == format!("{question} {choice}"));
    keys == folded
        || feed.as_deref() == Some(folded)
        || with_question
        || texts(&choice.text).any(|text| text == folded)
}

/// Columns not yet mapped: as named, and folded.
struct Columns(Vec<(String, String)>);

impl Columns {
    /// Columns without a name or with one that stands twice cannot be mapped by name.
    fn new(header: &Header) -> Self {
        let usable = header.names().iter();
        let usable = usable.filter(|name| !name.is_empty() && !header.is_repeated(name));
        Self(usable.map(|name| (name.clone(), fold::words(name))).collect())
    }

    fn take(&mut self, wanted: impl Fn(&str) -> bool) -> Option<String> {
        let place = self.0.iter().position(|(_, folded)| wanted(folded))?;
        Some(self.0.remove(place).0)
    }

    fn take_named(&mut self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.take(|folded| folded == *name))
    }
}
