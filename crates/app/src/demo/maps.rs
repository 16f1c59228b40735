//! The journey maps of the made-up agency: one of a web form that fails, one of a letter that nobody understands, and one
//! across services that send people back and forth.

use catsup_model::{Viewer, journey_map::MapScope};

use super::{agency::SERVICES, directory::Directory, inbox::staff};
use crate::{App, Error, directory::life_experiences, journey_maps};

/// What a map is about.
enum About {
    /// A service, by its key.
    Service(&'static str),
    /// A life experience, by its name.
    LifeExperience(&'static str),
}

/// The maps, as files.
const MAPS: [(About, &str); 3] = [
    (About::Service("passport_renewal"), include_str!("maps/passport.json")),
    (About::Service("heating"), include_str!("maps/heating.json")),
    (About::LifeExperience("Having a child"), include_str!("maps/child.json")),
];

/// Draws the maps.
pub(super) async fn add(app: &App, viewer: &Viewer, directory: &Directory) -> Result<(), Error> {
    let experiences = life_experiences::list(app, viewer).await?;
    for (about, file) in &MAPS {
        let scope = match about {
            About::Service(key) => {
                let place = SERVICES.iter().position(|service| service.key == *key);
                place.map(|place| MapScope::Service(directory.services[place]))
            }
            About::LifeExperience(name) => {
                let found = experiences.iter().find(|one| one.name.as_str() == *name);
                found.map(|one| MapScope::LifeExperience(one.id))
            }
        };
        let scope = scope.ok_or(Error::NotFound("what a map of the demo is about"))?;
        journey_maps::take_in(app, viewer, scope, file).await?;
    }
    Ok(())
}

/// What staff say of the maps: who, which map by its first words, which step by its activity, and what.
const REMARKS: [(&str, &str, &str, &str); 4] = [
    (
        "owner@everyday.example",
        "Renewing",
        "upload photo",
        "Callers read the error to me, and I cannot see their photo. Could the line get a read-only view?",
    ),
    (
        "lead@everyday.example",
        "Renewing",
        "upload photo",
        "Asked the photo team: a view is possible in spring. Until then we send people to the check by text.",
    ),
    (
        "agent@everyday.example",
        "Getting help",
        "receive decision letter",
        "Half of those who get this letter call. Who could rewrite its first page?",
    ),
    ("owner@everyday.example", "Renewing", "", "The map says nothing of those who renew for somebody else."),
];

/// Lets staff speak of the maps; the last of them is settled.
pub(super) async fn discuss(app: &App) -> Result<(), Error> {
    let lead = staff(app, "lead@everyday.example").await?;
    let maps = journey_maps::list(app, &lead, false).await?;
    for (who, title, activity, text) in REMARKS {
        let named = maps.iter().find(|line| line.map.design.title.starts_with(title));
        let map = &named.ok_or(Error::NotFound("a map of the demo"))?.map;
        let mut steps = map.design.steps();
        let step = steps.find(|step| step.activities.iter().any(|one| one == activity));
        let viewer = staff(app, who).await?;
        let step = step.map(|step| step.key.as_str());
        let comment = journey_maps::comment(app, &viewer, map.id, step, text).await?;
        if activity.is_empty() {
            journey_maps::resolve_comment(app, &lead, map.id, comment, true).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;

    #[test]
    fn every_place_and_activity_of_the_maps_is_one_of_the_agency() {
        let stories = include_str!("contacts/stories.rs");
        let touchpoints: BTreeSet<&str> =
            SERVICES.iter().flat_map(|service| service.touchpoints).map(|one| one.name).collect();
        let services: BTreeSet<&str> = SERVICES.iter().map(|service| service.name.0).collect();
        for (_, file) in &MAPS {
            let file: Value = serde_json::from_str(file).unwrap();
            let stages = file["map"]["stages"].as_array().unwrap();
            let steps: Vec<&Value> =
                stages.iter().flat_map(|stage| stage["steps"].as_array().unwrap()).collect();
            let texts = |step: &Value, field: &str| -> Vec<String> {
                let list = step[field].as_array().cloned().unwrap_or_default();
                list.iter().map(|text| text.as_str().unwrap().to_owned()).collect()
            };
            let mut found = 0;
            for step in steps {
                for touchpoint in texts(step, "touchpoints") {
                    assert!(touchpoints.contains(touchpoint.as_str()), "“{touchpoint}” is no touchpoint");
                }
                for activity in texts(step, "activities") {
                    assert!(stories.contains(&format!("\"{activity}\"")), "nobody does “{activity}”");
                    found += 1;
                }
                if let Some(service) = step["service"].as_str() {
                    assert!(services.contains(service), "“{service}” is no service");
                }
            }
            assert!(found >= 3, "too little of {} can be observed", file["map"]["title"]);
        }
    }
}
