//! One answer of the library: what it says, how far it has come, its versions, and what readers made of it.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    anticipation::{self, StillCameBack},
    library::{self, AnswerDetail, ChangeReaders, Consistency},
};
use catsup_model::{
    Language,
    id::AnswerId,
    library::{AnswerState, Audience},
};
use jiff::{Timestamp, tz::TimeZone};

use super::{crumbs, list::helped, question, state_tag};
use crate::{
    components::Crumb,
    error::PageError,
    extract::{PathId, SignedIn},
    forms::Form,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    markdown::prose,
};

/// The most needs told of that people come back for.
const MOST_CAME_BACK: usize = 5;

/// An answer.
#[derive(Debug, Template)]
#[template(path = "pages/desk/answers/show.html")]
pub(crate) struct DeskAnswer {
    layout: Layout,
    crumbs: Vec<Crumb>,
    id: AnswerId,
    question: String,
    code: &'static str,
    state: AnswerState,
    tag: &'static str,
    number: u32,
    in_force: Option<u32>,
    facts: Vec<(String, String)>,
    contents: Vec<Written>,
    missing: Vec<&'static str>,
    versions: Vec<VersionRow>,
    readers: Option<Readers>,
    /// What readers still come back for: a sentence, and whether it is the same need again.
    came_back: Vec<CameBack>,
    public: Option<String>,
    approval: Form,
    may_write: bool,
    may_approve: bool,
}

/// The answer in one language: the name of each field that says something, and what it says, as HTML where it is prose.
#[derive(Debug)]
struct Written {
    language: Language,
    fields: Vec<(String, String, bool)>,
}

/// A version in the list.
#[derive(Debug)]
struct VersionRow {
    href: String,
    number: u32,
    written: String,
    author: String,
    approved: String,
    starts: String,
    note: String,
}

/// Something that people with the needs of the answer still come back for.
#[derive(Debug)]
struct CameBack {
    sentence: String,
    advice: String,
}

/// Who read the latest version that was to be read.
#[derive(Debug)]
struct Readers {
    read: Vec<(String, String)>,
    unread: Vec<String>,
}

impl DeskAnswer {
    fn new(
        layout: Layout,
        detail: &AnswerDetail,
        readers: Option<ChangeReaders>,
        settings: (u64, &TimeZone),
    ) -> Self {
        let t = layout.t;
        let (smallest, zone) = settings;
        let moment = |at: Timestamp| t.date_time(at.to_zoned(zone.clone()).datetime()).to_string();
        let (question, code) = question(t, &detail.latest);
        let answer = &detail.answer;
        let written = |(language, content): (&Language, &catsup_model::library::AnswerContent)| Written {
            language: *language,
            fields: content
                .fields()
                .into_iter()
                .filter(|(name, text)| !text.is_empty() && *name != "question")
                .map(|(name, text)| {
                    let is_prose = matches!(name, "details" | "alternatives");
                    let shown = if is_prose { prose(&text) } else { text };
                    (t.name("answer-field", name).to_string(), shown, is_prose)
                })
                .collect(),
        };
        let rows = detail.versions.iter().map(|line| VersionRow {
            href: links::answer_version(answer.id, line.version.number),
            number: line.version.number,
            written: moment(line.version.written_at),
            author: line.author.clone(),
            approved: line.version.approved.map(|(_, at)| moment(at)).unwrap_or_default(),
            starts: line.version.starts_on.map(|day| t.date(day).to_string()).unwrap_or_default(),
            note: line.version.note.clone(),
        });
        let readers = readers.map(|readers| Readers {
            read: readers.read.into_iter().map(|(name, at)| (name, moment(at))).collect(),
            unread: readers.unread,
        });
        let starts = detail.latest.starts_on.map(|day| day.to_string()).unwrap_or_default();
        let must_read = if detail.latest.must_read { "1" } else { "" };
        Self {
            crumbs: crumbs(t),
            id: answer.id,
            question,
            code,
            state: answer.state,
            tag: state_tag(answer.state),
            number: answer.latest,
            in_force: detail.in_force,
            facts: facts(t, detail, smallest),
            contents: detail.latest.document.contents.iter().map(written).collect(),
            missing: detail.latest.document.missing().iter().map(|one| one.own_name()).collect(),
            versions: rows.collect(),
            readers,
            came_back: Vec::new(),
            public: (detail.in_force.is_some() && answer.audience == Audience::Public)
                .then(|| links::answer(&answer.slug)),
            approval: Form::with([("starts_on", starts.as_str()), ("must_read", must_read)]),
            may_write: detail.may_write,
            may_approve: detail.may_approve,
            layout,
        }
    }

