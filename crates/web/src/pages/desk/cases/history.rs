//! The history of a case in words, for staff and for the person.

use catsup_model::case::{Case, CaseEvent, CaseEventKind};
use jiff::tz::TimeZone;

use crate::{i18n::Translator, links};

/// A file that came with an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileLine {
    /// Where it is downloaded; empty where it is only named.
    pub(crate) href: String,
    /// Its name and size.
    pub(crate) name: String,
}

/// One entry of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HistoryLine {
    /// What happened, in a sentence.
    pub(crate) what: String,
    /// Who, where that is known.
    pub(crate) by: String,
    /// When.
    pub(crate) at: String,
    /// Words that were written, by paragraph.
    pub(crate) words: Vec<String>,
    /// What happens next, as it was promised.
    pub(crate) next_step: String,
    /// By when, as it was promised.
    pub(crate) by_day: String,
    /// Whose words: `person`, `staff`, `note`, or empty for what happened without words.
    pub(crate) side: &'static str,
    /// Files that came along.
    pub(crate) files: Vec<FileLine>,
    /// Another case that it binds this one to: where it is, and its number.
    pub(crate) leads_to: Option<(String, String)>,
}

impl HistoryLine {
    /// An entry; `names` are those its detail speaks of, `audience` is `staff` or `person`.
    pub(crate) fn of(
        t: Translator,
        case: &Case,
        event: &CaseEvent,
        by: Option<&str>,
        names: &[String],
        audience: &str,
        zone: &TimeZone,
    ) -> Self {
        use CaseEventKind as K;
        let mut what = match event.kind {
            K::Noted if !names.is_empty() => t.say("case-event-staff-noted-for"),
            kind => t.name(&format!("case-event-{audience}"), kind.code()),
        };
        if event.kind == K::Noted {
            what = what.arg("names", names.join(", "));
        }
        for (name, value) in ["one", "other"].into_iter().zip(names) {
            what = what.arg(name, value.as_str());
        }
        for missing in names.len()..2 {
            what = what.arg(["one", "other"][missing], t.say("case-nobody").to_string());
        }
        let mut what = what.to_string();
        if let Some(clock) = event.detail["clock"].as_str() {
            what = format!("{what}: {}", t.name("case-clock", clock));
        }
        if let Some(reason) = event.detail["reason"].as_str() {
            what = format!("{what} {}", t.name("case-mail-reason", reason));
        }
        if let (K::Merged, Some(number)) = (event.kind, event.detail["number"].as_str()) {
            what = format!("{what}: {number}");
        }
        if event.case != case.id {
            what = format!("{what} ({})", t.say("case-of-merged"));
        }
        let by = match (by, event.actor.as_str()) {
            (Some(name), _) => name.to_owned(),
            (None, "public") => t.say("case-by-person").to_string(),
            (None, _) => t.say("case-by-program").to_string(),
        };
        let day = event.detail["by"].as_str().and_then(|day| day.parse::<jiff::civil::Date>().ok());
        Self {
            what,
            by,
            at: t.date_time(event.at.to_zoned(zone.clone()).datetime()).to_string(),
            words: event
                .text
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect(),
            next_step: event.detail["next_step"].as_str().unwrap_or_default().to_owned(),
            by_day: day.map(|day| t.date(day).to_string()).unwrap_or_default(),
            side: match event.kind {
                K::Opened | K::Said | K::Denied => "person",
                K::Replied | K::Reopened => "staff",
                K::Noted | K::HandedOver => "note",
                _ => "",
            },
            files: Vec::new(),
            leads_to: match (event.kind, event.detail["case"].as_str(), event.detail["number"].as_str()) {
                (K::Mentioned | K::Unrelated | K::WrittenAbout, Some(case), Some(number)) => {
                    Some((links::case(case), number.to_owned()))
                }
                _ => None,
            },
        }
    }
}

/// “scan.pdf (120 KB)”.
pub(crate) fn file_name(name: &str, size: i64) -> String {
    format!("{name} ({} KB)", (size + 1023) / 1024)
}
