//! Responses as a table, one a row, written while it is sent: whatever matches, without a cap.

use std::collections::{BTreeMap, BTreeSet, HashMap};

pub use catsup_exchange::TableFormat;
use catsup_exchange::{Cell, TableWriter};
use catsup_model::{
    Viewer,
    id::{AccountId, ResponseId, ServiceId, SurveyId, TouchpointId},
    instrument::{Instrument, InstrumentCode},
    response::Response,
    survey::{QuestionKind, Survey},
};
use catsup_store::{ResponseFilter, Tag};
use tokio::sync::mpsc;

use crate::{App, Error, download::Download, inbox};

/// Responses read from the store at a time.
const PAGE: i64 = 500;

/// What stands before segments and answers.
const FIXED: [&str; 20] = [
    "id",
    "survey",
    "survey_name",
    "instrument",
    "service",
    "service_name",
    "touchpoint",
    "channel",
    "language",
    "device",
    "state",
    "source",
    "page",
    "campaign",
    "handling",
    "assignee",
    "archived_at",
    "tags",
    "occurred_at",
    "received_at",
];

/// Every response within reach that matches, newest first, as a table.
///
/// Columns are the circumstances, then `segment.NAME`, then the questions: values as numbers, words as texts, a choice
/// as `question.choice` (1 ticked, 0 offered and not ticked, blank not offered), the words beside it as
/// `question.choice.text`. Where several instruments come together, each question stands after its instrument's code.
///
/// # Errors
/// [`Error::Denied`].
pub async fn export(
    app: &App,
    viewer: &Viewer,
    filter: ResponseFilter,
    format: TableFormat,
) -> Result<mpsc::Receiver<Result<Vec<u8>, Error>>, Error> {
    let filter = inbox::within(app, viewer, filter).await?;
    let everywhere = app.store().scope_services(&catsup_model::Reach::Everything, None).await?;
    let counts = |id: &ServiceId| filter.every_service || filter.services.contains(id);
    let services: BTreeMap<ServiceId, String> = everywhere
        .into_iter()
        .filter(|(id, _)| counts(id))
        .map(|(id, name)| (id, name.to_string()))
        .collect();
    let ids: Vec<ServiceId> = services.keys().copied().collect();
    let sheet = Sheet::read(app, services, &ids, &filter.surveys).await?;
    let app = app.clone();
    Ok(Download::start(move |download| async move {
        let mut table = TableWriter::new(format, download.clone(), app.now());
        let names: Vec<&str> = sheet.names.iter().map(String::as_str).collect();
        table.header(&names).map_err(unwritten)?;
        let mut before = filter.before;
        loop {
            let page = ResponseFilter { before, ..filter.clone() };
            let page = app.store().response_list(&page, PAGE).await?;
            let Some(last) = page.last() else { break };
            before = Some(last.id);
            let ids: Vec<ResponseId> = page.iter().map(|response| response.id).collect();
            let tags = app.store().tags_of(&ids).await?;
            for response in &page {
                let tags = tags.get(&response.id).map_or(&[][..], Vec::as_slice);
                sheet.write(response, tags, &mut table)?;
            }
            download.pass_on().await?;
        }
        table.finish().map_err(unwritten)?;
        download.pass_on().await
    }))
}

/// Whose question a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Origin {
    /// An instrument's: the same column for every survey set up from it.
    Instrument(InstrumentCode),
    /// An author's own.
    Survey(SurveyId),
}

/// The columns of the table, and the names its rows speak of.
struct Sheet {
    names: Vec<String>,
    segments: Vec<String>,
    /// Answer columns: where the question belongs and the key of the answer, `.text` at its end for words beside a tick.
    answers: HashMap<(Origin, String), usize>,
    accounts: BTreeMap<AccountId, String>,
    surveys: HashMap<SurveyId, Survey>,
    services: BTreeMap<ServiceId, String>,
    touchpoints: HashMap<TouchpointId, String>,
}