    fn waits(&self) -> bool {
        matches!(self.state, AnswerState::Draft | AnswerState::Review)
    }
}

impl CameBack {
    fn of(t: Translator, one: &StillCameBack) -> Self {
        let found = &one.found;
        let sentence = t
            .say("answer-came-back-line")
            .arg("next", found.next_name.as_str())
            .arg("share", t.percent(found.probability(), 0))
            .arg("n", found.contacts)
            .arg("days", u64::from(found.window_days));
        let advice = match (one.same_need, one.has_answer) {
            (true, _) => "answer-came-back-same",
            (false, true) => "answer-came-back-add",
            (false, false) => "answer-came-back-write",
        };
        Self { sentence: sentence.to_string(), advice: t.say(advice).to_string() }
    }
}

fn facts(t: Translator, detail: &AnswerDetail, smallest: u64) -> Vec<(String, String)> {
    let answer = &detail.answer;
    let fact = |key: &str, value: String| (!value.is_empty()).then(|| (t.say(key).to_string(), value));
    let day = |day: Option<jiff::civil::Date>| day.map(|day| t.date(day).to_string()).unwrap_or_default();
    let reads = format!("{} · {}", t.number(detail.reads.reads), helped(t, detail.reads, smallest));
    [
        fact("answer-audience", t.name("audience", answer.audience.code()).to_string()),
        fact("answer-organisation", detail.organisation.clone()),
        fact("answer-service", detail.service.clone()),
        fact("answer-needs", answer.needs.join(" · ")),
        fact("answer-experiences", detail.experiences.join(" · ")),
        fact("answer-owner", detail.owner.clone()),
        fact("answer-review-on", day(answer.review_on)),
        fact("answer-ends-on", day(answer.ends_on)),
        fact("answer-reads-90", reads),
        fact("answer-reads-desk", t.number(detail.reads.desk)),
        fact("answer-consistency", consistency(t, detail.consistency, smallest)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// How well replies kept the answer; empty where it was put into none.
fn consistency(t: Translator, found: Consistency, smallest: u64) -> String {
    match found.kept {
        _ if found.replies == 0 => String::new(),
        None => t.say("answer-consistency-few").arg("smallest", smallest).to_string(),
        Some(kept) => t
            .say("answer-consistency-share")
            .arg("share", t.percent(kept.share, 0))
            .arg("low", t.percent(kept.interval.low, 0))
            .arg("high", t.percent(kept.interval.high, 0))
            .arg("n", kept.n)
            .to_string(),
    }
}

/// `GET /desk/answers/{answer}`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<AnswerId>,
) -> Result<Page<DeskAnswer>, PageError> {
    let viewer = &identity.viewer;
    let detail = library::detail(&app, viewer, id).await?;
    let to_read =
        detail.versions.iter().find(|line| line.version.must_read && line.version.approved.is_some());
    let readers = match to_read {
        Some(line) if detail.may_write => {
            Some(library::readers_of(&app, viewer, id, line.version.number).await?)
        }
        _ => None,
    };
    let came_back = anticipation::still_came_back(&app, viewer, &detail.answer.needs).await?;
    let t = layout.t;
    let settings = app.settings();
    let page = DeskAnswer::new(layout, &detail, readers, (settings.smallest_cell, &settings.zone));
    let came_back = came_back.iter().take(MOST_CAME_BACK).map(|one| CameBack::of(t, one)).collect();
    Ok(Page::new(DeskAnswer { came_back, ..page }))
}

impl Samples for DeskAnswer {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |state| {
            let layout = Layout { path: links::desk_answer(1), ..Layout::sample(language) };
            let readers = (state == AnswerState::Approved).then(|| ChangeReaders {
                read: vec![("Ana Ruiz".to_owned(), Timestamp::UNIX_EPOCH)],
                unread: vec!["Bo Lee".to_owned()],
            });
            let came_back = CameBack {
                sentence: layout.t.say("answer-came-back-same").to_string(),
                advice: "<b>".to_owned(),
            };
            let page = Self::new(layout, &super::samples::detail(state), readers, (10, &TimeZone::UTC));
            Self { came_back: vec![came_back], ..page }
        };
        AnswerState::ALL.iter().copied().map(sample).collect()
    }
}
