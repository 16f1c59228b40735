//! The experiment: who sees suggestions is drawn by a keyed hash, and who came back is kept.
//!
//! A subject is a visit or a customer; what is stored stands for neither outside the experiment. Whom a suggestion could
//! have been shown to counts, whether it was shown or looked at or not (intention to treat).

use std::collections::HashMap;

use catsup_model::{
    Permission, Viewer,
    anticipation::{Arm, Draw, Experiment, MOST_HELD, Surface, Trial},
    id::{AnswerId, ServiceId},
    interaction::CustomerKey,
    library::need_key,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::{
    columns::{Codes, Cut},
    sources::{Unread, contacts_of_interactions},
};
use crate::{App, Error, audit, fields::invalid, settings};

/// A contact of a customer this soon after a suggestion is the contact it was shown in.
const SAME_CONTACT: SignedDuration = SignedDuration::from_mins(30);
/// How long trials are kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 730);
/// The longest window, in days.
const LONGEST_WINDOW: u16 = 60;

/// Whom the experiment follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A visit to public pages, under the keyed hash that stands for it.
    Visit(i64),
    /// A customer whom staff talk with.
    Customer(CustomerKey),
}

impl Subject {
    /// What stands for the subject in one experiment.
    fn hash(self, app: &App, experiment: i64) -> i64 {
        let (kind, number) = match self {
            Self::Visit(number) => ("visit", number),
            Self::Customer(customer) => ("customer", customer.0),
        };
        app.keys().number("suggestion experiment", &format!("{experiment}:{kind}:{number}"))
    }
}

/// Which side somebody is on; `None` while no experiment runs, and where a service is not part of it.
#[must_use]
pub fn arm(app: &App, subject: Subject, service: Option<ServiceId>) -> Option<Arm> {
    let settings = app.settings();
    let experiment = &settings.experiment;
    if !experiment.runs {
        return None;
    }
    match &experiment.draw {
        Draw::Visits { held } => {
            let hash = subject.hash(app, experiment.number).cast_unsigned();
            // A hundredth of the numbers for each hundredth of the subjects.
            let is_held = hash % 10_000 < u64::from(*held) * 100;
            Some(if is_held { Arm::Held } else { Arm::Shown })
        }
        Draw::Services { from } => {
            let (_, day) = from.iter().find(|(of, _)| Some(*of) == service)?;
            Some(if app.today() < *day { Arm::Held } else { Arm::Shown })
        }
    }
}

/// Keeps that there was something to suggest to somebody, whether it was shown or held back. Nothing is kept while no
/// experiment runs.
///
/// # Errors
/// When the store fails.
pub async fn record_shown(
    app: &App,
    subject: Subject,
    surface: Surface,
    need: &str,
    service: Option<ServiceId>,
    answers: &[AnswerId],
) -> Result<(), Error> {
    let Some(trial) = trial(app, subject, surface, need, service, answers) else { return Ok(()) };
    let mut transaction = app.store().begin().await?;
    transaction.trial_insert(&trial).await?;
    transaction.commit().await?;
    Ok(())
}

/// What is kept of somebody to whom there is something to suggest; `None` while no experiment runs.
pub(super) fn trial(
    app: &App,
    subject: Subject,
    surface: Surface,
    need: &str,
    service: Option<ServiceId>,
    answers: &[AnswerId],
) -> Option<Trial> {
    let arm = arm(app, subject, service)?;
    let experiment = app.settings().experiment.number;
    Some(Trial {
        id: app.next_id(),
        experiment,
        arm,
        surface,
        need: need_key(need),
        service,
        subject: subject.hash(app, experiment),
        at: app.now(),
        answers: if arm == Arm::Shown { answers.to_vec() } else { Vec::new() },
    })
}