impl Sheet {
    async fn read(
        app: &App,
        services: BTreeMap<ServiceId, String>,
        ids: &[ServiceId],
        chosen: &[SurveyId],
    ) -> Result<Self, Error> {
        let store = app.store();
        // A file may answer for another service than its survey's: look the surveys up wherever they are.
        let everywhere = store.service_ids(&catsup_model::Reach::Everything).await?;
        let mut surveys = HashMap::new();
        let mut after = None;
        loop {
            let page = store.survey_list(&everywhere, after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            let kept = page.into_iter().filter(|survey| chosen.is_empty() || chosen.contains(&survey.id));
            surveys.extend(kept.map(|survey| (survey.id, survey)));
        }
        let segments: BTreeSet<String> =
            store.scope_segments(ids).await?.into_iter().map(|(name, _)| name).collect();
        let touchpoints = store.scope_touchpoints(ids).await?;
        let mut sheet = Self {
            names: FIXED.map(str::to_owned).to_vec(),
            segments: segments.into_iter().collect(),
            answers: HashMap::new(),
            accounts: inbox::account_names(app).await?,
            surveys,
            services,
            touchpoints: touchpoints.into_iter().collect(),
        };
        sheet.names.extend(sheet.segments.iter().map(|name| format!("segment.{name}")));
        sheet.add_answers();
        sheet.add_own_answers(app).await?;
        Ok(sheet)
    }

    fn add_answers(&mut self) {
        // By instrument and not by version: what an earlier version asked keeps its column.
        let instruments: BTreeSet<InstrumentCode> = self.surveys.values().map(|one| one.instrument).collect();
        let several = instruments.len() > 1;
        for instrument in instruments {
            let asked = Instrument::of(instrument).questions();
            for key in asked.flat_map(|question| answer_keys(&question.key, &question.kind)) {
                let name = if several { format!("{instrument}.{key}") } else { key.clone() };
                self.add(Origin::Instrument(instrument), key, name);
            }
        }
    }

    /// Questions of the authors, in every version there was.
    async fn add_own_answers(&mut self, app: &App) -> Result<(), Error> {
        let mut surveys: Vec<(SurveyId, String, InstrumentCode)> =
            self.surveys.values().map(|one| (one.id, one.key.clone(), one.instrument)).collect();
        surveys.sort();
        let several = surveys.len() > 1;
        for (id, survey, instrument) in surveys {
            for version in app.store().version_list(id).await? {
                let asked = version.definition.questions();
                for key in asked.flat_map(|question| answer_keys(&question.key, &question.kind)) {
                    if !self.answers.contains_key(&(Origin::Instrument(instrument), key.clone())) {
                        let name = if several { format!("{survey}.{key}") } else { key.clone() };
                        self.add(Origin::Survey(id), key, name);
                    }
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, origin: Origin, key: String, name: String) {
        let place = self.names.len();
        if let std::collections::hash_map::Entry::Vacant(free) = self.answers.entry((origin, key)) {
            free.insert(place);
            self.names.push(name);
        }
    }

    fn write(
        &self,
        response: &Response,
        tags: &[Tag],
        table: &mut TableWriter<Download>,
    ) -> Result<(), Error> {
        let Some(survey) = self.surveys.get(&response.survey) else { return Ok(()) };
        let touchpoint = response.touchpoint.and_then(|id| self.touchpoints.get(&id));
        let service_name = self.services.get(&response.service).map_or("", String::as_str);
        let assignee = response.assignee.and_then(|id| self.accounts.get(&id));
        let tags: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
        let tags = tags.join(", ");
        let mut row = vec![Cell::Missing; self.names.len()];
        let fixed = [
            Cell::Int(response.id.0),
            Cell::Text(&survey.key),
            Cell::Text(&survey.name),
            Cell::Text(survey.instrument.code()),
            Cell::Int(response.service.0),
            Cell::Text(service_name),
            touchpoint.map_or(Cell::Missing, |name| Cell::Text(name)),
            Cell::Text(response.channel.code()),
            Cell::Text(response.language.code()),
            response.device.as_deref().map_or(Cell::Missing, Cell::Text),
            Cell::Text(response.state.code()),
            Cell::Text(response.source.code()),
            response.page.as_deref().map_or(Cell::Missing, Cell::Text),
            response.campaign.as_deref().map_or(Cell::Missing, Cell::Text),
            Cell::Text(response.handling.code()),
            assignee.map_or(Cell::Missing, |name| Cell::Text(name)),
            response.archived_at.map_or(Cell::Missing, Cell::Time),
            if tags.is_empty() { Cell::Missing } else { Cell::Text(&tags) },
            Cell::Time(response.occurred_at),
            Cell::Time(response.received_at),
        ];
        row[..FIXED.len()].copy_from_slice(&fixed);
        for (place, name) in self.segments.iter().enumerate() {
            if let Some(value) = response.segments.get(name) {
                row[FIXED.len() + place] = Cell::Text(value);
            }
        }
        let place = |key: String| {
            let own = (Origin::Survey(survey.id), key);
            let place = self.answers.get(&own);
            place.or_else(|| self.answers.get(&(Origin::Instrument(survey.instrument), own.1))).copied()
        };
        for answer in &response.answers {
            match (answer.value, answer.text.as_deref()) {
                (Some(value), words) => {
                    put(&mut row, place(answer.question.clone()), Cell::Int(value));
                    if let Some(words) = words {
                        put(&mut row, place(format!("{}.text", answer.question)), Cell::Text(words));
                    }
                }
                (None, Some(words)) => {
                    // The words beside a single choice have no value of their own.
                    let own = place(answer.question.clone());
                    put(
                        &mut row,
                        own.or_else(|| place(format!("{}.text", answer.question))),
                        Cell::Text(words),
                    );
                }
                (None, None) => {}
            }
        }
        table.row(&row).map_err(unwritten)
    }
}

fn put<'a>(row: &mut [Cell<'a>], place: Option<usize>, cell: Cell<'a>) {
    if let Some(place) = place {
        row[place] = cell;
    }
}

/// Every key under which answers to a question are stored.
fn answer_keys(question: &str, kind: &QuestionKind) -> Vec<String> {
    let (choices, rows, each) = match kind {
        QuestionKind::Multiple { choices, .. } => (choices.as_slice(), &[][..], true),
        QuestionKind::Single { choices, .. } => (choices.as_slice(), &[][..], false),
        QuestionKind::Grid { rows, .. } => (&[][..], rows.as_slice(), true),
        QuestionKind::Display => return Vec::new(),
        _ => (&[][..], &[][..], false),
    };
    let mut keys = Vec::new();
    keys.extend((!each).then(|| question.to_owned()));
    keys.extend(rows.iter().map(|row| format!("{question}.{}", row.key)));
    for choice in choices {
        let key = format!("{question}.{}", choice.key);
        keys.extend(each.then(|| key.clone()));
        keys.extend(choice.with_text.then(|| format!("{key}.text")));
    }
    keys
}

fn unwritten(error: catsup_exchange::ExchangeError) -> Error {
    Error::Internal { what: "writing the table", source: error.into() }
}
