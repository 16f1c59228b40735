//! Addresses of the pages that set an installation up: people, tokens, the directory, its settings and its log.

use std::fmt::Display;

use catsup_app::directory::volumes::VolumePlace;

/// The reader's own account.
pub const PROFILE: &str = "/desk/profile";
/// Where the button to end every session of one's own is posted.
pub const SIGN_OUT_EVERYWHERE: &str = "/desk/profile/sign-out-everywhere";
/// People.
pub const PEOPLE: &str = "/desk/people";
/// Adding somebody.
pub const PEOPLE_NEW: &str = "/desk/people/new";
/// API tokens.
pub const TOKENS: &str = "/desk/tokens";
/// Making an API token.
pub const TOKENS_NEW: &str = "/desk/tokens/new";
/// The audit log.
pub const AUDIT: &str = "/desk/audit";
/// Whether the audit log is what was written.
pub const AUDIT_VERIFY: &str = "/desk/audit/verify";
/// Settings of the installation.
pub const SETTINGS: &str = "/desk/settings";
/// What contacts cost.
pub const CONTACT_COSTS: &str = "/desk/settings/contact-costs";
/// The organisation tree.
pub const ORGANISATIONS: &str = "/desk/organisations";
/// Adding an organisation.
pub const ORGANISATIONS_NEW: &str = "/desk/organisations/new";
/// Services.
pub const SERVICES: &str = "/desk/services";
/// Adding a service.
pub const SERVICES_NEW: &str = "/desk/services/new";
/// What the screens held back, and their rules.
pub const SCREENING: &str = "/desk/screening";
/// Background jobs.
pub const JOBS: &str = "/desk/jobs";
/// Outgoing mail.
pub const MAIL: &str = "/desk/mail";
/// What the reader is told about by mail.
pub const DIGESTS: &str = "/desk/digests";
/// Business calendars.
pub const CALENDARS: &str = "/desk/calendars";
/// Life experiences.
pub const LIFE_EXPERIENCES: &str = "/desk/life-experiences";

/// The observed journeys as a graph.
pub const JOURNEYS: &str = "/desk/journeys";
/// The graph as files.
pub const JOURNEYS_CSV: &str = "/desk/journeys.csv";
/// The graph as a workbook.
pub const JOURNEYS_XLSX: &str = "/desk/journeys.xlsx";
/// The graph for programs.
pub const JOURNEYS_JSON: &str = "/desk/journeys.json";
/// Every contact of the journeys, for the tools of process mining.
pub const JOURNEYS_XES: &str = "/desk/journeys.xes";
/// Every contact of the journeys, a row each.
pub const JOURNEY_CONTACTS_CSV: &str = "/desk/journeys/contacts.csv";
/// One step of the observed journeys.
pub const JOURNEY_STEP: &str = "/desk/journeys/step";
/// The ways whole journeys take.
pub const JOURNEY_VARIANTS: &str = "/desk/journeys/variants";
/// The variants as a table.
pub const JOURNEY_VARIANTS_CSV: &str = "/desk/journeys/variants.csv";
/// The variants as a workbook.
pub const JOURNEY_VARIANTS_XLSX: &str = "/desk/journeys/variants.xlsx";
/// The variants for programs.
pub const JOURNEY_VARIANTS_JSON: &str = "/desk/journeys/variants.json";
/// What channels settle, what follows, and what it costs.
pub const JOURNEY_CHANNELS: &str = "/desk/journeys/channels";
/// A funnel over chosen steps.
pub const JOURNEY_FUNNEL: &str = "/desk/journeys/funnel";
/// Contacts by hour, weekday, channel and device.
pub const JOURNEY_RHYTHM: &str = "/desk/journeys/rhythm";

