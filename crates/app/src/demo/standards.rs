//! What the made-up services promise, and how they kept it in the last fiscal years.

use catsup_model::{
    Translated, Viewer,
    id::ObjectiveId,
    standard::{FiscalYear, StandardChannel, StandardKind},
};
use jiff::{SignedDuration, civil::Date};

use super::directory::Directory;
use crate::{
    App, Error,
    objectives::{self, ObjectiveInput},
    partners::{self, NewPartnerLink},
    standards::{self, ResultInput, StandardInput},
};

/// A promise.
struct Promise {
    /// The service's place in the data of the agency.
    service: usize,
    kind: StandardKind,
    channel: StandardChannel,
    /// In English and Spanish.
    text: (&'static str, &'static str),
    threshold: &'static str,
    /// In percent; empty for none.
    target: &'static str,
    /// Cases kept and all cases of the last fiscal years, the latest first.
    years: &'static [(Option<i64>, Option<i64>)],
    /// What it is measured from; empty for nothing.
    measured_from: &'static str,
    /// The place of the objective it serves among the [objectives](OBJECTIVES).
    objective: Option<usize>,
    published: bool,
}

/// An objective.
struct Goal {
    /// In English and Spanish.
    name: (&'static str, &'static str),
    description: (&'static str, &'static str),
    /// Abbreviation of its owner.
    owner: &'static str,
    /// The place of the one it is part of.
    parent: Option<usize>,
}

const OBJECTIVES: &[Goal] = &[
    Goal {
        name: ("Nobody waits longer than promised", "Nadie espera más de lo prometido"),
        description: (
            "People can plan: what we promise about time holds in nine cases of ten.",
            "Las personas pueden planificar: lo que prometemos sobre el tiempo se cumple en nueve de diez casos.",
        ),
        owner: "DES",
        parent: None,
    },
    Goal {
        name: ("Calls are answered quickly", "Las llamadas se atienden pronto"),
        description: ("", ""),
        owner: "BTI",
        parent: Some(0),
    },
    Goal {
        name: ("Questions get an answer within a week", "Las preguntas se responden en una semana"),
        description: ("", ""),
        owner: "BHS",
        parent: Some(0),
    },
    Goal {
        name: ("Right the first time", "Correcto desde la primera vez"),
        description: (
            "A document with an error costs everyone a second visit.",
            "Un documento con un error le cuesta a todos una segunda visita.",
        ),
        owner: "DES",
        parent: None,
    },
];

const PROMISES: &[Promise] = &[
    Promise {
        service: 0,
        kind: StandardKind::Timeliness,
        channel: StandardChannel::Online,
        text: (
            "We renew your passport within 30 business days.",
            "Renovamos su pasaporte en 30 días hábiles.",
        ),
        threshold: "30 business_days",
        target: "90",
        years: &[
            (Some(182_406), Some(200_118)),
            (Some(168_233), Some(195_870)),
            (Some(171_950), Some(188_402)),
        ],
        measured_from: "",
        objective: Some(0),
        published: true,
    },
    Promise {
        service: 0,
        kind: StandardKind::Access,
        channel: StandardChannel::Phone,
        text: ("We answer your call within 5 minutes.", "Respondemos su llamada en 5 minutos."),
        threshold: "5 minutes",
        target: "80",
        years: &[(Some(61_020), Some(84_312)), (Some(66_871), Some(82_540)), (None, Some(80_115))],
        measured_from: "",
        objective: Some(1),
        published: true,
    },
    Promise {
        service: 2,
        kind: StandardKind::Accuracy,
        channel: StandardChannel::Other,
        text: ("Your certificate is free of errors.", "Su acta no tiene errores."),
        threshold: "",
        target: "99.5",
        years: &[(Some(48_911), Some(49_020)), (Some(47_302), Some(47_619))],
        measured_from: "",
        objective: Some(3),
        published: true,
    },
    Promise {
        service: 3,
        kind: StandardKind::Timeliness,
        channel: StandardChannel::Other,
        text: (
            "We decide on heating assistance within 10 business days.",
            "Decidimos sobre la ayuda para la calefacción en 10 días hábiles.",
        ),
        threshold: "10 business_days",
        target: "95",
        years: &[(Some(29_874), Some(33_006)), (Some(30_911), Some(32_240))],
        measured_from: "",
        objective: Some(0),
        published: true,
    },
    Promise {
        service: 6,
        kind: StandardKind::Timeliness,
        channel: StandardChannel::InPerson,
        text: (
            "We settle objections to a refused permit within 20 business days.",
            "Resolvemos las objeciones a un permiso denegado en 20 días hábiles.",
        ),
        threshold: "20 business_days",
        target: "90",
        years: &[(Some(7), Some(8))],
        measured_from: "",
        objective: Some(0),
        published: true,
    },
    Promise {
        service: 7,
        kind: StandardKind::Access,
        channel: StandardChannel::Online,
        text: (
            "You can reserve a campsite day and night.",
            "Puede reservar un campamento a toda hora del día.",
        ),
        threshold: "",
        target: "99",
        years: &[],
        measured_from: "",
        objective: None,
        published: false,
    },
    Promise {
        service: 0,
        kind: StandardKind::Timeliness,
        channel: StandardChannel::Other,
        text: (
            "We settle complaints about passports within 10 business days.",
            "Resolvemos los reclamos sobre pasaportes en 10 días hábiles.",
        ),
        threshold: "10 business_days",
        target: "85",
        years: &[],
        measured_from: "complaint",
        objective: Some(0),
        published: true,
    },
    Promise {
        service: 3,
        kind: StandardKind::Timeliness,
        channel: StandardChannel::Other,
        text: (
            "We answer what you ask about heating assistance within 5 business days.",
            "Respondemos lo que pregunta sobre la ayuda para la calefacción en 5 días hábiles.",
        ),
        threshold: "5 business_days",
        target: "90",
        years: &[],
        measured_from: "question",
        objective: Some(2),
        published: true,
    },
    Promise {
        service: 3,
        kind: StandardKind::Access,
        channel: StandardChannel::Phone,
        text: ("We answer your call within 15 minutes.", "Respondemos su llamada en 15 minutos."),
        threshold: "15 minutes",
        target: "80",
        years: &[],
        measured_from: "waiting",
        objective: Some(1),
        published: true,
    },
    Promise {
        service: 0,
        kind: StandardKind::Access,
        channel: StandardChannel::Other,
        text: (
            "You get through to us within 30 minutes, whatever the channel.",
            "Le atendemos en 30 minutos, sea cual sea el canal.",
        ),
        threshold: "30 minutes",
        target: "90",
        years: &[],
        measured_from: "waiting",
        objective: Some(1),
        published: false,
    },
    Promise {
        service: 0,
        kind: StandardKind::Timeliness,
        channel: StandardChannel::Other,
        text: (
            "A person answers your complaint within 2 business days.",
            "Una persona responde su reclamo en 2 días hábiles.",
        ),
        threshold: "2 business_days",
        target: "80",
        years: &[],
        measured_from: "first_response:complaint",
        objective: Some(0),
        published: true,
    },
];

