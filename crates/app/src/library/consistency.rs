//! Whether replies keep the answer that was put into them: what it said that can be checked, and its words.

use std::collections::{BTreeMap, BTreeSet, HashMap, btree_map::Entry};

use catsup_model::{
    Language, Translated,
    id::AnswerId,
    library::{AnswerContent, AnswerDocument, Slot, SlotPicks},
    search,
};
use catsup_statistics::{Confidence, Proportion};
use catsup_store::ReplyWithAnswer;

use super::{facts::Facts, fitting::words_of_reply, list::COUNTED};
use crate::{App, Error};

/// A reply that keeps fewer of the words than this says something else in its own words.
const LEAST_KEPT: f64 = 0.5;
/// The most replies that are compared, the latest ones.
const MOST_REPLIES: u32 = 2_000;

/// How well the replies of the last 90 days kept an answer.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Consistency {
    /// Replies that the answer was put into.
    pub replies: u64,
    /// The share of them that kept it: that say everything in it that can be checked, and at least half of its words.
    /// `None` for fewer replies than the smallest cell.
    pub kept: Option<Proportion>,
}

/// What an approved version says, ready to be compared with replies.
#[derive(Debug)]
pub(super) struct Approved(Vec<InLanguage>);

/// The same in one language.
#[derive(Debug)]
struct InLanguage {
    /// How often each word stands in it, what depends on the person left out.
    words: HashMap<String, usize>,
    /// What a reply is to say: one at least of each group, by the kind of fact.
    groups: Vec<(usize, BTreeSet<String>)>,
    /// Everything of a kind that the answer states anywhere.
    stated: [BTreeSet<String>; 3],
}

/// How a reply departs from an answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Compared {
    /// The share of the words that it keeps.
    pub(super) kept: f64,
    /// What the answer says that can be checked and the reply does not say.
    pub(super) missing: Vec<String>,
    /// What the reply says of the same kind.
    pub(super) instead: Vec<String>,
}

impl Compared {
    pub(super) fn keeps_it(&self) -> bool {
        self.missing.is_empty() && self.kept >= LEAST_KEPT
    }
}

impl Approved {
    pub(super) fn of(document: &AnswerDocument) -> Self {
        let read = |(language, content): (&Language, &AnswerContent)| {
            InLanguage::of(content, &document.slots, *language)
        };
        Self(document.contents.iter().map(read).collect())
    }

    /// Compares a reply, in the language that it keeps most words of.
    pub(super) fn compare(&self, reply: &str) -> Compared {
        let mut said: HashMap<String, usize> = HashMap::new();
        for word in search::words(reply) {
            *said.entry(word).or_default() += 1;
        }
        let facts = Facts::of(reply);
        let compared = self.0.iter().map(|one| one.compare(&said, &facts));
        compared.max_by(|one, other| one.kept.total_cmp(&other.kept)).unwrap_or_default()
    }
}

impl InLanguage {
    fn of(content: &AnswerContent, slots: &[Slot], language: Language) -> Self {
        let text = words_of_reply(content);
        // With nothing in the place of what depends on the person, then with each choice of one slot.
        let blank: Vec<Slot> =
            slots.iter().map(|slot| Slot { otherwise: Translated::default(), ..slot.clone() }).collect();
        let fixed = Slot::fill(&text, &blank, &SlotPicks::new(), language);
        let facts = Facts::of(&fixed);
        let mut stated = facts.kinds().map(Clone::clone);
        let mut groups: Vec<(usize, BTreeSet<String>)> = Vec::new();
        for (kind, facts) in facts.kinds().into_iter().enumerate() {
            groups.extend(facts.iter().map(|fact| (kind, BTreeSet::from([fact.clone()]))));
        }
        for (place, slot) in slots.iter().enumerate() {
            let mut any: [BTreeSet<String>; 3] = Default::default();
            let texts = slot.choices.iter().map(|choice| &choice.text).chain([&slot.otherwise]);
            for said in texts {
                let mut with = blank.clone();
                with[place].choices.clear();
                with[place].otherwise = said.clone();
                let with = Facts::of(&Slot::fill(&text, &with, &SlotPicks::new(), language));
                for ((any, with), fixed) in any.iter_mut().zip(with.kinds()).zip(facts.kinds()) {
                    any.extend(with.difference(fixed).cloned());
                }
            }
            for (kind, any) in any.into_iter().enumerate().filter(|(_, any)| !any.is_empty()) {
                stated[kind].extend(any.iter().cloned());
                groups.push((kind, any));
            }
        }
        let addresses = content.sources.iter().map(|source| source.address.as_str());
        let rest = [content.details.as_str(), &content.other_words, &content.alternatives];
        let rest: Vec<&str> = rest.into_iter().chain(addresses).collect();
        for (stated, more) in stated.iter_mut().zip(Facts::of(&rest.join("\n")).kinds()) {
            stated.extend(more.iter().cloned());
        }
        let mut words: HashMap<String, usize> = HashMap::new();
        for word in search::words(&fixed) {
            *words.entry(word).or_default() += 1;
        }
        Self { words, groups, stated }
    }