macro_rules! of_one {
    ($($(#[$doc:meta])* $name:ident = $pattern:literal;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name(id: impl Display) -> String {
            format!($pattern, id)
        }
    )*};
}
of_one! {
    /// One person.
    person = "/desk/people/{}";
    /// Where a role is given.
    person_roles = "/desk/people/{}/roles";
    /// Resetting somebody's password.
    person_password = "/desk/people/{}/password";
    /// Shutting an account.
    person_disable = "/desk/people/{}/disable";
    /// Opening an account again.
    person_enable = "/desk/people/{}/enable";
    /// Ending a token.
    token_revoke = "/desk/tokens/{}/revoke";
    /// One organisation.
    organisation = "/desk/organisations/{}";
    /// Where an organisation is put elsewhere in the tree.
    organisation_place = "/desk/organisations/{}/place";
    /// Adding an organisation below one.
    organisation_new_below = "/desk/organisations/new?parent={}";
    /// Services that one organisation answers for.
    services_of = "/desk/services?organisation={}";
    /// One service.
    service = "/desk/services/{}";
    /// Changing a service.
    service_edit = "/desk/services/{}/edit";
    /// Adding a touchpoint to a service.
    touchpoint_new = "/desk/services/{}/touchpoints/new";
    /// Volumes of a service.
    volumes = "/desk/services/{}/volumes";
    /// The scorecard of a service.
    scorecard_of = "/desk/scorecard?service={}";
    /// Setting a survey up for a service.
    survey_new_for = "/desk/surveys/new?service={}";
    /// One touchpoint.
    touchpoint = "/desk/touchpoints/{}";
    /// Where a job is put back.
    job_replay = "/desk/jobs/{}/replay";
    /// One outgoing mail.
    mail = "/desk/mail/{}";
    /// Where a digest is ended.
    digest_end = "/desk/digests/{}/end";
    /// One life experience.
    life_experience = "/desk/life-experiences/{}";
    /// One business calendar.
    calendar = "/desk/calendars/{}";
    /// Where a date of a calendar is entered.
    calendar_exceptions = "/desk/calendars/{}/exceptions";
    /// Where a date of a calendar is taken back.
    calendar_exception_remove = "/desk/calendars/{}/exceptions/remove";
    /// Where a file of days off is handed in.
    calendar_days_off = "/desk/calendars/{}/days-off";
    /// Where the address that days off come from is entered.
    calendar_address = "/desk/calendars/{}/address";
    /// Where taking days off from the address at once is posted.
    calendar_address_now = "/desk/calendars/{}/address/now";
    /// Everything one customer did.
    journey_customer = "/desk/journeys/customers/{}";
}

/// Taking a role away from somebody.
#[must_use]
pub fn person_role_remove(person: impl Display, role: impl Display, place: impl Display) -> String {
    format!("/desk/people/{person}/roles/remove?role={role}&place={place}")
}

/// Changing a volume.
#[must_use]
pub fn volume_change(place: &VolumePlace) -> String {
    format!("{}?{}", volumes(place.service), which(place))
}

/// Removing a volume.
#[must_use]
pub fn volume_remove(place: &VolumePlace) -> String {
    format!("{}/remove?{}", volumes(place.service), which(place))
}

fn which(place: &VolumePlace) -> String {
    format!("channel={}&first={}&last={}", place.channel, place.days.first, place.days.last)
}

/// The page of what a line of the audit log is about (`service:42`), where there is one.
#[must_use]
pub fn audited(subject: &str) -> Option<String> {
    let (kind, id) = subject.split_once(':')?;
    match kind {
        "account" => Some(person(id)),
        "organisation" => Some(organisation(id)),
        "service" => Some(service(id)),
        "survey" => Some(super::survey(id)),
        "touchpoint" => Some(touchpoint(id)),
        "calendar" => Some(calendar(id)),
        "life_experience" => Some(life_experience(id)),
        "journey_map" => Some(super::journey_map(id)),
        "standard" => Some(super::desk_standard(id)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_log_leads_to_what_it_is_about() {
        assert_eq!(audited("service:42").as_deref(), Some("/desk/services/42"));
        assert_eq!(audited("token:7"), None);
        assert_eq!(audited("settings"), None);
    }
}
