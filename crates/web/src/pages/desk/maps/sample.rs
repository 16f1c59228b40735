//! Maps for samples of pages: one of a service, and one across services.

use catsup_app::{
    journey_maps::{
        Count, Departure, DraftAct, Ended, Leaving, NextStep, Opened, Overlay, Places, Seen, StageSeen,
        StepSeen, ToldComment, Unexpected,
    },
    journeys::LeftOut,
    scorecards::{Figure, Share},
};
use catsup_model::{
    Channel, Scale,
    directory::{Service, Touchpoint},
    id::{JourneyMapId, LifeExperienceId, MapCommentId, OrganisationId, ServiceId, TouchpointId},
    journey_map::{JourneyDesign, JourneyMap, MapComment, MapScope},
    text::Name,
};
use serde_json::json;

use super::viewing::{Show, ViewQuery, Viewing};

/// A map of a service, with one of everything.
pub(super) fn opened() -> Opened {
    let apply = json!({
        "key": "step_1", "name": "Fill in the form", "activities": ["Form begun", "Form sent"],
        "channels": ["website", "phone"], "touchpoints": ["4"], "doing": "Fills in nine pages.",
        "thinking": "Why do they ask this again?", "feeling": "Impatient", "emotion": -1,
        "pain_points": ["Asks for the old number", "Forgets what was typed"], "opportunities": ["Save as you go"],
        "moment": "Whoever stops here calls.", "owner": "Web team",
        "blueprint": {"frontstage": "Shows nine pages.", "backstage": "Checks the old number.\nPrints a slip.",
            "systems": "Forms service, passport register", "support": "Photo service", "policies": "22 CFR 51.20"}, "burden": {"minutes": 25, "documents": 2},
    });
    let wait = json!({
        "key": "step_2", "name": "Wait", "need": "optional", "repeatable": true, "emotion": 2,
        "service": "1", "burden": {"trips": 1},
    });
    let stages = json!([
        {"key": "stage_1", "name": "Apply", "steps": [apply, wait]},
        {"key": "stage_2", "name": "Travel", "steps": []},
        {"key": "stage_3", "name": "Return", "steps": [{"key": "step_3", "name": "Come home"}]},
    ]);
    let design = json!({"title": "Renewing a passport", "description": "How it is.", "persona": "Ana, 41", "stages": stages});
    let design: JourneyDesign = serde_json::from_value(design).unwrap();
    Opened {
        map: JourneyMap {
            id: JourneyMapId(7),
            scope: MapScope::Service(ServiceId(1)),
            copied_from: None,
            archived: false,
            revision: 4,
            design,
        },
        places: places(),
        changed_at: jiff::Timestamp::UNIX_EPOCH,
        undo: Some(DraftAct { code: "move_step".to_owned(), name: "Wait".to_owned() }),
        may_edit: true,
    }
}

/// A map across services.
pub(super) fn crossing() -> Opened {
    let mut opened = opened();
    opened.map.scope = MapScope::LifeExperience(LifeExperienceId(2));
    opened.places.scope_name = "Travelling abroad".to_owned();
    opened
}

fn places() -> Places {
    let service = Service {
        id: ServiceId(1),
        organisation: OrganisationId(1),
        shared_with: Vec::new(),
        name: Name::parse("Passport renewal").unwrap(),
        description: String::new(),
        serves: String::new(),
        yearly_volume: None,
        high_impact: false,
        life_experiences: Vec::new(),
    };
    let touchpoint = Touchpoint {
        id: TouchpointId(4),
        service: ServiceId(1),
        name: Name::parse("Renewal portal").unwrap(),
        channel: Channel::Website,
    };
    Places {
        scope_name: "Passport renewal".to_owned(),
        services: vec![service],
        touchpoints: vec![touchpoint],
    }
}

/// A comment on the whole, one on a step, and one that is settled, on a step that is gone.
pub(super) fn remarks(t: crate::i18n::Translator, opened: &Opened) -> super::comments::Remarks {
    let at = jiff::Timestamp::from_second(1_772_000_000).unwrap_or_default();
    let told = |id: i64, step: Option<&str>, settled: bool| ToldComment {
        comment: MapComment {
            id: MapCommentId(id),
            step: step.map(str::to_owned),
            step_name: step.map(str::to_owned),
            author: None,
            text: "Does this still hold since the <new> form?".to_owned(),
            created_at: at,
            resolved_by: None,
            resolved_at: settled.then_some(at),
        },
        by: if id == 1 { String::new() } else { "Ana Ruiz".to_owned() },
        resolved_by: "Ben Ode".to_owned(),
        may_resolve: id != 1,
        may_remove: id == 2,
    };
    let told = vec![told(1, None, false), told(2, Some("step_1"), false), told(3, Some("step_9"), true)];
    super::comments::Remarks::of(t, opened, told, &jiff::tz::TimeZone::UTC)
}

/// A map that is looked at as it was designed.
pub(super) fn designed() -> Viewing {
    Viewing {
        opened: opened(),
        overlay: None,
        show: Show::Designed,
        may_observe: true,
        query: ViewQuery::default(),
    }
}

/// A map with everything that can be seen of what people did.
pub(super) fn observed() -> Viewing {
    let count = |people| Seen::Shown(Count { journeys: people + 3, people, contacts: people * 2 });
    let share = Share { share: 0.21, low: 0.19, high: 0.23 };
    let step = |key: &str, volume, departures| StepSeen {
        key: key.to_owned(),
        findable: key != "step_3",
        volume,
        next: Some(NextStep { median_seconds: 280_000.0, p90_seconds: 900_000.0, n: 940 }),
        ended: Some(Ended { share, n: 1_180 }),
        satisfaction: Some((Scale::Likert5, Figure::TooFew)),
        trust: None,
        by_customer: (key == "step_1").then_some(41),
        departures,
    };
    let left = |leaving, count| Departure { leaving, count };
    let unexpected =
        |activity: &str, after, count| Unexpected { activity: activity.to_owned(), after, count };
    let overlay = Overlay {
        extent: None,
        journeys: count(1_204),
        fitting: Some((share, 1_207)),
        fitness: Some(0.81),
        steps: vec![
            step("step_1", count(1_204), vec![left(Leaving::Repeated, count(84))]),
            step("step_2", Seen::TooFew, vec![left(Leaving::Skipped, Seen::TooFew)]),
            StepSeen {
                next: None,
                ended: None,
                satisfaction: None,
                ..step("step_3", Seen::Nothing, Vec::new())
            },
        ],
        stages: vec![
            StageSeen { satisfaction: Some((Scale::Likert5, Figure::TooFew)), trust: None },
            StageSeen { satisfaction: None, trust: None },
            StageSeen { satisfaction: None, trust: None },
        ],
        unexpected: vec![
            unexpected("call about the form", Some(0), count(310)),
            unexpected("visit the office", None, Seen::TooFew),
        ],
        left_out: LeftOut { without_customer: 12, without_case: 1, beyond_reach: true },
        smallest_cell: 10,
    };
    Viewing { overlay: Some(overlay), show: Show::Both, opened: crossing(), ..designed() }
}