/// Adds the standards with their results, and publishes those that are public.
pub(super) async fn add(app: &App, past: &App, viewer: &Viewer, directory: &Directory) -> Result<(), Error> {
    let objectives = add_objectives(past, viewer, directory).await?;
    add_partner(app, viewer, directory).await?;
    for promise in PROMISES {
        let input = StandardInput {
            service: directory.services[promise.service],
            touchpoint: None,
            organisation: None,
            kind: promise.kind,
            promise: Translated::both(promise.text.0, promise.text.1),
            threshold: promise.threshold.to_owned(),
            target: promise.target.to_owned(),
            channel: promise.channel,
            effective_from: None,
            effective_until: None,
            measured_from: promise.measured_from.to_owned(),
            objective: promise.objective.map(|place| objectives[place]),
        };
        let id = standards::add(past, viewer, &input).await?.id;
        if promise.published {
            standards::publish(past, viewer, id).await?;
        }
        let years = (0..).map_while(|back| ended(app.today(), back));
        for (year, (kept, total)) in years.zip(promise.years) {
            let result = ResultInput { year: year.to_string(), kept: *kept, total: *total };
            standards::set_result(app, viewer, id, &result).await?;
        }
    }
    Ok(())
}

async fn add_objectives(
    past: &App,
    viewer: &Viewer,
    directory: &Directory,
) -> Result<Vec<ObjectiveId>, Error> {
    let mut ids: Vec<ObjectiveId> = Vec::with_capacity(OBJECTIVES.len());
    for goal in OBJECTIVES {
        let input = ObjectiveInput {
            name: Translated::both(goal.name.0, goal.name.1),
            description: Translated::both(goal.description.0, goal.description.1),
            owner: directory.organisations[goal.owner],
            parent: goal.parent.map(|place| ids[place]),
        };
        ids.push(objectives::add(past, viewer, &input).await?.id);
    }
    Ok(ids)
}

/// A link for a partner whose secret nobody was told.
async fn add_partner(app: &App, viewer: &Viewer, directory: &Directory) -> Result<(), Error> {
    let link = NewPartnerLink {
        name: "State Auditor".to_owned(),
        services: vec![directory.services[0], directory.services[3]],
        expires_at: Some(app.now() + SignedDuration::from_hours(180 * 24)),
    };
    partners::create(app, viewer, &link).await.map(|_| ())
}

/// The federal fiscal year that ended `back` years before the last one that is over.
fn ended(today: Date, back: i16) -> Option<FiscalYear> {
    let last = if today.month() >= 10 { today.year() - 1 } else { today.year() - 2 };
    FiscalYear::beginning_in(last - back)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_last_year_that_is_over_ended_with_september() {
        let first = |day| ended(day, 0).unwrap().to_string();
        assert_eq!(first(date(2026, 9, 30)), "2024-2025");
        assert_eq!(first(date(2026, 10, 1)), "2025-2026");
    }
}
