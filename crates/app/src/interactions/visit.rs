//! Visits of pages, told by the script in them: nobody knows whose they are.

use catsup_model::{
    Channel, Language,
    id::InteractionId,
    interaction::{Interaction, Outcome},
};

use super::Upserted;
use crate::{App, Error, fields::invalid, open_surveys, responses::page_address};

/// What a page is called that did not say where it is.
const ACTIVITY: &str = "visit page";
/// The source of visits.
const SOURCE: &str = "embed";

/// One view of a page, as the script in it tells.
#[derive(Debug, Clone, Default)]
pub struct Visit {
    /// The number the script drew for this view; it lives no longer than the page.
    pub key: String,
    /// Where the page is; its query and fragment are cut off.
    pub page: Option<String>,
    /// Whether the person did what they came for, once they said so.
    pub outcome: Option<Outcome>,
    /// Class of the device.
    pub device: Option<&'static str>,
    /// The language of the page.
    pub language: Option<Language>,
}

/// Takes a visit in, or what became of one under the same key. It belongs to the service and the touchpoint of the
/// survey whose script stands in the page.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Refused`] when the survey is not open; [`Error::Invalid`] for a key that is none.
pub async fn visit(app: &App, survey: &str, visit: Visit) -> Result<Upserted, Error> {
    let open = open_surveys::open(app, survey).await?;
    let drawn = visit.key.len() == 32 && visit.key.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !drawn {
        return Err(invalid(
            "visit",
            "visit",
            "must be 32 hexadecimal digits, drawn anew for each view of a page",
        ));
    }
    let now = app.now();
    let external_key = Some(format!("{}:{}", open.survey.id, visit.key.to_lowercase()));
    let upsert_key = external_key.as_ref().map(|key| format!("{SOURCE}:{key}")).unwrap_or_default();
    // What became of a visit changes its outcome, not when it began.
    let occurred_at = app.store().interaction_time(&upsert_key).await?.unwrap_or(now);
    let page = visit.page.as_deref().and_then(page_address);
    let interaction = Interaction {
        id: InteractionId(app.next_id()),
        service: open.survey.service,
        touchpoint: open.survey.touchpoint,
        channel: Channel::Website,
        customer: None,
        case: None,
        activity: ACTIVITY.to_owned(),
        intention: None,
        outcome: visit.outcome,
        occurred_at,
        received_at: now,
        wait_seconds: None,
        handle_seconds: None,
        cost_cents: None,
        device: visit.device.map(str::to_owned),
        language: visit.language,
        attributes: page.into_iter().map(|page| ("page".to_owned(), page)).collect(),
        source: SOURCE.to_owned(),
        external_key,
    };
    let upserted = app.store().interactions_submit(vec![interaction]).await?;
    upserted.into_iter().next().ok_or_else(|| Error::NotFound("visit"))
}
