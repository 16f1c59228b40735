//! What mails about a case say, and to whom they go.

use catsup_model::{
    Language, Role,
    case::{Case, CaseRule, UnresolvedReason},
    id::{AccountId, CaseEventId, CaseId, ServiceId},
};
use catsup_store::{Account, Transaction};
use jiff::{Zoned, civil::Date};
use serde_json::{Value, json};

use super::{link, people::handlers_of};
use crate::{App, Error, mail};

/// Why a mail is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// To the person: it came in.
    Acknowledged,
    /// To the person: an answer.
    Replied,
    /// To the person: something is needed of them.
    Asked,
    /// To the person: staff say it is solved; do they?
    Resolved,
    /// To the person: it ended without a solution.
    Unresolved(UnresolvedReason),
    /// To the person: staff took it up again.
    Reopened,
    /// To the person: another organisation answers now.
    HandedOver,
    /// To the person: their new private link.
    LinkRenewed,
    /// To staff: it is theirs now.
    Assigned,
    /// To staff: the person wrote.
    Said,
    /// To staff: the person says that it is not solved.
    Denied,
    /// To staff: a clock is about to run out.
    Warned,
    /// To staff: a clock ran out.
    Breached,
    /// To staff: words of threat or despair.
    Alarmed,
    /// To staff: a note names them.
    Mentioned,
}

impl Occasion {
    /// Its code, also the middle of the keys of its words.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Acknowledged => "acknowledged",
            Self::Replied => "replied",
            Self::Asked => "asked",
            Self::Resolved => "resolved",
            Self::Unresolved(_) => "unresolved",
            Self::Reopened => "reopened",
            Self::HandedOver => "handed-over",
            Self::LinkRenewed => "link-renewed",
            Self::Assigned => "assigned",
            Self::Said => "said",
            Self::Denied => "denied",
            Self::Warned => "warned",
            Self::Breached => "breached",
            Self::Alarmed => "alarmed",
            Self::Mentioned => "mentioned",
        }
    }
}

/// A mail about a case, before it is in words.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseLetter {
    /// Why it is written.
    pub occasion: Occasion,
    /// The agency.
    pub agency: String,
    /// The service that answers.
    pub service: String,
    /// The case's number.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// Who is written to; may be empty.
    pub name: String,
    /// What staff wrote; may be empty.
    pub text: String,
    /// What happens next, as staff wrote it; may be empty.
    pub next_step: String,
    /// By when, as staff wrote it.
    pub by: Option<Date>,
    /// By when a first answer is due, or the deadline that is told of.
    pub due: Option<Zoned>,
    /// Where the case is seen.
    pub link: String,
    /// The survey that asks how it went.
    pub survey: Option<String>,
    /// Whether an answer to the mail lands on the case.
    pub is_answerable: bool,
}

impl CaseLetter {
    fn of(app: &App, case: &Case, service: String, occasion: Occasion) -> Self {
        let zone = app.settings().zone.clone();
        let due = match occasion {
            Occasion::Acknowledged => case.due.first_response.or(case.due.resolution),
            _ => case.due.soonest,
        };
        Self {
            occasion,
            agency: app.settings().agency.clone(),
            service,
            number: case.number.to_string(),
            subject: case.subject.clone(),
            name: case.person.name.clone(),
            text: String::new(),
            next_step: String::new(),
            by: None,
            due: due.map(|due| due.to_zoned(zone)),
            link: link::address(app, case),
            survey: None,
            is_answerable: app.outside().inbox.is_some(),
        }
    }
}

