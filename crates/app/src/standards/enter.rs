//! Standards as they are entered and changed.

use catsup_model::{
    Language, Translated, Viewer,
    calendar::Within,
    id::{ObjectiveId, OrganisationId, ServiceId, StandardId, TouchpointId},
    standard::{LONGEST_PROMISE, MeasuredFrom, Standard, StandardChannel, StandardKind, TargetShare},
};
use jiff::civil::Date;
use serde_json::json;

use super::{own, soon::measure_soon};
use crate::{App, Error, access, audit, fields::Fields, objectives};

/// A standard as it is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandardInput {
    /// The service that promises.
    pub service: ServiceId,
    /// The touchpoint it is about; `None` for the service as a whole.
    pub touchpoint: Option<TouchpointId>,
    /// The organisation that answers for it; `None` for the one that answers for the service.
    pub organisation: Option<OrganisationId>,
    /// What kind of promise it is.
    pub kind: StandardKind,
    /// The promise; English is needed.
    pub promise: Translated,
    /// How long something may take, such as `5 business_days`; may be empty.
    pub threshold: String,
    /// The share of cases for which it is to be kept, in percent; may be empty.
    pub target: String,
    /// The channel it holds for.
    pub channel: StandardChannel,
    /// The first day it holds.
    pub effective_from: Option<Date>,
    /// The last day it holds.
    pub effective_until: Option<Date>,
    /// The code of [what it is measured from](MeasuredFrom); empty where results are entered.
    pub measured_from: String,
    /// The objective it serves.
    pub objective: Option<ObjectiveId>,
}

/// Adds a standard, not published yet.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`] for the service; [`Error::Invalid`] with `promise`, `promise_es`,
/// `threshold`, `target`, `touchpoint`, `organisation`, `effective_until`, `measured_from` or `objective`.
pub async fn add(app: &App, viewer: &Viewer, input: &StandardInput) -> Result<Standard, Error> {
    let fields = read(app, viewer, input).await?;
    let standard = fields.standard(StandardId(app.next_id()));
    let mut transaction = app.store().begin().await?;
    transaction.standard_insert(&standard, app.now()).await?;
    let detail = json!({ "service": standard.service, "organisation": standard.organisation });
    let subject = format!("standard:{}", standard.id);
    audit::record(app, &mut transaction, viewer, "standard.add", &subject, detail).await?;
    measure_soon(app, &mut transaction).await?;
    transaction.commit().await?;
    Ok(standard)
}

/// Replaces what was entered of a standard; its results, and whether it is published, stay.
///
/// # Errors
/// As [`add`], and [`Error::NotFound`] for the standard.
pub async fn change(
    app: &App,
    viewer: &Viewer,
    id: StandardId,
    input: &StandardInput,
) -> Result<Standard, Error> {
    let before = own(app, viewer, id).await?;
    let fields = read(app, viewer, input).await?;
    let after =
        Standard { published_at: before.published_at, source: before.source.clone(), ..fields.standard(id) };
    let changed = changed(&before, &after);
    if !changed.is_empty() {
        let mut transaction = app.store().begin().await?;
        transaction.standard_update(&after).await?;
        let detail = json!({ "fields": changed });
        audit::record(app, &mut transaction, viewer, "standard.change", &format!("standard:{id}"), detail)
            .await?;
        measure_soon(app, &mut transaction).await?;
        transaction.commit().await?;
    }
    Ok(after)
}

/// What was entered, once it fits.
struct Read<'a> {
    input: &'a StandardInput,
    organisation: OrganisationId,
    promise: Translated,
    threshold: Option<Within>,
    target: Option<TargetShare>,
    measured_from: Option<MeasuredFrom>,
}

impl Read<'_> {
    fn standard(self, id: StandardId) -> Standard {
        let input = self.input;
        Standard {
            id,
            service: input.service,
            touchpoint: input.touchpoint,
            organisation: self.organisation,
            kind: input.kind,
            promise: self.promise,
            threshold: self.threshold,
            target: self.target,
            channel: input.channel,
            effective_from: input.effective_from,
            effective_until: input.effective_until,
            published_at: None,
            measured_from: self.measured_from,
            objective: input.objective,
            source: None,
        }
    }
}

