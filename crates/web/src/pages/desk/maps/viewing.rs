//! How a map is looked at: as it was designed, as it is gone through, or both, over which days.

use catsup_app::{
    App, Error,
    journey_maps::{self, Opened, Overlay, OverlayQuery},
    journeys::JourneyRule,
};
use catsup_model::{Permission, Viewer, id::JourneyMapId, journey_map::MapScope, period::Days};
use jiff::{ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};

use super::{comments::Remarks, grid::Grid};
use crate::{components::Choice, error::PageError, forms::Form, i18n::Translator, links};

/// What an address says of it.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct ViewQuery {
    show: String,
    period: String,
    pause: String,
    #[serde(skip_serializing)]
    pub(super) size: String,
    /// Whether comments are printed.
    #[serde(skip_serializing)]
    comments: String,
}

/// What is shown of a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Show {
    /// What it was designed to be.
    Designed,
    /// What people really do.
    Observed,
    /// One beside the other.
    Both,
}

impl Show {
    pub(super) const ALL: [Self; 3] = [Self::Designed, Self::Observed, Self::Both];

    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Designed => "designed",
            Self::Observed => "observed",
            Self::Both => "both",
        }
    }
}

/// Periods to choose from, in days back from today; the empty code means all history.
const PERIODS: [&str; 4] = ["", "30", "90", "365"];
/// What makes a journey: days without a contact, or a word. The empty code is the usual pause.
const PAUSES: [&str; 6] = ["", "30", "60", "120", "customer", "case"];

/// A map, what people really did, and how the reader looks at both.
#[derive(Debug)]
pub(super) struct Viewing {
    pub(super) opened: Opened,
    /// `None` where the reader may not see journeys, or looks at the design alone.
    pub(super) overlay: Option<Overlay>,
    pub(super) show: Show,
    /// Whether the reader may see journeys.
    pub(super) may_observe: bool,
    pub(super) query: ViewQuery,
}

impl Viewing {
    /// Reads a map, and lays over it what people did unless only the design is wanted.
    pub(super) async fn read(
        app: &App,
        viewer: &Viewer,
        id: JourneyMapId,
        query: ViewQuery,
    ) -> Result<Self, PageError> {
        let wanted = Show::ALL.into_iter().find(|show| show.code() == query.show);
        let may_observe = viewer.may(Permission::ReadJourneys);
        if may_observe && wanted != Some(Show::Designed) {
            let asked = OverlayQuery { days: query.days(app.today()), rule: query.rule() };
            match journey_maps::overlay(app, viewer, id, &asked).await {
                Ok((opened, overlay)) => {
                    let show = wanted.unwrap_or(Show::Both);
                    return Ok(Self { opened, overlay: Some(overlay), show, may_observe, query });
                }
                // The journeys may lie beyond the reader's reach though the map does not.
                Err(Error::NotFound(_) | Error::Denied(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let opened = journey_maps::find(app, viewer, id).await?;
        Ok(Self { opened, overlay: None, show: Show::Designed, may_observe, query })
    }

    /// The map in columns and rows, with what is to be shown of it.
    pub(super) fn grid(&self, t: Translator, remarks: Option<&Remarks>) -> Grid {
        let mut grid = Grid::of(t, &self.opened.map, &self.opened.places);
        if let Some(overlay) = &self.overlay {
            grid.lay_over(t, overlay, self.show);
        }
        if let Some(remarks) = remarks {
            grid.annotate(t, remarks);
        }
        grid
    }
}

impl ViewQuery {
    fn days(&self, today: Date) -> Option<Days> {
        let back: i64 = PERIODS.contains(&self.period.as_str()).then(|| self.period.parse().ok())??;
        Days::new(today.saturating_sub((back - 1).days()), today).ok()
    }

    fn rule(&self) -> JourneyRule {
        match self.pause.as_str() {
            "customer" => JourneyRule::Customer,
            "case" => JourneyRule::Case,
            pause if PAUSES.contains(&pause) => {
                pause.parse().map_or_else(|_| JourneyRule::default(), |days| JourneyRule::Gap { days })
            }
            _ => JourneyRule::default(),
        }
    }

    /// The journeys of a map's scope as a graph, over the same days.
    pub(super) fn graph(&self, scope: MapScope) -> String {
        let about = match scope {
            MapScope::Service(id) => ("service", id.to_string()),
            MapScope::LifeExperience(id) => ("life", id.to_string()),
        };
        let period = if self.period.is_empty() { "all".to_owned() } else { format!("days_{}", self.period) };
        let query = serde_urlencoded::to_string([about, ("period", period)]).unwrap_or_default();
        format!("{}?{query}", links::JOURNEYS)
    }

    /// Whether comments are wanted on paper.
    pub(super) fn with_comments(&self) -> bool {
        self.comments == "1"
    }

    /// The form of what can be chosen.
    pub(super) fn form(&self) -> Form {
        Form::with([
            ("show", &self.show),
            ("period", &self.period),
            ("pause", &self.pause),
            ("size", &self.size),
            ("comments", &self.comments),
        ])
    }

    /// An address with what was chosen, showing this.
    pub(super) fn address(&self, path: &str, show: Show) -> String {
        let query = Self { show: show.code().to_owned(), ..self.clone() };
        format!("{path}?{}", serde_urlencoded::to_string(query).unwrap_or_default())
    }
}

/// Periods, for a select.
pub(super) fn periods(t: Translator) -> Vec<Choice> {
    let word = |code: &&str| match *code {
        "" => Choice::new("", t.say("map-period-all")),
        days => Choice::new(days, t.say("map-period-days").arg("n", days.parse().unwrap_or(0_i64))),
    };
    PERIODS.iter().map(word).collect()
}

/// What makes a journey, for a select.
pub(super) fn pauses(t: Translator) -> Vec<Choice> {
    let word = |code: &&str| match *code {
        "" => Choice::new("", t.say("map-pause-days").arg("n", 14_i64)),
        "customer" => Choice::new("customer", t.say("map-pause-customer")),
        "case" => Choice::new("case", t.say("map-pause-case")),
        days => Choice::new(days, t.say("map-pause-days").arg("n", days.parse().unwrap_or(0_i64))),
    };
    PAUSES.iter().map(word).collect()
}
