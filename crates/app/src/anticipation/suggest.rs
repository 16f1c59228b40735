//! Suggestions: what somebody with a need is likely to need next, with why and with the answers to it.

use std::collections::{BTreeMap, BTreeSet};

use catsup_model::{
    Channel, Language, Permission, Translated, Viewer,
    anticipation::{ASKED_A_PERSON, Arm, Choice, Decision, MiningSource, NextNeed, Surface},
    id::{AnswerId, ServiceId},
    library::{Audience, need_key},
};

use super::experiment::{self, Subject};
use crate::{
    App, Error,
    library::{Reader, Shelf, shelf},
};

/// The most suggestions at a time.
const MOST: usize = 3;
/// The most answers to one suggestion.
const MOST_ANSWERS: usize = 3;

/// Something that people with the stated need come back for.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// The key of the need that was stated.
    pub need: String,
    /// That need as it is written most often.
    pub need_name: String,
    /// The key of what comes next.
    pub next: String,
    /// What comes next as it is written most often.
    pub next_name: String,
    /// How staff say what comes next; empty where nobody corrected it.
    pub wording: Translated,
    /// Whether staff pinned it.
    pub pinned: bool,
    /// Why it is suggested.
    pub why: Why,
    /// Answers to it that the reader may read, the best first.
    pub answers: Vec<SuggestedAnswer>,
}

impl Suggestion {
    /// What comes next in the reader's language, else as it is written.
    #[must_use]
    pub fn said(&self, language: Language) -> &str {
        self.wording.exact(language).unwrap_or(&self.next_name)
    }

    /// The figures, where there are some.
    #[must_use]
    pub fn evidence(&self) -> Option<Evidence> {
        match self.why {
            Why::Found(evidence) | Why::Read(evidence) => Some(evidence),
            Why::Staff => None,
        }
    }
}

/// Why something is suggested.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Why {
    /// So many of those with the need came back for it.
    Found(Evidence),
    /// So many of those who read of the need read of it next. Contacts say nothing of it.
    Read(Evidence),
    /// Staff said so; there are no figures, or too few people to tell of them.
    Staff,
}

/// The figures behind a suggestion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// Contacts for the need.
    pub contacts: u64,
    /// How many of them were followed by the next need.
    pub followed: u64,
    /// Their share.
    pub share: f64,
    /// The lower end of its interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How many times likelier than behind any contact.
    pub lift: f64,
    /// The median time until then, in seconds.
    pub median_seconds: f64,
    /// Within how many days.
    pub window_days: u16,
    /// Whether it is about contacts on one channel alone.
    pub on_channel: bool,
}

impl Evidence {
    fn of(found: &NextNeed) -> Self {
        Self {
            contacts: found.contacts,
            followed: found.followed,
            share: found.probability(),
            low: found.low,
            high: found.high,
            lift: found.lift,
            median_seconds: found.median_seconds,
            window_days: found.window_days,
            on_channel: !found.cut.is_empty(),
        }
    }
}

/// Who is to be told what.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The needs that were stated.
    pub needs: &'a [String],
    /// The language of whoever reads it.
    pub language: Language,
    /// Where.
    pub surface: Surface,
    /// The channel of the contact, where figures of its own are better than those of all.
    pub channel: Option<Channel>,
    /// The service, for an experiment by service.
    pub service: Option<ServiceId>,
    /// Who, for the experiment; without anybody, nothing is held back and nothing recorded.
    pub subject: Option<Subject>,
}

/// What people with these needs come back for next: likelier than others and not by chance, or pinned by staff; never
/// what staff hid, nor a need that was stated. At most three, pinned ones first.
///
/// # Errors
/// [`Error::Denied`] for [`Surface::Desk`] without the permission to read answers; everyone is told the rest.
pub async fn next_for(app: &App, viewer: &Viewer, asked: Asked<'_>) -> Result<Vec<Suggestion>, Error> {
    if asked.surface == Surface::Desk {
        viewer.require(Permission::ReadAnswers)?;
    }
    let needs: BTreeSet<String> =
        asked.needs.iter().map(|need| need_key(need)).filter(|need| !need.is_empty()).collect();
    if needs.is_empty() {
        return Ok(Vec::new());
    }
    let needs: Vec<String> = needs.into_iter().collect();
    let settings = app.settings();
    let channel = asked.channel.map(|channel| format!("channel:{}", channel.code()));
    let cuts: Vec<String> = std::iter::once(String::new()).chain(channel).collect();
    let (store, window_days) = (app.store(), settings.mining.window_days);
    let (mut found, choices) = tokio::try_join!(
        store.next_needs_of(MiningSource::Contacts, &needs, &cuts, window_days),
        store.anticipation_choices_of(&needs),
    )?;
    // What readers read next helps who reads. In a contact, and in a mail, counts what people made contact for.
    if matches!(asked.surface, Surface::Public | Surface::Form) {
        let all = [String::new()];
        found.extend(store.next_needs_of(MiningSource::Readings, &needs, &all, window_days).await?);
    }
    let mut suggestions = chosen(&needs, found, &choices, settings.smallest_cell);
    if !suggestions.is_empty() {
        let shelf = shelf(app).await?;
        let reader = match asked.surface {
            Surface::Desk => Reader::of(viewer),
            _ => Reader::Public,
        };
        for suggestion in &mut suggestions {
            let pinned =
                choice_of(&choices, &suggestion.need, &suggestion.next).and_then(|choice| choice.answer);
            suggestion.answers = answers(&shelf, &reader, &suggestion.next, pinned, asked.language);
        }
    }
    Ok(suggestions)
}

