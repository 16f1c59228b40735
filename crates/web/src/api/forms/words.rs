//! The words around the questions of a form, so that a script carries none of its own.

use std::collections::BTreeMap;

use catsup_model::notice::Notices;

use super::FormNotice;
use crate::i18n::Translator;

/// Names of the words in the answer, and their texts in the catalogue. `{n}` and `{m}` in them are for the script to
/// fill: it counts characters, pages and errors.
const WORDS: [(&str, &str); 26] = [
    ("send", "send"),
    ("next", "next"),
    ("back", "back"),
    ("close", "embed-close"),
    ("feedback", "embed-feedback"),
    ("required", "required"),
    ("required_note", "required-note"),
    ("choose_one", "choose-one"),
    ("page", "embed-page"),
    ("characters_left", "embed-characters-left"),
    ("characters_over", "embed-characters-over"),
    ("error_prefix", "error-prefix"),
    ("error_title", "embed-error-title"),
    ("error_required", "error-required"),
    ("error_choose", "error-choose"),
    ("error_nothing", "error-nothing-answered"),
    ("sending", "embed-sending"),
    ("waiting", "embed-waiting"),
    ("retry", "embed-retry"),
    ("refused", "embed-refused"),
    ("closed", "embed-closed"),
    ("counted", "embed-counted"),
    ("more", "embed-more"),
    ("no_more", "embed-no-more"),
    ("thanks_title", "thanks-title"),
    ("notice_title", "embed-notice-title"),
];

pub(super) fn around(t: Translator, service: &str) -> BTreeMap<&'static str, String> {
    let mut words: BTreeMap<&'static str, String> =
        WORDS.into_iter().map(|(name, key)| (name, t.say(key).to_string())).collect();
    let list = t.say("list-and").arg("first", "{first}").arg("last", "{last}");
    words.insert("list_and", list.to_string());
    words.insert("thanks", t.say("thanks-lead").arg("service", service).to_string());
    words
}

/// What stands in fine print: how long it takes, the control number and its end.
pub(super) fn lines(t: Translator, notices: &Notices) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(minutes) = notices.burden_minutes {
        lines.push(t.say("form-minutes").arg("n", i64::from(minutes)).to_string());
    }
    if let Some(number) = &notices.control_number {
        lines.push(t.say("notice-control-number").arg("number", number.as_str()).to_string());
    }
    if let Some(last) = notices.expires {
        lines.push(t.say("notice-expires").arg("date", t.date(last)).to_string());
    }
    lines
}

pub(super) fn notices(t: Translator, notices: &Notices) -> Vec<FormNotice> {
    let mut statements = Vec::new();
    if let Some(minutes) = notices.burden_minutes {
        let mut text = t.say("notice-burden").arg("n", i64::from(minutes)).to_string();
        if notices.control_number.is_some() {
            text = format!("{text} {}", t.say("notice-not-required"));
        }
        statements.push(FormNotice { title: t.say("notice-burden-title").to_string(), text });
    }
    if !notices.privacy.is_empty() {
        let text = t.pick(&notices.privacy).to_owned();
        statements.push(FormNotice { title: t.say("notice-privacy-title").to_string(), text });
    }
    statements
}
