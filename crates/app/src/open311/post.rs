//! A request that comes in: checked, and opened as a case.

use std::collections::BTreeMap;

use catsup_model::{
    Channel, Permission, Viewer,
    case::{CaseKind, CaseNumber, CaseSource, Place},
    id::ServiceId,
    permission::Denied,
};

use super::{
    services::{TOUCHPOINT, service_of, touchpoint_of},
    words,
};
use crate::{
    App, Error,
    cases::{NewCase, open},
    fields::Fields,
};

/// The most characters of a description, as the standard has it.
const LONGEST_DESCRIPTION: usize = 4_000;
/// The most characters of an address, a name or an id.
const LONGEST_LINE: usize = 200;
/// The most characters of a web address.
const LONGEST_ADDRESS: usize = 2_000;

/// A request as it was sent: every field a text, empty where it was not given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewRequest {
    /// The service's code.
    pub service_code: String,
    /// Degrees north.
    pub lat: String,
    /// Degrees east.
    pub long: String,
    /// The place in words.
    pub address_string: String,
    /// What an address register knows the place as.
    pub address_id: String,
    /// Where answers go.
    pub email: String,
    /// The device it comes from.
    pub device_id: String,
    /// The person's account with the program that sends.
    pub account_id: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// A number to call.
    pub phone: String,
    /// The person's words.
    pub description: String,
    /// A picture on the web.
    pub media_url: String,
    /// What the service's definition asks for, by code; several values of one code stand one after the other.
    pub attributes: Vec<(String, String)>,
}

/// A request that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// What it is called by from now on.
    pub number: CaseNumber,
    /// What happens next and by when.
    pub notice: String,
    /// The account as it was sent.
    pub account_id: String,
}

/// Takes a request in.
///
/// # Errors
/// [`Error::Denied`], also for a service outside reach: services are listed to everybody, so that one exists is no secret;
/// [`Error::NotFound`] for a service that does not exist; [`Error::Invalid`] with the fields of [`NewRequest`].
pub async fn post(app: &App, viewer: &Viewer, new: NewRequest) -> Result<Posted, Error> {
    let reach = viewer.require(Permission::SubmitCases)?;
    let service = service_of(app, &new.service_code).await?;
    if !reach.has_service(service.id) {
        return Err(Denied(Permission::SubmitCases).into());
    }
    let mut fields = Fields::default();
    let mut case = NewCase::new(
        service.id,
        CaseKind::Request,
        CaseSource::Open311,
        fields.text("description", &new.description, LONGEST_DESCRIPTION),
    );
    if case.description.is_empty() {
        case.subject = service.name.to_string();
    }
    case.place = place(&mut fields, &new);
    case.name = format!("{} {}", new.first_name.trim(), new.last_name.trim()).trim().to_owned();
    case.email = new.email.clone();
    case.phone = new.phone.clone();
    case.channel = if new.device_id.trim().is_empty() { Channel::Website } else { Channel::MobileApp };
    attributes(app, &mut fields, service.id, &new, &mut case).await?;
    if !fields.fit() {
        return Err(fields.refused());
    }
    let opened = open::open(app, viewer, case).await.map_err(as_sent)?.case;
    let organisation = app.store().organisation_find(service.organisation).await?;
    let agency = organisation.map_or_else(|| app.settings().agency.clone(), |one| one.name.to_string());
    let expected = opened.due.resolution.map(|at| at.to_zoned(app.settings().zone.clone()));
    Ok(Posted {
        number: opened.number,
        notice: words::notice(&agency, expected.as_ref()),
        account_id: new.account_id.trim().to_owned(),
    })
}

fn place(fields: &mut Fields, new: &NewRequest) -> Place {
    let point = match (new.lat.trim(), new.long.trim()) {
        ("", "") => None,
        ("", _) => missing(fields, "lat"),
        (_, "") => missing(fields, "long"),
        (north, east) => degrees(fields, "lat", north, 90.0).zip(degrees(fields, "long", east, 180.0)),
    };
    let place = Place {
        address: fields.text("address_string", &new.address_string, LONGEST_LINE),
        address_id: fields.text("address_id", &new.address_id, LONGEST_LINE),
        point,
        picture: fields.text("media_url", &new.media_url, LONGEST_ADDRESS),
    };
    if !place.picture.is_empty() && !is_web_address(&place.picture) {
        fields.refuse("media_url", "not-an-address", "must be an address on the web: https://…");
    }
    let nowhere = place.address.is_empty() && place.address_id.is_empty();
    if nowhere && new.lat.trim().is_empty() && new.long.trim().is_empty() {
        fields.refuse("lat", "required", "must be given with long, unless address_string or address_id is");
    }
    place
}