async fn read<'a>(app: &App, viewer: &Viewer, input: &'a StandardInput) -> Result<Read<'a>, Error> {
    let service = access::own_service(app, viewer, input.service).await?;
    let mut fields = Fields::default();
    let mut promise = Translated::default();
    for (language, field) in [(Language::En, "promise"), (Language::Es, "promise_es")] {
        let text = input.promise.exact(language).unwrap_or_default();
        promise.set(language, &fields.text(field, text, LONGEST_PROMISE));
    }
    if promise.exact(Language::En).is_none() {
        fields.refuse("promise", "required", "must not be empty");
    }
    let threshold = match input.threshold.trim() {
        "" => None,
        text => text
            .parse()
            .map_err(|error: catsup_model::calendar::InvalidWithin| {
                fields.refuse("threshold", "time-promised", error.to_string());
            })
            .ok(),
    };
    let target = match input.target.trim() {
        "" => None,
        text => TargetShare::of_percent(text)
            .map_err(|_| {
                fields.refuse(
                    "target",
                    "percentage",
                    "must be a percentage from 0 to 100, such as 95 or 99.5",
                );
            })
            .ok(),
    };
    if let Some(id) = input.touchpoint {
        let found = app.store().touchpoint_find(id).await?;
        if found.is_none_or(|touchpoint| touchpoint.service != service.id) {
            fields.refuse("touchpoint", "unknown", "is not a touchpoint of the service");
        }
    }
    let organisation = input.organisation.unwrap_or(service.organisation);
    let reach = viewer.require(catsup_model::Permission::ReadDirectory)?;
    let known = app.store().organisation_find(organisation).await?.is_some();
    if !known || (organisation != service.organisation && !reach.has_organisation(organisation)) {
        // A stranger must not learn which of the two it is.
        fields.refuse("organisation", "unknown", "names an organisation that was not found");
    }
    if let (Some(from), Some(until)) = (input.effective_from, input.effective_until)
        && until < from
    {
        fields.refuse("effective_until", "ends-before-start", "must not lie before the first day");
    }
    let measured_from = measured_from(&mut fields, input, threshold);
    if let Some(id) = input.objective
        && objectives::read(app, id).await?.is_none()
    {
        fields.refuse("objective", "unknown", "names an objective that was not found");
    }
    if fields.fit() {
        Ok(Read { input, organisation, promise, threshold, target, measured_from })
    } else {
        Err(fields.refused())
    }
}

/// What it is measured from, which has to tell the promised time.
fn measured_from(
    fields: &mut Fields,
    input: &StandardInput,
    threshold: Option<Within>,
) -> Option<MeasuredFrom> {
    let code = match input.measured_from.trim() {
        "" => return None,
        code => code,
    };
    let Ok(from) = code.parse::<MeasuredFrom>() else {
        fields.refuse("measured_from", "unknown", "names nothing that is measured from");
        return None;
    };
    let told = threshold.is_some_and(|within| from.tells(within.unit()));
    match from {
        _ if told => {}
        MeasuredFrom::Resolution(_) => {
            fields.refuse(
                "threshold",
                "business-days",
                "must be in business days to be measured from ended cases",
            );
        }
        MeasuredFrom::Waiting | MeasuredFrom::Handling => fields.refuse(
            "threshold",
            "clock-time",
            "must be in minutes or hours to be measured from interactions",
        ),
        MeasuredFrom::FirstResponse(_) => {
            fields.refuse("threshold", "required", "must be given to be measured from first responses");
        }
    }
    Some(from)
}

fn changed(before: &Standard, after: &Standard) -> Vec<&'static str> {
    let compared = [
        ("service", before.service != after.service),
        ("touchpoint", before.touchpoint != after.touchpoint),
        ("organisation", before.organisation != after.organisation),
        ("kind", before.kind != after.kind),
        ("promise", before.promise != after.promise),
        ("threshold", before.threshold != after.threshold),
        ("target", before.target != after.target),
        ("channel", before.channel != after.channel),
        ("effective_from", before.effective_from != after.effective_from),
        ("effective_until", before.effective_until != after.effective_until),
        ("measured_from", before.measured_from != after.measured_from),
        ("objective", before.objective != after.objective),
    ];
    compared.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}
