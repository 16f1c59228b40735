//! Rules by which cases are handled: by when, by which calendar, by whom. They are set for the whole installation.

use catsup_model::{
    Permission, Reach, Viewer,
    calendar::Within,
    case::{CaseKind, CaseRule, Targets},
    id::{AccountId, CalendarId, CaseRuleId, ServiceId, SurveyId},
};
use serde_json::json;

use super::people::reach_of;
use crate::{
    App, Error, audit,
    fields::{Fields, or_taken},
    inbox,
    jobs::{self, Work},
};

/// A rule as it was entered; an empty text is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnteredRule {
    /// The service.
    pub service: String,
    /// The kind of case.
    pub kind: String,
    /// The calendar.
    pub calendar: String,
    /// The time to the first response, such as `1 business_days`.
    pub first_response: String,
    /// The time to every later response.
    pub next_response: String,
    /// The time to the end.
    pub resolution: String,
    /// Who gets the cases.
    pub assignee: String,
    /// Who is told beside them.
    pub escalate_to: String,
    /// The survey that asks afterwards.
    pub survey: String,
}

/// A rule with the names it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedRule {
    /// The rule.
    pub rule: CaseRule,
    /// The service's name.
    pub service: Option<String>,
    /// The calendar's name.
    pub calendar: String,
    /// Who gets the cases.
    pub assignee: Option<String>,
    /// Who is told beside them.
    pub escalate_to: Option<String>,
    /// The survey's name.
    pub survey: Option<String>,
}

/// Every rule, the general ones first.
///
/// # Errors
/// [`Error::Denied`].
pub async fn rules(app: &App, viewer: &Viewer) -> Result<Vec<NamedRule>, Error> {
    viewer.require(Permission::ReadCases)?;
    let calendars = app.store().calendar_list().await?;
    let services = app.store().service_list(None).await?;
    let accounts = inbox::account_names(app).await?;
    let mut named = Vec::new();
    for rule in app.store().case_rules().await? {
        let service = services.iter().find(|one| Some(one.id) == rule.service);
        let calendar = calendars.iter().find(|one| one.id == rule.calendar);
        let survey = match rule.survey {
            Some(id) => app.store().survey_find(id).await?,
            None => None,
        };
        named.push(NamedRule {
            service: service.map(|one| one.name.to_string()),
            calendar: calendar.map(|one| one.name.to_string()).unwrap_or_default(),
            assignee: rule.assignee.and_then(|id| accounts.get(&id).cloned()),
            escalate_to: rule.escalate_to.and_then(|id| accounts.get(&id).cloned()),
            survey: survey.map(|one| one.name.to_string()),
            rule,
        });
    }
    Ok(named)
}

/// Sets a rule, a new one or one that is there. The deadlines of everything under way are worked out anew.
///
/// # Errors
/// [`Error::Denied`] unless the viewer manages the directory of the whole installation; [`Error::NotFound`]; [`Error::Invalid`]
/// with the fields of [`EnteredRule`].
pub async fn set_rule(
    app: &App,
    viewer: &Viewer,
    id: Option<CaseRuleId>,
    entered: &EnteredRule,
) -> Result<CaseRule, Error> {
    viewer.require_everywhere(Permission::ManageDirectory)?;
    if let Some(id) = id
        && !app.store().case_rules().await?.iter().any(|rule| rule.id == id)
    {
        return Err(Error::NotFound("the rule"));
    }
    let id = id.unwrap_or_else(|| CaseRuleId(app.next_id()));
    let rule = read(app, id, entered).await?;
    let mut transaction = app.store().begin().await?;
    transaction.case_rule_put(&rule).await.map_err(or_taken("kind"))?;
    jobs::enqueue(app, &mut transaction, &Work::RecountCases, None, app.now()).await?;
    audit::record(app, &mut transaction, viewer, "case_rule.set", &format!("case_rule:{id}"), json!({}))
        .await?;
    transaction.commit().await?;
    Ok(rule)
}

/// Removes a rule; a more general one holds from then on.
///
/// # Errors
/// As [`set_rule`].
pub async fn remove_rule(app: &App, viewer: &Viewer, id: CaseRuleId) -> Result<(), Error> {
    viewer.require_everywhere(Permission::ManageDirectory)?;
    let mut transaction = app.store().begin().await?;
    if !transaction.case_rule_delete(id).await? {
        return Err(Error::NotFound("the rule"));
    }
    jobs::enqueue(app, &mut transaction, &Work::RecountCases, None, app.now()).await?;
    audit::record(app, &mut transaction, viewer, "case_rule.remove", &format!("case_rule:{id}"), json!({}))
        .await?;
    transaction.commit().await?;
    Ok(())
}

async fn read(app: &App, id: CaseRuleId, entered: &EnteredRule) -> Result<CaseRule, Error> {
    let mut fields = Fields::default();
    let service: Option<ServiceId> = optional(&mut fields, "service", &entered.service);
    let kind: Option<CaseKind> = optional(&mut fields, "kind", &entered.kind);
    let calendar: Option<CalendarId> = optional(&mut fields, "calendar", &entered.calendar);
    let assignee: Option<AccountId> = optional(&mut fields, "assignee", &entered.assignee);
    let escalate_to: Option<AccountId> = optional(&mut fields, "escalate_to", &entered.escalate_to);
    let survey: Option<SurveyId> = optional(&mut fields, "survey", &entered.survey);
    let mut within = |field: &'static str, text: &str| -> Option<Within> {
        if text.trim().is_empty() {
            return None;
        }
        let read = text.parse();
        if read.is_err() {
            fields.refuse(field, "not-a-time", "must be a time such as 5 business_days or 2 hours");
        }
        read.ok()
    };
    let targets = Targets {
        first_response: within("first_response", &entered.first_response),
        next_response: within("next_response", &entered.next_response),
        resolution: within("resolution", &entered.resolution),
    };
    if let Some(service) = service
        && app.store().service_find(service).await?.is_none()
    {
        fields.refuse("service", "unknown", "names a service that was not found");
    }
    let calendars = app.store().calendar_list().await?;
    let calendar = calendar.filter(|id| calendars.iter().any(|one| one.id == *id));
    if calendar.is_none() {
        fields.refuse("calendar", "required", "must be one of the calendars");
    }
    for (field, account) in [("assignee", assignee), ("escalate_to", escalate_to)] {
        let Some(account) = account else { continue };
        let reach = reach_of(app, Some(account)).await?;
        let fits = service.map_or(reach != Reach::nothing(), |service| reach.has_service(service));
        if !fits {
            fields.refuse(field, "unknown", "is nobody who handles cases of this service");
        }
    }
    if let Some(survey) = survey
        && app.store().survey_find(survey).await?.is_none()
    {
        fields.refuse("survey", "unknown", "names a survey that was not found");
    }
    match (fields.fit(), calendar) {
        (true, Some(calendar)) => {
            Ok(CaseRule { id, service, kind, calendar, targets, assignee, escalate_to, survey })
        }
        _ => Err(fields.refused()),
    }
}

fn optional<T: std::str::FromStr>(fields: &mut Fields, field: &str, text: &str) -> Option<T> {
    if text.trim().is_empty() {
        return None;
    }
    let read = text.trim().parse().ok();
    if read.is_none() {
        fields.refuse(field, "unknown", "is not one of the choices");
    }
    read
}
