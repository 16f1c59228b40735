//! The demo: a believable agency that does not exist, made from a seed.
//!
//! The same seed at the same time makes the same agency to the last digit. Only passwords and the token differ: they
//! come from the installation's own randomness.

mod agency;
mod answers;
mod calendars;
mod case_work;
mod cases;
mod chance;
mod comments;
mod contacts;
mod customers;
mod directory;
mod helped;
mod inbox;
mod incoming_mail;
mod library;
mod listening;
mod maps;
mod opinions;
mod people;
mod readers;
mod replies;
mod responses;
mod rhythm;
mod standards;
mod story;
mod surveys;
mod volumes;

use catsup_model::Viewer;
use jiff::{Timestamp, ToSpan as _};

pub use people::{DemoAccess, DemoSignIn};
pub use story::Story;

use self::{contacts::Speakers, responses::Places, rhythm::Rhythm};
use crate::{App, Clock, Error, Random, Refusal, settings};

/// What the demo is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demo {
    /// Another seed makes another history.
    pub seed: u64,
    /// How many responses there are. Contacts come with them: five to every two responses, at most 150,000.
    pub responses: u32,
}

impl Default for Demo {
    fn default() -> Self {
        Self { seed: 2718, responses: 60_000 }
    }
}

/// Makes the agency in an empty installation. Where the demo stands already, it stays as it is and gets new passwords.
///
/// # Errors
/// [`Refusal::InUse`] when the installation holds anything else, or a demo whose making was interrupted.
pub async fn make(app: &App, demo: &Demo) -> Result<DemoAccess, Error> {
    let operator = Viewer::operator();
    if !app.store().organisation_list().await?.is_empty() {
        return again(app, &operator).await;
    }
    let costs = agency::CONTACT_COSTS;
    let synthetic = [("agency", agency::AGENCY.0), ("synthetic", "true"), ("contact_costs", costs)];
    let synthetic = synthetic.map(|(name, value)| (name.to_owned(), value.to_owned()));
    settings::change(app, &operator, &synthetic).await?;
    let (story, zone) = (Story::told_on(app.today()), app.settings().zone.clone());
    let streams = surveys::streams();
    let rhythm = Rhythm::of(demo.seed, &streams, &story, demo.responses);
    let moments = rhythm.moments(demo.seed, &streams, &zone, app.now());
    let volumes = volumes::expected(demo.seed, &streams, &rhythm, &moments);

    let founded = founded(&story, &zone, app.now());
    let past = App::start(app.store().clone(), Clock::fixed(founded), Random::seeded(demo.seed)).await?;
    let directory = directory::add(&past, &operator, &volumes::yearly(&volumes, story.history.last)).await?;
    let expires = story.history.last.saturating_add(9.months());
    let open = surveys::set_up(&past, &operator, &directory, expires).await?;
    maps::add(&past, &operator, &directory).await?;
    calendars::add(&past, &operator, app.today().year()).await?;
    standards::add(app, &past, &operator, &directory).await?;
    volumes::set(app, &operator, &directory.services, &volumes, &story).await?;
    let contacts = contacts::told(app, demo.seed, demo.responses, &story);
    let places = Places { streams: &streams, story: &story, directory: &directory, open: &open };
    responses::add(app, demo.seed, &places, &moments, Speakers::of(&contacts)).await?;
    surveys::set_up_kiosk(app, &operator, &open).await?;
    listening::add(app, &past, &operator, (demo.seed, demo.responses), &directory, &story).await?;
    contacts::add(app, &directory, &contacts).await?;
    // Whoever finds the accounts finds every response; what staff did with them comes after there are staff.
    let access = people::add(app, &operator, &directory).await?;
    inbox::add(app).await?;
    cases::add(app, demo.seed, &directory).await?;
    case_work::add(app, &directory).await?;
    incoming_mail::add(app, &operator, &directory).await?;
    library::add(app, &past, demo, &directory).await?;
    crate::standards::measure(app).await?;
    maps::discuss(app).await?;
    Ok(access)
}

async fn again(app: &App, operator: &Viewer) -> Result<DemoAccess, Error> {
    let access = if app.settings().synthetic { people::renew(app, operator).await? } else { None };
    let reason = "the demo is made in an empty installation only, and this one holds something; name another directory";
    access.ok_or_else(|| Refusal::InUse(reason.to_owned()).into())
}

/// When the agency was set up: a month before the first response.
fn founded(story: &Story, zone: &jiff::tz::TimeZone, now: Timestamp) -> Timestamp {
    let day = story.history.first.saturating_sub(1.month());
    day.at(9, 0, 0, 0).to_zoned(zone.clone()).map_or(now, |zoned| zoned.timestamp())
}
