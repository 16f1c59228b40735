//! What one contact costs on each channel, as people set it.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{App, settings};
use catsup_model::{Channel, Language, Permission};

use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::SignedIn,
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
};

/// The page of what contacts cost.
#[derive(Debug, Template)]
#[template(path = "pages/desk/settings/contact_costs.html")]
pub(crate) struct ContactCosts {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    /// Code and name of each channel.
    channels: Vec<(&'static str, String)>,
}

impl ContactCosts {
    fn new(layout: Layout, form: Form) -> Self {
        let t = layout.t;
        let crumbs = vec![Crumb::new(links::SETTINGS, t.say("settings-title"))];
        let named = |channel: &Channel| (channel.code(), channel.name().get(t.language()).to_owned());
        Self { layout, form, crumbs, channels: Channel::ALL.iter().map(named).collect() }
    }
}

/// `GET /desk/settings/contact-costs`
pub(crate) async fn show_costs(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<ContactCosts>, PageError> {
    identity.viewer.require_everywhere(Permission::ManageSettings).map_err(|_| PageError::Forbidden)?;
    Ok(Page::new(ContactCosts::new(layout, form_of(&app.settings().contact_costs))))
}

/// `POST /desk/settings/contact-costs`
pub(crate) async fn submit_costs(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    identity.viewer.require_everywhere(Permission::ManageSettings).map_err(|_| PageError::Forbidden)?;
    let costs = read(&mut form);
    if !form.is_valid() {
        let page = ContactCosts::new(layout, form);
        return Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let text = serde_json::to_string(&costs).unwrap_or_default();
    settings::change(&app, &identity.viewer, &[("contact_costs".to_owned(), text)]).await?;
    Ok(SeeOther::to(links::CONTACT_COSTS).saying(AlertKind::Success, "settings-saved").into_response())
}

fn form_of(costs: &BTreeMap<Channel, i64>) -> Form {
    Form::with(costs.iter().map(|(channel, cents)| (channel.code(), written(*cents))))
}

fn written(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// The costs in hundredths; a blank field leaves a channel without one.
fn read(form: &mut Form) -> BTreeMap<Channel, i64> {
    let mut costs = BTreeMap::new();
    for channel in Channel::ALL {
        let Some(text) = form.filled(channel.code()).map(str::to_owned) else { continue };
        match cents(&text) {
            Some(cents) => {
                costs.insert(*channel, cents);
            }
            None => form.refuse(channel.code(), FieldError::new("error-amount")),
        }
    }
    costs
}

/// An amount such as `12`, `12.5` or `12.50` (or with a comma), in hundredths.
fn cents(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = (1..=7).contains(&whole.len()) && part.len() <= 2 && digits(whole) && digits(part);
    let hundredths: i64 = format!("{part:0<2}").parse().ok().filter(|_| fits)?;
    Some(whole.parse::<i64>().ok()? * 100 + hundredths)
}

impl Samples for ContactCosts {
    fn samples(language: Language) -> Vec<Self> {
        let frame = || Layout { path: links::CONTACT_COSTS.to_owned(), ..Layout::sample(language) };
        let costs = BTreeMap::from([(Channel::Phone, 1240), (Channel::Website, 35)]);
        let mut wrong = form_of(&costs);
        wrong.set("in_person", "a lot");
        wrong.refuse("in_person", FieldError::new("error-amount"));
        vec![Self::new(frame(), form_of(&costs)), Self::new(frame(), wrong)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, read) in [
            ("12", Some(1200)),
            ("12.5", Some(1250)),
            ("0,35", Some(35)),
            ("12.345", None),
            ("-1", None),
            ("a lot", None),
            ("", None),
            (".5", None),
        ] {
            assert_eq!(cents(text), read, "{text}");
        }
        assert_eq!((written(1250), written(7)), ("12.50".to_owned(), "0.07".to_owned()));
    }
}