    fn compare(&self, said: &HashMap<String, usize>, facts: &Facts) -> Compared {
        let all: usize = self.words.values().sum();
        let kept: usize =
            self.words.iter().map(|(word, times)| *said.get(word).unwrap_or(&0).min(times)).sum();
        let kinds = facts.kinds();
        let lacks = |(kind, any): &&(usize, BTreeSet<String>)| kinds[*kind].is_disjoint(any);
        let missing: Vec<&(usize, BTreeSet<String>)> = self.groups.iter().filter(lacks).collect();
        let lacking: BTreeSet<usize> = missing.iter().map(|(kind, _)| *kind).collect();
        let instead = lacking.iter().flat_map(|kind| kinds[*kind].difference(&self.stated[*kind]));
        let one_of = |any: &BTreeSet<String>| any.iter().cloned().collect::<Vec<_>>().join(" / ");
        Compared {
            kept: if all == 0 { 1.0 } else { kept as f64 / all as f64 },
            missing: missing.iter().map(|(_, any)| one_of(any)).collect(),
            instead: instead.cloned().collect(),
        }
    }
}

/// Replies of the last 90 days, each with how it compares with what its answer said then: those with one answer, or with any.
pub(super) async fn compared(
    app: &App,
    answer: Option<AnswerId>,
) -> Result<Vec<(ReplyWithAnswer, Compared)>, Error> {
    let replies = app.store().replies_with_answers(app.now() - COUNTED, answer, MOST_REPLIES).await?;
    let mut versions: BTreeMap<(AnswerId, u32), Option<Approved>> = BTreeMap::new();
    for reply in &replies {
        if let Entry::Vacant(place) = versions.entry((reply.answer, reply.version)) {
            let version = app.store().answer_version(reply.answer, reply.version).await?;
            place.insert(version.map(|version| Approved::of(&version.document)));
        }
    }
    let with = |reply: ReplyWithAnswer| {
        let approved = versions.get(&(reply.answer, reply.version))?.as_ref()?;
        let compared = approved.compare(&reply.text);
        Some((reply, compared))
    };
    Ok(replies.into_iter().filter_map(with).collect())
}

/// How well replies kept an answer.
pub(super) async fn consistency(app: &App, answer: AnswerId) -> Result<Consistency, Error> {
    let compared = compared(app, Some(answer)).await?;
    let replies = compared.len() as u64;
    let kept = compared.iter().filter(|(_, compared)| compared.keeps_it()).count() as u64;
    let told = replies >= app.settings().smallest_cell;
    let kept = told.then(|| Proportion::of(kept, replies, Confidence::NINETY_FIVE).ok()).flatten();
    Ok(Consistency { replies, kept })
}

#[cfg(test)]
mod tests {
    use catsup_model::library::{NextStep, SlotChoice};

    use super::*;

    fn approved() -> Approved {
        let content = AnswerContent {
            question: "How do I renew?".to_owned(),
            short: "Send form DS-82 with {fee} by post. See https://a.gov/renew for the form.".to_owned(),
            details: "Fast service costs $60 more.".to_owned(),
            next_steps: vec![NextStep {
                text: "Wait for the passport".to_owned(),
                within: "6 weeks".to_owned(),
            }],
            ..AnswerContent::default()
        };
        let choice = |key: &str, text: &str| SlotChoice {
            key: key.to_owned(),
            label: Translated::english(key),
            text: Translated::english(text),
        };
        let slot = Slot {
            key: "fee".to_owned(),
            question: Translated::english("How old?"),
            otherwise: Translated::english("100 or 130 dollars"),
            choices: vec![choice("child", "100 dollars"), choice("adult", "130 dollars")],
        };
        Approved::of(&AnswerDocument { contents: [(Language::En, content)].into(), slots: vec![slot] })
    }

    #[test]
    fn a_reply_that_fits_the_answer_to_the_person_keeps_it() {
        let reply = "Dear Ana,\n\nSend form DS-82 with 130 dollars by post. See https://a.gov/renew for the form.\n\n\
                     1. Wait for the passport (6 weeks)\n\nFast service costs $60 more.";
        let compared = approved().compare(reply);
        assert!(compared.keeps_it(), "{compared:?}");
        assert!(compared.kept > 0.99 && compared.instead.is_empty(), "{compared:?}");
    }

    #[test]
    fn other_amounts_times_and_links_are_told_with_what_stands_instead() {
        let reply = "Send form DS-82 with 165 dollars by post. 1. Wait for the passport (8-10 weeks)";
        let compared = approved().compare(reply);
        assert_eq!(compared.missing, ["6 weeks", "https://a.gov/renew", "100 / 130"]);
        assert_eq!(compared.instead, ["165", "10 weeks"]);
        assert!(!compared.keeps_it());
    }

    #[test]
    fn a_reply_in_other_words_does_not_keep_the_answer() {
        let reply = "Hello, please look at https://a.gov/renew; 100 dollars, 6 weeks.";
        let compared = approved().compare(reply);
        assert!(compared.missing.is_empty() && compared.kept < LEAST_KEPT, "{compared:?}");
        assert!(!compared.keeps_it());
    }
}