fn missing<T>(fields: &mut Fields, field: &str) -> Option<T> {
    fields.refuse(field, "required", "must be given: lat and long go together");
    None
}

fn degrees(fields: &mut Fields, field: &str, text: &str, most: f64) -> Option<f64> {
    let degrees = text.parse().ok().filter(|degrees| (-most..=most).contains(degrees));
    if degrees.is_none() {
        fields.refuse(field, "not-a-place", format!("must be degrees from -{most} to {most}"));
    }
    degrees
}

fn is_web_address(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !text.contains(char::is_whitespace))
}

async fn attributes(
    app: &App,
    fields: &mut Fields,
    service: ServiceId,
    new: &NewRequest,
    case: &mut NewCase,
) -> Result<(), Error> {
    let mut said: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (code, value) in &new.attributes {
        if code.trim().is_empty() {
            fields.refuse("attribute", "required", "must name a code: attribute[CODE]=value");
        }
        // An empty value is the same as none.
        if !value.trim().is_empty() {
            said.entry(code.trim().to_owned()).or_default().push(value.trim());
        }
    }
    if let Some(values) = said.remove(TOUCHPOINT) {
        let found = match values.as_slice() {
            [one] => touchpoint_of(app, service, one).await?,
            _ => None,
        };
        match found {
            Some(found) => {
                case.touchpoint = Some(found.id);
                case.channel = found.channel;
            }
            None => fields.refuse(
                "attribute[TOUCHPOINT]",
                "unknown",
                "must be one of the values that the definition of the service lists",
            ),
        }
    }
    case.attributes = said.into_iter().map(|(code, values)| (code, values.join("; "))).collect();
    for (name, id) in [("device_id", &new.device_id), ("account_id", &new.account_id)] {
        let id = fields.text(name, id, LONGEST_LINE);
        if !id.is_empty() {
            case.attributes.insert(name.to_owned(), id);
        }
    }
    Ok(())
}

/// Names fields as they were sent.
fn as_sent(error: Error) -> Error {
    let Error::Invalid(mut fields) = error else { return error };
    for one in &mut fields {
        match one.field.as_str() {
            "name" => "first_name and last_name".clone_into(&mut one.field),
            "attributes" => "attribute".clone_into(&mut one.field),
            _ => {}
        }
    }
    Error::Invalid(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_lies_on_the_web() {
        for address in ["https://example.org/a.jpg", "HTTP://example.org/a.jpg?b=c"] {
            assert!(is_web_address(address), "{address}");
        }
        for other in
            ["javascript:alert(1)", "https://", "ftp://example.org/a", "https://a b", "data:image/png"]
        {
            assert!(!is_web_address(other), "{other}");
        }
    }

    #[test]
    fn a_place_is_a_point_or_words_or_an_id() {
        let read = |lat: &str, long: &str, address: &str| {
            let mut fields = Fields::default();
            let (lat, long) = (lat.to_owned(), long.to_owned());
            let new = NewRequest { lat, long, address_string: address.to_owned(), ..NewRequest::default() };
            let place = place(&mut fields, &new);
            fields.fit().then_some(place.point)
        };
        assert_eq!(read("38.9", "-77.03", ""), Some(Some((38.9, -77.03))));
        assert_eq!(read("", "", "5 Main St"), Some(None));
        for (lat, long) in [("", ""), ("38.9", ""), ("", "-77"), ("91", "0"), ("0", "180.1"), ("NaN", "inf")]
        {
            assert_eq!(read(lat, long, ""), None, "{lat} {long}");
        }
        assert_eq!(read("north", "1", "5 Main St"), None, "a point that is wrong is not passed over");
    }
}