/// As [`next_for`], within the experiment: nothing for somebody from whom suggestions are held back, and either way it is
/// kept that there was something to suggest.
///
/// # Errors
/// As [`next_for`].
pub async fn offer(app: &App, viewer: &Viewer, asked: Asked<'_>) -> Result<Vec<Suggestion>, Error> {
    let suggestions = next_for(app, viewer, asked).await?;
    let (Some(subject), Some(first)) = (asked.subject, suggestions.first()) else { return Ok(suggestions) };
    let Some(arm) = experiment::arm(app, subject, asked.service) else { return Ok(suggestions) };
    let answers: Vec<AnswerId> =
        suggestions.iter().flat_map(|one| one.answers.iter().map(|answer| answer.id)).collect();
    experiment::record_shown(app, subject, asked.surface, &first.need, asked.service, &answers).await?;
    Ok(if arm == Arm::Held { Vec::new() } else { suggestions })
}

fn choice_of<'a>(choices: &'a [Choice], need: &str, next: &str) -> Option<&'a Choice> {
    choices.iter().find(|choice| choice.need == need && choice.next == next)
}

/// What is suggested of what was found, by what staff decided.
fn chosen(needs: &[String], found: Vec<NextNeed>, choices: &[Choice], smallest: u64) -> Vec<Suggestion> {
    let mut by_pair: BTreeMap<(String, String), NextNeed> = BTreeMap::new();
    for one in found {
        let pair = (one.need.clone(), one.next.clone());
        let is_pinned = choice_of(choices, &one.need, &one.next)
            .is_some_and(|choice| choice.decision == Decision::Pinned);
        if !(one.is_found() || is_pinned) || one.followed < smallest || one.next == ASKED_A_PERSON {
            continue;
        }
        // Contacts go before readings, and figures of the channel, where they tell something, before those of all.
        let goes_before =
            |known: &NextNeed| (one.source, one.cut.is_empty()) < (known.source, known.cut.is_empty());
        if by_pair.get(&pair).is_none_or(goes_before) {
            by_pair.insert(pair, one);
        }
    }
    let mut suggestions: Vec<Suggestion> = by_pair
        .into_values()
        .filter(|one| !needs.contains(&one.next))
        .map(|one| Suggestion {
            why: match one.source {
                MiningSource::Contacts => Why::Found(Evidence::of(&one)),
                MiningSource::Readings => Why::Read(Evidence::of(&one)),
            },
            need: one.need,
            need_name: one.need_name,
            next: one.next,
            next_name: one.next_name,
            wording: Translated::default(),
            pinned: false,
            answers: Vec::new(),
        })
        .collect();
    for choice in choices {
        let is_pair = |one: &Suggestion| one.need == choice.need && one.next == choice.next;
        match (choice.decision, suggestions.iter_mut().find(|one| is_pair(one))) {
            (Decision::Hidden, _) => suggestions.retain(|one| !is_pair(one)),
            (decision, Some(known)) => {
                known.pinned = decision == Decision::Pinned;
                known.wording = choice.wording.clone();
            }
            (Decision::Pinned, None) => suggestions.push(Suggestion {
                need: choice.need.clone(),
                need_name: choice.need.clone(),
                next: choice.next.clone(),
                next_name: choice.next.clone(),
                wording: choice.wording.clone(),
                pinned: true,
                why: Why::Staff,
                answers: Vec::new(),
            }),
            (Decision::Corrected, None) => {}
        }
    }
    let share = |one: &Suggestion| one.evidence().map_or(0.0, |evidence| evidence.share);
    suggestions.sort_by(|left, right| {
        let is_read = |one: &Suggestion| matches!(one.why, Why::Read(_));
        let likelier = is_read(left).cmp(&is_read(right)).then(share(right).total_cmp(&share(left)));
        let by_name = || (&left.next, &left.need).cmp(&(&right.next, &right.need));
        right.pinned.cmp(&left.pinned).then(likelier).then_with(by_name)
    });
    // Two stated needs may lead to the same next one.
    let mut met = BTreeSet::new();
    suggestions.retain(|one| met.insert(one.next.clone()));
    suggestions.truncate(MOST);
    suggestions
}

/// An answer to what comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestedAnswer {
    /// Its id.
    pub id: AnswerId,
    /// The end of its address.
    pub slug: String,
    /// Its question.
    pub question: String,
}

