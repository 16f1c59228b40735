//! One response as it is read: every question with its answer, how it came, what the screens said, what staff did.

use catsup_app::{
    App, Error,
    inbox::{self, Tag},
    responses::{self, Detail},
};
use catsup_model::{
    Permission, Viewer,
    id::{AccountId, ResponseId},
    inbox::Act,
    response::{Handling, ResponseState},
    screening::{ScreenVerdict, Verdict},
    survey::{Question, QuestionKind},
};
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

use super::answered::{Answered, said};
use crate::{components::Choice, i18n::Translator, links};

/// Where one stands among the responses that match, and where acts lead back to.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    /// The address of the next newer one.
    pub(super) newer: Option<String>,
    /// The address of the next older one.
    pub(super) older: Option<String>,
    /// Where an act leads that takes the response out of sight: the page with the next one open.
    pub(super) onward: String,
    /// Where other acts lead: the page as it is.
    pub(super) here: String,
}

/// One response as it is read.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) id: ResponseId,
    pub(super) detail: Detail,
    pub(super) occurred: DateTime,
    pub(super) received: DateTime,
    pub(super) archived: Option<DateTime>,
    pub(super) channel: String,
    pub(super) device: Option<String>,
    pub(super) answers: Vec<Answered>,
    pub(super) older_version: bool,
    pub(super) verdicts: Vec<ScreenVerdict>,
    pub(super) urgent: bool,
    pub(super) history: Vec<Told>,
    pub(super) colleagues: Vec<Choice>,
    pub(super) known_tags: Vec<Tag>,
    pub(super) steps: Vec<Choice>,
    pub(super) may_handle: bool,
    /// Where all that the same customer did is read, for those who may.
    pub(super) customer: Option<String>,
    /// The reader's own account, when the response is not in their hands yet.
    pub(super) take_it: Option<AccountId>,
    pub(super) place: Place,
}

/// One act of staff in words.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) when: DateTime,
    pub(super) by: String,
    pub(super) what: String,
    pub(super) undone: bool,
}

impl Shown {
    /// Reads a response within reach.
    pub(super) async fn read(
        app: &App,
        viewer: &Viewer,
        t: Translator,
        id: ResponseId,
        place: Place,
    ) -> Result<Self, Error> {
        let (detail, colleagues, known_tags) = tokio::try_join!(
            responses::detail(app, viewer, id),
            inbox::colleagues(app, viewer),
            inbox::tags::list(app, viewer),
        )?;
        let may_handle = viewer
            .require(Permission::HandleResponses)
            .is_ok_and(|reach| reach.has_service(detail.response.service));
        let customers = viewer.require(Permission::ReadCustomers);
        let may_see = customers.is_ok_and(|reach| reach.has_service(detail.response.service));
        let customer = detail.response.customer.filter(|_| may_see).map(links::journey_customer);
        let me = inbox::account_of(viewer).filter(|me| detail.response.assignee != Some(*me));
        let zone = app.settings().zone.clone();
        let shown = Self::of(t, detail, &colleagues, known_tags, &zone, place);
        Ok(Self { may_handle, customer, take_it: me, ..shown })
    }

    pub(super) fn of(
        t: Translator,
        detail: Detail,
        colleagues: &[(AccountId, String)],
        known_tags: Vec<Tag>,
        zone: &TimeZone,
        place: Place,
    ) -> Self {
        let local = |at: Timestamp| at.to_zoned(zone.clone()).datetime();
        let response = &detail.response;
        let device = response.device.as_deref().map(|class| t.device(class));
        let answered = |question: &Question| Answered {
            question: question.text.get(response.language).to_owned(),
            said: said(t, question, response),
        };
        let asked = detail.definition.questions().filter(|one| !matches!(one.kind, QuestionKind::Display));
        let answers = asked.map(answered).collect();
        let verdicts = detail.screening.iter().flat_map(|one| &one.verdicts);
        let verdicts = verdicts.filter(|one| one.verdict != Verdict::Pass).cloned().collect();
        let told = |one: &inbox::acts::ToldAct| Told {
            when: local(one.act.at),
            by: if one.by.is_empty() { t.say("inbox-by-program").to_string() } else { one.by.clone() },
            what: tell(t, one.act.act, colleagues, &known_tags),
            undone: one.act.undone_at.is_some(),
        };
        Self {
            id: response.id,
            occurred: local(response.occurred_at),
            received: local(response.received_at),
            archived: response.archived_at.map(local),
            channel: t.pick(&response.channel.name()).to_owned(),
            device,
            answers,
            older_version: response.version != detail.survey.version,
            verdicts,
            urgent: detail.screening.as_ref().is_some_and(|one| one.urgent),
            history: detail.acts.iter().map(told).collect(),
            colleagues: colleagues.iter().map(|(id, name)| Choice::new(id, name)).collect(),
            known_tags,
            steps: Handling::ALL.map(|one| Choice::new(one.code(), t.name("handling", one.code()))).into(),
            may_handle: true,
            customer: detail.response.customer.map(links::journey_customer),
            take_it: None,
            place,
            detail,
        }
    }

    /// Whether staff may say that it counts or does not: not once the person withdrew it.
    pub(super) fn is_judged_by_staff(&self) -> bool {
        self.detail.response.state != ResponseState::Withdrawn
    }

    /// Whether it is in the hands of this account.
    pub(super) fn is_with(&self, account: &str) -> bool {
        self.detail.response.assignee.is_some_and(|id| id.to_string() == account)
    }

    pub(super) fn counts(&self) -> bool {
        self.detail.response.state == ResponseState::Received
    }

    pub(super) fn is_spam(&self) -> bool {
        self.detail.response.state == ResponseState::Spam
    }

    /// The cases made from it, by address and number.
    pub(super) fn cases(&self) -> Vec<(String, String)> {
        self.detail.cases.iter().map(|(id, number)| (links::case(id), number.to_string())).collect()
    }

    pub(super) fn share_link(&self) -> String {
        links::response_share(self.id)
    }
}

/// An act in words: “Archived”, “Handed to Ana Ruiz”.
pub(super) fn tell(t: Translator, act: Act, colleagues: &[(AccountId, String)], tags: &[Tag]) -> String {
    let name = match act {
        Act::Assign(id) => colleagues.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone()),
        Act::Handle(step) => Some(t.name("handling", step.code()).to_string()),
        Act::Tag(id) | Act::Untag(id) => tags.iter().find(|tag| tag.id == id).map(|tag| tag.name.clone()),
        _ => None,
    };
    t.name("inbox-did", act.code()).arg("name", name.unwrap_or_default()).to_string()
}
