//! The job: waits until it is time, and sends, unless the experiment holds suggestions back.

use catsup_model::{
    Viewer,
    anticipation::{Arm, NextMessage, Surface},
    id::CaseId,
};
use jiff::Timestamp;
use serde_json::json;

use super::{
    MAIL_KIND, NextLetter, consent, look_at,
    plan::{Plan, plan},
    timing::due,
};
use crate::{
    App, Error,
    anticipation::experiment::{Subject, trial},
    audit, cases, mail,
};

/// The job: tells the person of a case what comes next after a contact, once it is time. What staff pin or hide, and what the
/// person takes back, counts until the mail is written.
pub(crate) async fn tell_next(app: &App, id: CaseId, contact: i64) -> Result<(), Error> {
    // Without words nothing can be written.
    if app.outside().letters.is_none() {
        return Ok(());
    }
    let Some(plan) = plan(app, id).await? else { return Ok(()) };
    let contact = Timestamp::from_microsecond(contact).unwrap_or(plan.case.moments.opened);
    let due = due(contact, plan.consent.given_at, plan.median_seconds, &app.settings().zone);
    if due <= app.now() {
        return send(app, plan).await;
    }
    let mut transaction = app.store().begin().await?;
    look_at(app, &mut transaction, id, contact, due).await?;
    transaction.commit().await?;
    Ok(())
}

/// Who the experiment follows: the visit that the case came from, else the person.
async fn subject(app: &App, plan: &Plan) -> Result<Subject, Error> {
    let visit = app.store().case_visit_of(plan.case.id).await?;
    Ok(visit.map_or(Subject::Customer(plan.consent.customer), Subject::Visit))
}

async fn send(app: &App, plan: Plan) -> Result<(), Error> {
    let Some(letters) = app.outside().letters.clone() else { return Ok(()) };
    let (case, need) = (&plan.case, &plan.need);
    let Some(to) = case.person.email.clone() else { return Ok(()) };
    let subject = subject(app, &plan).await?;
    let trial = trial(app, subject, Surface::Mail, need, Some(case.service), &plan.answers);
    let arm = trial.as_ref().map_or(Arm::Shown, |trial| trial.arm);
    let service = app.store().service_find(case.service).await?;
    let service = service.map(|service| service.name.to_string()).unwrap_or_default();
    let mut transaction = app.store().begin().await?;
    // Held, so that it is not taken back between this look and the mail.
    if !transaction.next_consent_lock(case.id).await?.is_some_and(|consent| consent.holds()) {
        return Ok(());
    }
    let answers = if arm == Arm::Shown { plan.answers.clone() } else { Vec::new() };
    let message = NextMessage { case: case.id, need: need.clone(), arm, answers, mail: None, at: app.now() };
    if !transaction.next_message_put(&message).await? {
        return Ok(());
    }
    if let Some(trial) = &trial {
        transaction.trial_insert(trial).await?;
    }
    if arm == Arm::Shown {
        let stop = consent::link(app, case);
        let letter = NextLetter {
            agency: app.settings().agency.clone(),
            service,
            number: case.number.to_string(),
            name: case.person.name.clone(),
            lines: plan.lines,
            track: cases::address(app, case),
            stop: stop.clone(),
        };
        let language = plan.consent.language;
        let new = mail::NewMail {
            kind: MAIL_KIND,
            account: None,
            case: Some(case.id),
            to,
            to_name: case.person.name.clone(),
            language,
            letter: letters.next(language, &letter),
            unsubscribe: Some(stop),
        };
        let mail = mail::post(app, &mut transaction, new).await?;
        transaction.next_message_mailed(case.id, need, mail).await?;
    }
    let detail = json!({ "arm": arm.code(), "answers": message.answers.len() });
    let about = format!("case:{}", case.id);
    audit::record(app, &mut transaction, &Viewer::operator(), "anticipation.tell", &about, detail).await?;
    transaction.commit().await?;
    Ok(())
}
