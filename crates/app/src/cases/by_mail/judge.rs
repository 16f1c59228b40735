//! What a message is: words on a case, a new case, an automatic answer, a report, or nothing to be taken in.

use std::sync::Arc;

use catsup_exchange::{
    IncomingMail,
    mail::{Delivery, DeliveryReport},
};
use catsup_model::{
    Language,
    case::{Case, CaseKind, CaseNumber},
    id::{CaseId, ServiceId, TakenMailId},
    taken_mail::MailReason,
    text::Email,
};
use catsup_store::Mail;
use jiff::SignedDuration;

use super::{super::link, addresses, signed_address};
use crate::{App, Error, mail};

/// The most servers that a message goes through.
const MOST_HOPS: usize = 50;
/// The most messages of one sender within [`AN_HOUR`].
const MOST_OF_SENDER: i64 = 30;
const AN_HOUR: SignedDuration = SignedDuration::from_hours(1);

/// A message that was read, with its bytes.
#[derive(Debug, Clone)]
pub(super) struct Read {
    pub(super) id: TakenMailId,
    pub(super) key: String,
    pub(super) mail: IncomingMail,
    pub(super) raw: Arc<Vec<u8>>,
}

/// What a message is.
#[derive(Debug)]
pub(super) enum Judgement {
    /// The person's words on their case.
    Words(Box<Case>, MailReason),
    /// A new case.
    NewCase(Box<NewByMail>),
    /// No person wrote it; the case it answers, where there is one.
    Automatic(Option<CaseId>),
    /// What became of a mail of ours; `None` for one that we did not write.
    Report(Option<Box<Mail>>, DeliveryReport, MailReason),
    /// To be assigned by staff.
    Unassigned(MailReason),
    /// Not taken in.
    Refused(MailReason),
}

/// A case that comes by mail.
#[derive(Debug)]
pub(super) struct NewByMail {
    pub(super) service: ServiceId,
    pub(super) kind: CaseKind,
    /// The language its person is written to in when the mail does not tell.
    pub(super) language: Language,
    pub(super) reason: MailReason,
    /// A case that it has to do with.
    pub(super) beside: Option<Case>,
}

/// Judges a message.
pub(super) async fn judge(app: &App, read: &Read) -> Result<Judgement, Error> {
    let incoming = &read.mail;
    if let Some(report) = &incoming.report {
        return judge_report(app, report).await;
    }
    if let Some(refused) = refused(app, incoming).await? {
        return Ok(Judgement::Refused(refused));
    }
    let signed = signed_address::case_of(app, &incoming.to).await?;
    let answered = answered(app, incoming).await?;
    if incoming.automatic.is_some() {
        let theirs = signed.filter(|case| is_from_person(incoming, case));
        return Ok(Judgement::Automatic(theirs.or(answered).map(|case| case.id)));
    }
    let Some(sender) = &incoming.from else { return Ok(Judgement::Unassigned(MailReason::NoSender)) };
    let is_signed = signed.is_some();
    let Some(case) = signed.or(answered) else { return new_case(app, incoming).await };
    let reason = match (is_from_person(incoming, &case), is_signed) {
        (false, _) => MailReason::SomebodyElse,
        (true, true) => MailReason::SignedAddress,
        (true, false) if is_vouched_for(app, incoming, &sender.address) => MailReason::Vouched,
        (true, false) => MailReason::Unproven,
    };
    Ok(match reason {
        MailReason::SignedAddress | MailReason::Vouched if !link::is_over(app, &case) => {
            Judgement::Words(Box::new(case), reason)
        }
        MailReason::SignedAddress | MailReason::Vouched => beside(case, MailReason::LongOver),
        _ => beside(case, reason),
    })
}

/// Why a message is not taken in.
async fn refused(app: &App, incoming: &IncomingMail) -> Result<Option<MailReason>, Error> {
    let own_address = incoming.from.as_ref().is_some_and(|from| signed_address::is_own(app, &from.address));
    if own_address || mail::is_own(app, &incoming.message_id) {
        return Ok(Some(MailReason::OwnMail));
    }
    if incoming.hops > MOST_HOPS {
        return Ok(Some(MailReason::Loop));
    }
    let Some(from) = &incoming.from else { return Ok(None) };
    let lately = app.store().taken_mail_of_sender(from.address.as_str(), app.now() - AN_HOUR).await?;
    Ok((lately >= MOST_OF_SENDER).then_some(MailReason::TooMany))
}

async fn judge_report(app: &App, report: &DeliveryReport) -> Result<Judgement, Error> {
    let found = app.store().mails_of_message_ids(&report.about).await?.into_iter().next();
    let reason = match (&found, report.delivery) {
        (None, _) => MailReason::NotOurs,
        (Some(_), Delivery::Failed) => MailReason::NotArrived,
        (Some(_), Delivery::Late) => MailReason::Late,
        (Some(_), Delivery::Arrived) => MailReason::Arrived,
    };
    Ok(Judgement::Report(found.map(Box::new), report.clone(), reason))
}

/// The case of a mail to its person that the message answers. The ids of our mails cannot be guessed.
async fn answered(app: &App, incoming: &IncomingMail) -> Result<Option<Case>, Error> {
    if incoming.answers.is_empty() {
        return Ok(None);
    }
    let mails = app.store().mails_of_message_ids(&incoming.answers).await?;
    match mails.into_iter().find_map(|mail| mail.case) {
        Some(id) => Ok(app.store().case_find(id).await?),
        None => Ok(None),
    }
}

fn is_from_person(incoming: &IncomingMail, case: &Case) -> bool {
    // Addresses are kept in small letters.
    incoming.from.as_ref().is_some_and(|from| case.person.email.as_ref() == Some(&from.address))
}

fn is_vouched_for(app: &App, incoming: &IncomingMail, sender: &Email) -> bool {
    let server = app.outside().inbox.as_ref().and_then(|inbox| inbox.server.as_deref());
    let domain = sender.as_str().rsplit_once('@').map_or("", |(_, domain)| domain);
    match (&incoming.authentication, server) {
        (Some(found), Some(server)) => found.vouches_for(server, domain),
        _ => false,
    }
}

/// A new case beside another one: whoever answers that one answers this one too.
fn beside(case: Case, reason: MailReason) -> Judgement {
    let language = case.person.language;
    let (service, kind) = (case.service, case.kind);
    Judgement::NewCase(Box::new(NewByMail { service, kind, language, reason, beside: Some(case) }))
}

async fn new_case(app: &App, incoming: &IncomingMail) -> Result<Judgement, Error> {
    let Some(rule) = addresses::rule_for(app, &incoming.to).await? else {
        return Ok(Judgement::Unassigned(MailReason::NoAddress));
    };
    let reason = if rule.address.is_some() { MailReason::Address } else { MailReason::EveryOther };
    let beside = mentioned(app, &incoming.subject).await?;
    let (service, kind, language) = (rule.service, rule.kind, rule.language);
    Ok(Judgement::NewCase(Box::new(NewByMail { service, kind, language, reason, beside })))
}

/// The case whose number stands in a subject. It says what a message is about, never that its sender may speak there.
pub(super) async fn mentioned(app: &App, subject: &str) -> Result<Option<Case>, Error> {
    let words =
        subject.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').filter(|word| word.len() == 9);
    for number in words.filter_map(|word| word.parse::<CaseNumber>().ok()).take(3) {
        if let Some(case) = app.store().case_by_number(number).await? {
            return Ok(Some(case));
        }
    }
    Ok(None)
}
