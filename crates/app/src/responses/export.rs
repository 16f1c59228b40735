//! Responses as a table, one a row, written while it is sent: whatever matches, without a cap.

use std::collections::{BTreeMap, BTreeSet, HashMap};

pub use catsup_exchange::TableFormat;
use catsup_exchange::{Cell, TableWriter};
use catsup_model::{
    Permission, Viewer,
    id::{ServiceId, SurveyId, TouchpointId},
    instrument::{Instrument, InstrumentCode},
    response::Response,
    survey::{QuestionKind, Survey},
};
use catsup_store::ResponseFilter;
use tokio::sync::mpsc;

use crate::{App, Error, download::Download};

/// Responses read from the store at a time.
const PAGE: i64 = 500;

/// What stands before segments and answers.
const FIXED: [&str; 14] = [
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
    let reach = viewer.require(Permission::ReadResponses)?;
    let within = app.store().scope_services(&reach, None).await?;
    let chosen = |id: &ServiceId| filter.services.is_empty() || filter.services.contains(id);
    let services: BTreeMap<ServiceId, String> =
        within.into_iter().filter(|(id, _)| chosen(id)).map(|(id, name)| (id, name.to_string())).collect();
    let ids: Vec<ServiceId> = services.keys().copied().collect();
    let filter = ResponseFilter { services: ids.clone(), ..filter };
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
            for response in &page {
                sheet.write(response, &mut table)?;
            }
            download.pass_on().await?;
        }
        table.finish().map_err(unwritten)?;
        download.pass_on().await
    }))
}

/// The columns of the table, and the names its rows speak of.
struct Sheet {
    names: Vec<String>,
    segments: Vec<String>,
    /// Answer columns: the instrument and the key of the answer, `.text` at its end for words beside a tick.
    answers: HashMap<(InstrumentCode, String), usize>,
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
            surveys,
            services,
            touchpoints: touchpoints.into_iter().collect(),
        };
        sheet.names.extend(sheet.segments.iter().map(|name| format!("segment.{name}")));
        sheet.add_answers();
        Ok(sheet)
    }

    fn add_answers(&mut self) {
        // By instrument and not by version: what an earlier version asked keeps its column.
        let instruments: BTreeSet<InstrumentCode> = self.surveys.values().map(|one| one.instrument).collect();
        let several = instruments.len() > 1;
        for instrument in instruments {
            for key in answer_keys(instrument) {
                let name = if several { format!("{instrument}.{key}") } else { key.clone() };
                self.answers.insert((instrument, key), self.names.len());
                self.names.push(name);
            }
        }
    }

    fn write(&self, response: &Response, table: &mut TableWriter<Download>) -> Result<(), Error> {
        let Some(survey) = self.surveys.get(&response.survey) else { return Ok(()) };
        let touchpoint = response.touchpoint.and_then(|id| self.touchpoints.get(&id));
        let service_name = self.services.get(&response.service).map_or("", String::as_str);
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
            Cell::Time(response.occurred_at),
            Cell::Time(response.received_at),
        ];
        row[..FIXED.len()].copy_from_slice(&fixed);
        for (place, name) in self.segments.iter().enumerate() {
            if let Some(value) = response.segments.get(name) {
                row[FIXED.len() + place] = Cell::Text(value);
            }
        }
        let place = |key: String| self.answers.get(&(survey.instrument, key)).copied();
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

/// Every key under which answers to the instrument's questions are stored.
fn answer_keys(instrument: InstrumentCode) -> Vec<String> {
    let mut keys = Vec::new();
    for question in Instrument::of(instrument).questions() {
        let (choices, each) = match &question.kind {
            QuestionKind::Multiple { choices, .. } => (choices.as_slice(), true),
            QuestionKind::Single { choices, .. } => (choices.as_slice(), false),
            _ => (&[][..], false),
        };
        if !each {
            keys.push(question.key.clone());
        }
        for choice in choices {
            let key = format!("{}.{}", question.key, choice.key);
            if choice.with_text {
                keys.extend(each.then(|| key.clone()));
                keys.push(format!("{key}.text"));
            } else {
                keys.extend(each.then_some(key));
            }
        }
    }
    keys
}

fn unwritten(error: catsup_exchange::ExchangeError) -> Error {
    Error::Internal { what: "writing the table", source: error.into() }
}
