//! The journey maps of the made-up agency: one of a web form that fails, one of a letter that nobody understands, and one
//! across services that send people back and forth.

use catsup_model::{Viewer, journey_map::MapScope};

use super::{agency::SERVICES, directory::Directory};
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
    (About::LifeExperience("Facing a financial shock"), include_str!("maps/shock.json")),
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
