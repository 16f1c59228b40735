//! Where people ask, ask for something, complain, praise or suggest: one page, without an account and without JavaScript.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    cases::{
        MEDIA_TYPES, NewCase,
        open::{self, ContactService},
    },
    library::{self, Reader},
};
use catsup_model::{
    Viewer,
    case::{CaseKind, CaseSource},
    id::ServiceId,
};
use serde::Deserialize;

use crate::{
    components::Choice,
    error::PageError,
    extract::{CaseTurn, FormWithFiles, PageQuery, Visit},
    flash::SeeOther,
    forms::{FieldError, Form},
    i18n::Translator,
    layout::{Layout, Page},
    links,
    pages::desk::refused,
};

/// The field that only programs fill in.
const TRAP: &str = "website";

/// What the address brings: a service page links here with its own.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Arrived {
    service: String,
    kind: String,
    answer: String,
}

/// The page to write to an agency.
#[derive(Debug, Template)]
#[template(path = "pages/public/contact/show.html")]
pub(crate) struct ContactPage {
    layout: Layout,
    form: Form,
    kinds: Vec<Choice>,
    services: Vec<Choice>,
    accept: &'static str,
    /// The answer that did not help: its question, and where it stands.
    about: Option<(String, String)>,
}

impl ContactPage {
    fn new(layout: Layout, form: Form, services: &[ContactService]) -> Self {
        let t = layout.t;
        let service =
            |one: &ContactService| Choice::new(one.id, format!("{} ({})", one.name, one.organisation));
        Self {
            kinds: kinds(t),
            services: services.iter().map(service).collect(),
            accept: MEDIA_TYPES,
            about: None,
            layout,
            form,
        }
    }
}

fn kinds(t: Translator) -> Vec<Choice> {
    let kind = |kind: &CaseKind| {
        let hint = t.name("contact-kind-hint", kind.code());
        Choice::new(kind.code(), t.name("contact-kind", kind.code())).with_hint(hint)
    };
    CaseKind::ALL.iter().map(kind).collect()
}

/// `GET /contact`
pub(crate) async fn show(
    State(app): State<App>,
    layout: Layout,
    PageQuery(arrived): PageQuery<Arrived>,
) -> Result<Page<ContactPage>, PageError> {
    let mut form = Form::with([("service", arrived.service), ("kind", arrived.kind)]);
    form.set("nonce", app.random().token());
    let about = match arrived.answer.as_str() {
        "" => None,
        slug => library::titled(&app, &Reader::Public, slug, layout.t.language()).await?,
    };
    let about = about.map(|question| (question, links::answer(&arrived.answer)));
    Ok(Page::new(ContactPage {
        about,
        ..ContactPage::new(layout, form, &open::contact_services(&app).await?)
    }))
}

/// `POST /contact`
pub(crate) async fn submit(
    State(app): State<App>,
    _: CaseTurn,
    visit: Visit,
    layout: Layout,
    FormWithFiles { mut form, files }: FormWithFiles,
) -> Result<Response, PageError> {
    let service = refused::required_choice::<ServiceId>(&mut form, "service");
    let kind = refused::required_choice::<CaseKind>(&mut form, "kind");
    form.require("description");
    if form.filled(TRAP).is_some() {
        form.refuse(TRAP, FieldError::new("leave-empty"));
    }
    if let (true, Some(service), Some(kind)) = (form.is_valid(), service, kind) {
        let mut new = NewCase::new(service, kind, CaseSource::Contact, form.value("description"));
        new.language = layout.t.language();
        // The same page sent twice is one case.
        new.key = nonce(&form).map(str::to_owned);
        for (field, place) in [
            ("wish", &mut new.wish),
            ("name", &mut new.name),
            ("email", &mut new.email),
            ("phone", &mut new.phone),
        ] {
            form.value(field).clone_into(place);
        }
        new.place.address = form.value("address").trim().to_owned();
        new.files = files;
        new.visit = visit.secret().map(str::to_owned);
        new.wants_next = form.filled("want_next").is_some();
        match open::open(&app, &Viewer::public(), new).await {
            Ok(opened) => {
                return Ok(SeeOther::to(format!("{}?new=1", links::track(opened.token))).into_response());
            }
            Err(catsup_app::Error::NotFound(_)) => {
                form.refuse("service", FieldError::new("error-choose-known"));
            }
            Err(error) => refused::mark(&mut form, error)?,
        }
    }
    if nonce(&form).is_none() {
        form.set("nonce", app.random().token());
    }
    let page = ContactPage::new(layout, form, &open::contact_services(&app).await?);
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn nonce(form: &Form) -> Option<&str> {
    let well_formed =
        |nonce: &&str| nonce.len() == 26 && nonce.bytes().all(|one| one.is_ascii_alphanumeric());
    form.filled("nonce").filter(well_formed)
}

#[cfg(test)]
impl crate::layout::Samples for ContactPage {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        let services = [ContactService {
            id: ServiceId(1),
            name: "Passport renewal".to_owned(),
            organisation: "Passport Office".to_owned(),
        }];
        let layout = || {
            let mut layout = crate::pages::public::samples::frame(language);
            layout.path = links::CONTACT.to_owned();
            layout
        };
        let mut wrong = Form::with([("email", "ana"), ("nonce", "x"), ("want_next", "1")]);
        for (field, error) in [
            ("kind", "error-choose"),
            ("service", "error-choose"),
            ("description", "error-required"),
            ("email", "error-email-for-next"),
            ("file", "error-file-type"),
            (TRAP, "leave-empty"),
        ] {
            wrong.refuse(field, FieldError::new(error));
        }
        let about = Some(("How do I renew my <passport>?".to_owned(), links::answer("renew")));
        vec![
            Self::new(layout(), Form::empty(), &services),
            Self::new(layout(), wrong, &services),
            Self { about, ..Self::new(layout(), Form::empty(), &services) },
        ]
    }
}

#[cfg(test)]
mod tests {
    use catsup_app::anticipation;
    use catsup_model::Language;

    use crate::i18n::Translator;

    #[test]
    fn the_words_that_people_agree_to_have_a_version() {
        let words = [
            (Language::En, "Tell me what people in my place usually need next"),
            (Language::Es, "Díganme qué suele necesitar después la gente en mi situación"),
        ];
        for (language, agreed) in words {
            let said = Translator::new(language).say("next-consent").to_string();
            assert_eq!(
                said, agreed,
                "count WORDING up in anticipation/messages/consent.rs, then change this"
            );
        }
        assert_eq!(anticipation::WORDING, 1);
    }
}
