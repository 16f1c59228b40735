//! The list of screens and the small ones among them.

use catsup_model::{
    response::ResponseSource,
    screening::{ScreenCode, ScreenVerdict, ScreeningRules, Threshold, Verdict},
    survey::{QuestionKind, TextCheck},
};
use jiff::SignedDuration;

use super::{Submitted, content::Content, crisis::Crisis, opened::Opened, proof, text};

/// Everything a screen may look at.
pub(super) struct Seen<'a> {
    pub(super) submitted: &'a Submitted<'a>,
    pub(super) opened: Opened,
    /// Whether a good proof of work came along.
    pub(super) proven: bool,
    /// How many responses carried the same longer text lately.
    pub(super) same_texts: i64,
    pub(super) rules: &'a ScreeningRules,
}

impl Seen<'_> {
    pub(super) fn threshold(&self, threshold: Threshold) -> usize {
        self.rules.threshold(threshold) as usize
    }
}

/// What a screen says other than a pass: verdict, reason and how sure it is, from 0 to 100.
pub(super) type Said = (Verdict, &'static str, i64);

/// One screen. It looks, and changes nothing.
pub(super) trait Screen: Sync {
    /// Its code.
    fn code(&self) -> ScreenCode;

    /// What it says: `None` when it has nothing to go by, `Some(None)` for a pass.
    fn look(&self, seen: &Seen<'_>) -> Option<Option<Said>>;
}

/// Every screen that judges by looking. Identical answers are found where they are stored, so that two that arrive at
/// once on two nodes count once too.
const SCREENS: [&dyn Screen; 7] =
    [&Honeypot, &InjectedFields, &Content, &RepeatedText, &Speed, &Proof, &Crisis];

/// The verdict of every screen that is on and has something to go by.
pub(super) fn judge(seen: &Seen<'_>) -> Vec<ScreenVerdict> {
    let on = SCREENS.iter().filter(|screen| seen.rules.is_on(screen.code()));
    on.filter_map(|screen| {
        let (verdict, reason, score) = screen.look(seen)?.unwrap_or((Verdict::Pass, "", 0));
        Some(ScreenVerdict { screen: screen.code(), verdict, reason: reason.to_owned(), score })
    })
    .collect()
}

/// A text that someone wrote.
pub(super) struct Written<'a> {
    pub(super) words: &'a str,
    /// Whether a few words belong there, not sentences.
    pub(super) short: bool,
    /// Whether an address on the web is what was asked for.
    pub(super) may_link: bool,
}

/// Every text that was written, the keys of choices left out.
pub(super) fn written<'a>(submitted: &'a Submitted<'_>) -> impl Iterator<Item = Written<'a>> {
    let definition = &submitted.open.survey.definition;
    submitted.answers.iter().filter_map(move |answer| {
        let words = answer.text.as_deref()?;
        let Some(question) = definition.question(&answer.question) else {
            // Beside a choice stands “other”, in a few words.
            return Some(Written { words, short: true, may_link: false });
        };
        let (short, may_link) = match &question.kind {
            QuestionKind::LongText { .. } => (false, true),
            QuestionKind::ShortText { check, .. } => (true, *check == TextCheck::WebAddress),
            QuestionKind::Hidden => (true, true),
            QuestionKind::Email | QuestionKind::Phone => (true, false),
            _ => return None,
        };
        Some(Written { words, short, may_link })
    })
}

/// A field that people do not see and programs fill in.
struct Honeypot;

impl Screen for Honeypot {
    fn code(&self) -> ScreenCode {
        ScreenCode::Honeypot
    }

    fn look(&self, seen: &Seen<'_>) -> Option<Option<Said>> {
        Some(seen.submitted.signs.trapped.then_some((Verdict::Reject, "trap_filled", 95)))
    }
}

/// Fields the form never had, hidden fields that were changed, markup or links where a few words belong.
struct InjectedFields;

impl Screen for InjectedFields {
    fn code(&self) -> ScreenCode {
        ScreenCode::InjectedFields
    }

    fn look(&self, seen: &Seen<'_>) -> Option<Option<Said>> {
        let short = || written(seen.submitted).filter(|text| text.short && !text.may_link);
        let unknown = seen.submitted.signs.unknown_fields.len();
        Some(if unknown >= seen.threshold(Threshold::UnknownFields) {
            Some((Verdict::Reject, "unknown_fields", 90))
        } else if short().any(|text| text::has_script(text.words) || text::has_link_markup(text.words)) {
            Some((Verdict::Reject, "markup_in_short_field", 90))
        } else if seen.opened == Opened::Changed {
            Some((Verdict::Flag, "hidden_field_changed", 60))
        } else if unknown > 0 {
            Some((Verdict::Flag, "unknown_fields", 50))
        } else if short().any(|text| text::links(text.words) > 0) {
            Some((Verdict::Flag, "link_in_short_field", 60))
        } else {
            None
        })
    }
}

/// The same longer text from many within minutes.
struct RepeatedText;

impl Screen for RepeatedText {
    fn code(&self) -> ScreenCode {
        ScreenCode::RepeatedText
    }

    fn look(&self, seen: &Seen<'_>) -> Option<Option<Said>> {
        // With this one.
        let times = usize::try_from(seen.same_texts).unwrap_or(0) + 1;
        Some(if times >= seen.threshold(Threshold::SameTextReject) {
            Some((Verdict::Reject, "same_text", 85))
        } else if times >= seen.threshold(Threshold::SameTextFlag) {
            Some((Verdict::Flag, "same_text", 60))
        } else {
            None
        })
    }
}

/// A form sent sooner than anyone reads it: a weak sign, since a browser may fill a short form in by itself.
struct Speed;

impl Screen for Speed {
    fn code(&self) -> ScreenCode {
        ScreenCode::Speed
    }

    fn look(&self, seen: &Seen<'_>) -> Option<Option<Said>> {
        let quick_by_nature = seen.submitted.signs.one_click
            || matches!(seen.submitted.source, ResponseSource::Email | ResponseSource::Kiosk);
        let Opened::Ago(ago) = seen.opened else { return None };
        let fastest =
            SignedDuration::from_millis(i64::from(seen.rules.threshold(Threshold::FastestMilliseconds)));
        // A moment that lies ahead is a clock that was set back, on this node or another.
        let too_fast = !ago.is_negative() && ago < fastest;
        (!quick_by_nature).then_some(too_fast.then_some((Verdict::Flag, "too_fast", 30)))
    }
}

/// A client that sends unusually much, without a proof of work.
struct Proof;

impl Screen for Proof {
    fn code(&self) -> ScreenCode {
        ScreenCode::Proof
    }

    fn look(&self, seen: &Seen<'_>) -> Option<Option<Said>> {
        if seen.proven {
            return Some(None);
        }
        seen.submitted.signs.busy.then_some(Some((Verdict::Flag, proof::WANTED, 50)))
    }
}