/// Keeps that somebody opened a suggestion.
///
/// # Errors
/// When the store fails.
pub async fn opened(app: &App, subject: Subject) -> Result<(), Error> {
    let experiment = app.settings().experiment.clone();
    if experiment.runs {
        let hash = subject.hash(app, experiment.number);
        let mut transaction = app.store().begin().await?;
        transaction.trial_opened(experiment.number, hash, app.now()).await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// Keeps that somebody made contact again: opened a case, wrote or called. Only what comes within the window counts, and
/// of that the first.
///
/// # Errors
/// When the store fails.
pub async fn came_back(app: &App, subject: Subject, need: Option<&str>) -> Result<(), Error> {
    let experiment = app.settings().experiment.clone();
    if experiment.runs {
        let hash = subject.hash(app, experiment.number);
        let need = need.map(need_key);
        let since = app.now() - window(&experiment);
        // With a customer the contact at hand may be the one it was shown in.
        let begun = match subject {
            Subject::Visit(_) => app.now(),
            Subject::Customer(_) => app.now() - SAME_CONTACT,
        };
        let mut transaction = app.store().begin().await?;
        let period = [since, begun];
        transaction.trial_came_back(experiment.number, hash, app.now(), need.as_deref(), period).await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// As [`came_back`], after what brought them was stored: where this fails, nobody is told that it was not.
pub(crate) async fn note_came_back(app: &App, subject: Subject, need: Option<&str>) {
    if let Err(error) = came_back(app, subject, need).await {
        let error = &error as &dyn std::error::Error;
        tracing::warn!(error, "the experiment misses that somebody came back");
    }
}

pub(super) fn window(experiment: &Experiment) -> SignedDuration {
    SignedDuration::from_hours(24 * i64::from(experiment.window_days))
}

/// Finds among the contacts of customers those who came back, and forgets trials of long ago.
pub(super) async fn follow_up(app: &App) -> Result<(), Error> {
    let settings = app.settings();
    let experiment = &settings.experiment;
    let (now, window) = (app.now(), window(experiment));
    // A contact may come in a day late.
    let open =
        app.store().trials_open(experiment.number, now - window - SignedDuration::from_hours(48)).await?;
    let Some((_, first)) = open.first() else { return Ok(()) };
    let cuts = [Cut::Channel];
    let mut codes = Codes::new(&cuts);
    let period = (first.as_microsecond(), now.as_microsecond() + 1);
    let columns = match contacts_of_interactions(app, &settings.mining, period, &mut codes).await {
        Ok(columns) => columns,
        Err(Unread::TooMany) => return Err(crate::Refusal::Busy.into()),
        Err(Unread::Failed(error)) => return Err(error),
    };
    let open: HashMap<i64, Timestamp> = open.into_iter().collect();
    let mut back: HashMap<i64, (i64, u32)> = HashMap::new();
    for ((person, time), need) in columns.people.iter().zip(&columns.times).zip(&columns.needs) {
        let hash = Subject::Customer(CustomerKey(*person)).hash(app, experiment.number);
        let Some(at) = open.get(&hash) else { continue };
        let (from, to) = ((*at + SAME_CONTACT).as_microsecond(), (*at + window).as_microsecond());
        if (from..=to).contains(time) && back.get(&hash).is_none_or(|(known, _)| time < known) {
            back.insert(hash, (*time, *need));
        }
    }
    let mut transaction = app.store().begin().await?;
    for (hash, (time, need)) in back {
        let at = Timestamp::from_microsecond(time).unwrap_or(now);
        let (need, _) = codes.needs.named(need);
        let need = Some(need).filter(|need| !need.is_empty());
        let period = [at - window, at - SAME_CONTACT];
        transaction.trial_came_back(experiment.number, hash, at, need, period).await?;
    }
    transaction.trials_forget(now - KEPT).await?;
    transaction.commit().await?;
    Ok(())
}

/// Sets the experiment up, starts and ends it. A change of how it is drawn, and a new start, begin a new experiment:
/// what was kept before does not mix in.
///
/// # Errors
/// [`Error::Denied`] unless the viewer approves answers everywhere; [`Error::Invalid`] with `held`, `window_days` or
/// `services`.
pub async fn change_experiment(
    app: &App,
    viewer: &Viewer,
    runs: bool,
    draw: Draw,
    window_days: u16,
) -> Result<Experiment, Error> {
    viewer.require_everywhere(Permission::ApproveAnswers)?;
    match &draw {
        Draw::Visits { held } if !(1..=MOST_HELD).contains(held) => {
            return Err(invalid("held", "held-share", format!("must be 1 to {MOST_HELD} in a hundred")));
        }
        Draw::Services { from } if runs && from.len() < 2 => {
            return Err(invalid("services", "too-few-services", "must name at least two services"));
        }
        _ => {}
    }
    if !(1..=LONGEST_WINDOW).contains(&window_days) {
        return Err(invalid("window_days", "window-days", format!("must be 1 to {LONGEST_WINDOW} days")));
    }
    let before = app.settings().experiment.clone();
    let begins = runs && (!before.runs || before.draw != draw || before.window_days != window_days);
    let after = Experiment {
        number: before.number + i64::from(begins),
        runs,
        draw,
        window_days,
        began_at: if begins { Some(app.now().as_second()) } else { before.began_at },
    };
    if after != before {
        let detail = json!({ "runs": after.runs, "draw": after.draw, "window_days": after.window_days });
        let name = "suggestion_experiment";
        let value = serde_json::to_string(&after).unwrap_or_default();
        let mut transaction = app.store().begin().await?;
        transaction.setting_set(name, &value).await?;
        audit::record(app, &mut transaction, viewer, "anticipation.experiment", "anticipation", detail)
            .await?;
        transaction.commit().await?;
        settings::keep(app, name, &value);
    }
    Ok(after)
}
