//! Answers as the API writes them.

use catsup_app::{
    anticipation::{Suggestion, Why},
    library::{ProgramAnswer, ProgramLine},
};
use catsup_model::{
    Language,
    id::{AnswerId, ServiceId},
    library::{Audience, Slot},
};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{api::schema, links};

/// A page of answers: the best match first where `q` looks for something, else the oldest.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AnswerPage {
    /// The answers.
    pub(super) answers: Vec<AnswerLineBody>,
    /// The cursor of the next page; null on the last.
    #[schema(schema_with = schema::optional_id, required)]
    pub(super) next: Option<AnswerId>,
}

/// An answer in a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LibraryAnswerInList)]
pub(crate) struct AnswerLineBody {
    #[schema(schema_with = schema::id)]
    id: AnswerId,
    /// Names it in addresses.
    slug: String,
    /// Who may read it.
    #[schema(schema_with = schema::audience)]
    audience: &'static str,
    /// The organisation that answers for it.
    #[schema(schema_with = schema::id)]
    organisation: String,
    /// The service it is about.
    #[schema(schema_with = schema::optional_id, required)]
    service: Option<ServiceId>,
    /// The number of the version in force.
    version: u32,
    /// Since when it says so.
    #[schema(schema_with = schema::day)]
    since: Date,
    /// The language of the words here.
    #[schema(schema_with = schema::language)]
    language: Language,
    /// Languages it is written in.
    #[schema(schema_with = schema::languages)]
    languages: Vec<Language>,
    /// The question, in customers' words.
    question: String,
    /// The answer in one or two sentences.
    short: String,
}

/// An answer with everything that belongs to it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LibraryAnswer)]
pub(crate) struct AnswerBody {
    #[serde(flatten)]
    line: AnswerLineBody,
    /// Where people read it; null for one that is not for everyone.
    #[schema(required)]
    page: Option<String>,
    /// When the version in force was approved.
    #[schema(schema_with = schema::optional_instant, required)]
    approved_at: Option<Timestamp>,
    /// The last day it holds; null without end.
    #[schema(value_type = Option<String>, format = Date, required)]
    ends_on: Option<Date>,
    /// Versions that are approved for a day to come, the soonest first.
    coming: Vec<ComingBody>,
    /// The name of its organisation.
    organisation_name: String,
    /// The name of its service; empty where it has none.
    service_name: String,
    /// Other ways of asking.
    variants: Vec<String>,
    /// The same in other words; may be empty.
    other_words: String,
    /// Everything else, in Markdown; may be empty.
    details: String,
    /// What to do, in order.
    next_steps: Vec<StepBody>,
    /// What else there is when the answer is no, in Markdown; may be empty.
    alternatives: String,
    helper: HelperBody,
    /// What staff ask back; nothing for those who may not read answers for staff.
    clarifying: Vec<String>,
    /// Where it comes from.
    sources: Vec<SourceBody>,
    /// What it depends on: `slots` fits it to a person.
    slots: Vec<SlotBody>,
    /// The needs it answers.
    needs: Vec<String>,
    /// Life experiences it belongs to.
    #[schema(schema_with = schema::ids)]
    life_experiences: Vec<String>,
    /// What people with its needs come back for next, each with the reason.
    next: Vec<NextBody>,
}

/// A version to come.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ComingVersion)]
pub(crate) struct ComingBody {
    version: u32,
    /// The first day it holds.
    #[schema(value_type = Option<String>, format = Date, required)]
    starts_on: Option<Date>,
    /// What changes; may be empty.
    note: String,
}

/// One thing to do.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AnswerStep)]
pub(crate) struct StepBody {
    text: String,
    /// How long it takes, in words; may be empty.
    within: String,
}

/// Who can help; texts that are not known are empty.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AnswerHelper)]
pub(crate) struct HelperBody {
    name: String,
    phone: String,
    hours: String,
    /// What staff tell them first; empty for those who may not read answers for staff.
    hand_over: String,
}

/// Where an answer comes from.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AnswerSource)]
pub(crate) struct SourceBody {
    title: String,
    /// Its address; may be empty.
    address: String,
}

/// A question on which the answer depends.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AnswerSlot)]
pub(crate) struct SlotBody {
    key: String,
    question: String,
    /// What stands in the words as long as nothing is picked.
    otherwise: String,
    choices: Vec<SlotChoiceBody>,
}

