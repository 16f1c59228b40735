//! What the made-up services promise, and how they kept it in the last fiscal years.

use catsup_model::{
    Translated, Viewer,
    standard::{FiscalYear, StandardChannel, StandardKind},
};
use jiff::civil::Date;

use super::directory::Directory;
use crate::{
    App, Error,
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
    /// The kind of cases it is measured from; empty for none.
    measured_from: &'static str,
    published: bool,
}

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
        published: true,
    },
];

/// Adds the standards with their results, and publishes those that are public.
pub(super) async fn add(app: &App, past: &App, viewer: &Viewer, directory: &Directory) -> Result<(), Error> {
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
