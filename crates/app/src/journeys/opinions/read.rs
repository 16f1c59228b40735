//! Reading what people said: counts of everything, and answer by answer what known customers said.

use std::{collections::HashMap, ops::ControlFlow, sync::Arc};

use catsup_analytics::MeasureEngine as _;
use catsup_journeys::EventLog;
use catsup_model::{
    Feed, Permission, Viewer,
    id::{ServiceId, WordingId},
    period::Days,
    query::{CountsQuery, Dimension, Filter, Window},
};
use catsup_store::Said as Stored;

use super::{
    super::contacts::off_thread, Joined, Opinions, STAGE, Said, Series, add, folded, joined::Finder,
};
use crate::{App, Error};

/// How long opinions are taken as they are, in seconds: moving a slider does not count responses anew.
const KEPT_SECONDS: i64 = 60;
/// The most answers of known customers that are joined; of more the earliest.
const MOST_JOINED: usize = 5_000_000;

/// The services, the days, the minute and the revision of the interactions that opinions are kept for.
pub(in crate::journeys) type OpinionKey = (Vec<ServiceId>, Option<Days>, i64, i64);

/// What people said of these services in these days; nothing for those who may not see measures.
pub(in crate::journeys) async fn read(
    app: &App,
    viewer: &Viewer,
    services: &[ServiceId],
    days: Option<Days>,
    contacts: &Arc<EventLog>,
) -> Result<Arc<Opinions>, Error> {
    let Ok(reach) = viewer.require(Permission::ReadMeasures) else { return Ok(Arc::default()) };
    let services: Vec<ServiceId> = services.iter().copied().filter(|id| reach.has_service(*id)).collect();
    if services.is_empty() {
        return Ok(Arc::default());
    }
    let revision = app.store().interaction_revision().await?;
    let key = (services.clone(), days, app.now().as_second() / KEPT_SECONDS, revision);
    if let Some(kept) = app.journeys().opinions(&key) {
        return Ok(kept);
    }
    let wordings = app.store().wording_list().await?.into_iter();
    let measures: HashMap<WordingId, Series> = wordings
        .filter_map(|wording| match wording.feeds {
            Some(Feed::Measure(measure)) => Some((wording.id, (measure, wording.key.scale))),
            _ => None,
        })
        .collect();
    let zone = app.settings().zone.clone();
    let window = days.map(|days| Window { days, microseconds: days.microseconds(&zone) });
    let mut opinions = counted(app, &services, window, &measures).await?;
    let mut said = Vec::new();
    let wordings: Vec<WordingId> = measures.keys().copied().collect();
    let take = |one: Stored| {
        said.push(one);
        if said.len() < MOST_JOINED { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    app.store().said_each(&services, window.map(|window| window.microseconds), &wordings, take).await?;
    if !said.is_empty() {
        let contacts = Arc::clone(contacts);
        opinions.joined = off_thread(move || joined(&contacts, said, &measures)).await?;
    }
    let opinions = Arc::new(opinions);
    app.journeys().keep_opinions(key, Arc::clone(&opinions));
    Ok(opinions)
}

async fn counted(
    app: &App,
    services: &[ServiceId],
    period: Option<Window>,
    measures: &HashMap<WordingId, Series>,
) -> Result<Opinions, Error> {
    let query = CountsQuery {
        filter: Filter { services: services.to_vec(), period, ..Filter::default() },
        by: vec![Dimension::Touchpoint, Dimension::Segment(STAGE.to_owned())],
        wordings: measures.keys().copied().collect(),
    };
    let mut opinions = Opinions::default();
    if query.wordings.is_empty() {
        return Ok(opinions);
    }
    for cell in app.counts(&query).await?.cells {
        let [touchpoint, stage] = cell.group.as_slice() else { continue };
        let said = Said {
            touchpoint: touchpoint.as_ref().and_then(|id| id.parse().ok()),
            stage: stage.as_deref().map(folded),
        };
        let (Some(series), Ok(n)) = (measures.get(&cell.wording), u64::try_from(cell.n)) else { continue };
        if let Some(place) = place(*series, cell.value) {
            add(opinions.counts.entry(said).or_default(), *series, place, n);
        }
    }
    Ok(opinions)
}

fn joined(contacts: &EventLog, said: Vec<Stored>, measures: &HashMap<WordingId, Series>) -> Vec<Joined> {
    let finder = Finder::new(contacts);
    let join = |one: Stored| {
        let series = *measures.get(&one.wording)?;
        let contact = finder.contact(&one)?;
        Some(Joined {
            said: Said { touchpoint: one.touchpoint, stage: one.stage.as_deref().map(folded) },
            response: one.response,
            series,
            place: place(series, one.value)?,
            contact,
        })
    };
    said.into_iter().filter_map(join).collect()
}

/// Place of a value on its scale.
fn place(series: Series, value: i64) -> Option<usize> {
    let place = usize::try_from(value - series.1.range().start()).ok()?;
    (place < series.1.len()).then_some(place)
}