/// What a person can say to a slot.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AnswerSlotChoice)]
pub(crate) struct SlotChoiceBody {
    key: String,
    label: String,
    /// What then stands in the words.
    text: String,
}

/// What comes next, and why it is said.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NextNeed)]
pub(crate) struct NextBody {
    /// The need.
    need: String,
    /// The need in words for people.
    text: String,
    /// Why it is suggested: `found` in the contacts, `read` next by readers, or `staff` say so.
    why: &'static str,
    /// Of the contacts for the needs of the answer, the share that was followed by this one; null where staff say so.
    #[schema(required)]
    share: Option<f64>,
    /// How many contacts these were.
    #[schema(required)]
    contacts: Option<u64>,
    /// Within how many days.
    #[schema(required)]
    window_days: Option<u16>,
    /// Answers to it.
    answers: Vec<NextAnswerBody>,
}

/// An answer to what comes next.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NextAnswer)]
pub(crate) struct NextAnswerBody {
    slug: String,
    question: String,
}

impl From<ProgramLine> for AnswerLineBody {
    fn from(line: ProgramLine) -> Self {
        Self {
            id: line.answer.id,
            slug: line.answer.slug,
            audience: line.answer.audience.code(),
            organisation: line.answer.organisation.to_string(),
            service: line.answer.service,
            version: line.version,
            since: line.since,
            language: line.words.language,
            languages: line.languages,
            question: line.words.question,
            short: line.words.short,
        }
    }
}

impl AnswerBody {
    /// `asked` is the language that was asked for.
    pub(super) fn of(found: ProgramAnswer, asked: Language) -> Self {
        let ProgramAnswer { read, languages, approved_at, coming, next } = found;
        let (answer, content, language) = (read.answer, read.content, read.language);
        let coming = coming.into_iter().map(|version| ComingBody {
            version: version.number,
            starts_on: version.starts_on,
            note: version.note,
        });
        let steps = content.next_steps.into_iter();
        let sources = content.sources.into_iter();
        Self {
            page: (answer.audience == Audience::Public).then(|| links::answer(&answer.slug)),
            approved_at,
            ends_on: answer.ends_on,
            coming: coming.collect(),
            organisation_name: read.organisation,
            service_name: read.service,
            variants: content.variants,
            other_words: content.other_words,
            details: content.details,
            next_steps: steps.map(|step| StepBody { text: step.text, within: step.within }).collect(),
            alternatives: content.alternatives,
            helper: HelperBody {
                name: content.helper.name,
                phone: content.helper.phone,
                hours: content.helper.hours,
                hand_over: content.helper.hand_over,
            },
            clarifying: content.clarifying,
            sources: sources.map(|one| SourceBody { title: one.title, address: one.address }).collect(),
            slots: read.slots.iter().map(|slot| SlotBody::of(slot, language)).collect(),
            needs: answer.needs,
            life_experiences: answer.experiences.iter().map(ToString::to_string).collect(),
            next: next.into_iter().map(|one| NextBody::of(one, asked)).collect(),
            line: AnswerLineBody {
                id: answer.id,
                slug: answer.slug,
                audience: answer.audience.code(),
                organisation: answer.organisation.to_string(),
                service: answer.service,
                version: read.version,
                since: read.since,
                language,
                languages,
                question: content.question,
                short: content.short,
            },
        }
    }
}

impl SlotBody {
    fn of(slot: &Slot, language: Language) -> Self {
        let choices = slot.choices.iter().map(|choice| SlotChoiceBody {
            key: choice.key.clone(),
            label: choice.label.get(language).to_owned(),
            text: choice.text.get(language).to_owned(),
        });
        Self {
            key: slot.key.clone(),
            question: slot.question.get(language).to_owned(),
            otherwise: slot.otherwise.get(language).to_owned(),
            choices: choices.collect(),
        }
    }
}

impl NextBody {
    fn of(one: Suggestion, language: Language) -> Self {
        let (why, evidence) = match one.why {
            Why::Found(evidence) => ("found", Some(evidence)),
            Why::Read(evidence) => ("read", Some(evidence)),
            Why::Staff => ("staff", None),
        };
        let text = one.said(language).to_owned();
        let answers = one.answers.into_iter();
        Self {
            need: one.next,
            text,
            why,
            share: evidence.map(|found| found.share),
            contacts: evidence.map(|found| found.contacts),
            window_days: evidence.map(|found| found.window_days),
            answers: answers.map(|one| NextAnswerBody { slug: one.slug, question: one.question }).collect(),
        }
    }
}