/// Answers to a need that the reader may read, the one that staff chose first.
fn answers(
    shelf: &Shelf,
    reader: &Reader,
    need: &str,
    chosen: Option<AnswerId>,
    language: Language,
) -> Vec<SuggestedAnswer> {
    let chosen = chosen.and_then(|id| shelf.get(reader, id));
    // What is for partner organisations helps no person, though staff may read it.
    let for_people = shelf.for_need(reader, need).filter(|one| one.answer.audience != Audience::Partner);
    let mut answers: Vec<SuggestedAnswer> = Vec::new();
    for one in chosen.into_iter().chain(for_people) {
        if answers.len() < MOST_ANSWERS && answers.iter().all(|known| known.id != one.answer.id) {
            let (slug, question) = one.titled(language);
            answers.push(SuggestedAnswer { id: one.answer.id, slug, question });
        }
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    fn found(next: &str, followed: u64, lift: f64, adjusted_p_value: f64, cut: &str) -> NextNeed {
        NextNeed {
            source: MiningSource::Contacts,
            need: "renew".to_owned(),
            need_name: "Renew".to_owned(),
            next: next.to_owned(),
            next_name: next.to_uppercase(),
            window_days: 7,
            cut: cut.to_owned(),
            contacts: 100,
            followed,
            base: 0.1,
            lift,
            low: 0.1,
            high: 0.3,
            median_seconds: 86_400.0,
            p_value: adjusted_p_value,
            adjusted_p_value,
            taken_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn choice(next: &str, decision: Decision) -> Choice {
        Choice {
            need: "renew".to_owned(),
            next: next.to_owned(),
            decision,
            wording: Translated::both("In our words", "En nuestras palabras"),
            answer: None,
            why: String::new(),
            by: None,
            at: Timestamp::UNIX_EPOCH,
        }
    }

    fn names(found: Vec<NextNeed>, choices: &[Choice]) -> Vec<String> {
        let chosen = chosen(&["renew".to_owned()], found, choices, 10);
        chosen.into_iter().map(|one| one.next).collect()
    }

    #[test]
    fn only_what_is_likelier_and_no_chance_is_suggested() {
        let all = vec![
            found("photo", 30, 3.0, 0.001, ""),
            found("fee", 40, 0.9, 0.001, ""),
            found("address", 20, 2.0, 0.2, ""),
            found("passport", 9, 4.0, 0.001, ""),
            found("renew", 50, 5.0, 0.001, ""),
        ];
        assert_eq!(names(all, &[]), ["photo"]);
    }

    #[test]
    fn what_is_hidden_is_never_suggested_and_what_is_pinned_comes_first() {
        let all = || vec![found("photo", 30, 3.0, 0.001, ""), found("fee", 40, 2.0, 0.001, "")];
        assert_eq!(names(all(), &[choice("fee", Decision::Hidden)]), ["photo"]);
        assert_eq!(names(all(), &[choice("photo", Decision::Pinned)]), ["photo", "fee"]);
        let with = chosen(&["renew".to_owned()], all(), &[choice("tax", Decision::Pinned)], 10);
        assert_eq!((with[0].next.as_str(), with[0].why), ("tax", Why::Staff));
        assert_eq!(with[0].said(Language::Es), "En nuestras palabras");
        assert_eq!(with[1].said(Language::Es), "FEE");
    }

    #[test]
    fn figures_of_the_channel_go_before_those_of_all_where_they_tell_something() {
        let all = vec![found("photo", 30, 3.0, 0.001, ""), found("photo", 20, 4.0, 0.01, "channel:phone")];
        let evidence = chosen(&["renew".to_owned()], all, &[], 10)[0].evidence().unwrap();
        assert!(evidence.on_channel && evidence.followed == 20);
        let weak = vec![found("photo", 30, 3.0, 0.001, ""), found("photo", 20, 4.0, 0.3, "channel:phone")];
        assert!(!chosen(&["renew".to_owned()], weak, &[], 10)[0].evidence().unwrap().on_channel);
    }

    #[test]
    fn contacts_go_before_readings_and_asking_a_person_is_no_suggestion() {
        let read = |next: &str, followed| NextNeed {
            source: MiningSource::Readings,
            ..found(next, followed, 3.0, 0.001, "")
        };
        let all = vec![
            read("photo", 60),
            read("fee", 50),
            read(ASKED_A_PERSON, 70),
            found("photo", 30, 3.0, 0.001, ""),
        ];
        let told = chosen(&["renew".to_owned()], all, &[], 10);
        let told: Vec<_> =
            told.iter().map(|one| (one.next.as_str(), one.evidence().unwrap().followed)).collect();
        assert_eq!(told, [("photo", 30), ("fee", 50)]);
    }

    #[test]
    fn of_two_needs_that_lead_to_the_same_the_same_is_told_whatever_their_order() {
        let needs = ["renew".to_owned(), "apply".to_owned()];
        let of = |need: &str| NextNeed { need: need.to_owned(), ..found("photo", 30, 3.0, 0.001, "") };
        let told = |all| chosen(&needs, all, &[], 10)[0].need.clone();
        assert_eq!(told(vec![of("renew"), of("apply")]), "apply");
        assert_eq!(told(vec![of("apply"), of("renew")]), "apply");
    }
}