/// Writes to the person, where they left an address. Nothing is written while the program has no words for mails.
pub(super) async fn to_person(
    app: &App,
    transaction: &mut Transaction,
    case: &Case,
    rule: Option<&CaseRule>,
    occasion: Occasion,
    text: &str,
    detail: &Value,
) -> Result<(), Error> {
    let (Some(to), Some(letters)) = (case.person.email.clone(), app.outside().letters.clone()) else {
        return Ok(());
    };
    let mut letter = CaseLetter::of(app, case, service_name(app, case.service).await?, occasion);
    text.clone_into(&mut letter.text);
    letter.next_step = detail["next_step"].as_str().unwrap_or_default().to_owned();
    letter.by = detail["by"].as_str().and_then(|day| day.parse().ok());
    if matches!(occasion, Occasion::Resolved | Occasion::Unresolved(_)) {
        letter.survey = survey_address(app, rule).await?;
    }
    let language = case.person.language;
    let mail = mail::NewMail {
        kind: "case",
        account: None,
        case: Some(case.id),
        to,
        to_name: case.person.name.clone(),
        language,
        letter: letters.case(language, &letter),
        unsubscribe: None,
    };
    mail::post(app, transaction, mail).await?;
    Ok(())
}

/// The address of the survey that asks afterwards.
pub(super) async fn survey_address(app: &App, rule: Option<&CaseRule>) -> Result<Option<String>, Error> {
    let Some(survey) = rule.and_then(|rule| rule.survey) else { return Ok(None) };
    let survey = app.store().survey_find(survey).await?;
    Ok(survey.map(|survey| format!("{}/feedback/{}", app.outside().address, survey.key)))
}

/// Writes to whoever has the case, and with a rule to whoever the rule names beside them. Where that is nobody, those who lead
/// customer experience for the service are told.
pub(super) async fn to_staff(
    app: &App,
    transaction: &mut Transaction,
    case: &Case,
    rule: Option<&CaseRule>,
    occasion: Occasion,
) -> Result<(), Error> {
    let accounts = told(app, case, rule).await?;
    to_accounts(app, transaction, case, accounts, occasion).await
}

/// Writes to these of staff.
pub(super) async fn to_accounts(
    app: &App,
    transaction: &mut Transaction,
    case: &Case,
    accounts: Vec<Account>,
    occasion: Occasion,
) -> Result<(), Error> {
    let Some(letters) = app.outside().letters.clone() else { return Ok(()) };
    let mut letter = CaseLetter::of(app, case, service_name(app, case.service).await?, occasion);
    letter.link = format!("{}/desk/cases/{}", app.outside().address, case.id);
    for account in accounts {
        letter.name = account.name.to_string();
        // Staff have no language of their own yet.
        let language = Language::En;
        let mail = mail::NewMail {
            kind: "case",
            account: Some(account.id),
            case: None,
            to: account.email,
            to_name: account.name.to_string(),
            language,
            letter: letters.case(language, &letter),
            unsubscribe: None,
        };
        mail::post(app, transaction, mail).await?;
    }
    Ok(())
}

async fn told(app: &App, case: &Case, rule: Option<&CaseRule>) -> Result<Vec<Account>, Error> {
    let named: Vec<AccountId> =
        case.assignee.into_iter().chain(rule.and_then(|rule| rule.escalate_to)).collect();
    let handlers = handlers_of(app, case.service).await?;
    let told: Vec<Account> = handlers.iter().filter(|one| named.contains(&one.id)).cloned().collect();
    if !told.is_empty() {
        return Ok(told);
    }
    let leads = |one: &Account| one.roles.iter().any(|held| held.role == Role::CxLead);
    Ok(handlers.into_iter().filter(leads).collect())
}

async fn service_name(app: &App, service: ServiceId) -> Result<String, Error> {
    let found = app.store().service_find(service).await?;
    Ok(found.map(|service| service.name.to_string()).unwrap_or_default())
}

/// Notes in the history of a case that a mail to the person could not be delivered.
pub(crate) async fn undelivered(
    app: &App,
    transaction: &mut Transaction,
    case: CaseId,
    why: &str,
) -> Result<(), Error> {
    let event = catsup_model::case::CaseEvent {
        id: CaseEventId(app.next_id()),
        case,
        at: app.now(),
        actor: "operator".to_owned(),
        kind: catsup_model::case::CaseEventKind::Undelivered,
        text: why.to_owned(),
        detail: json!({}),
    };
    Ok(transaction.case_events_insert(&[event]).await?)
}
