//! What the people of the agency work on cases with: ready texts, views of the queue, surveys whose bad news becomes a case.

use catsup_model::{
    Viewer,
    case::{CaseKind, FollowUp},
};

use super::{agency::SERVICES, directory::Directory, inbox::staff};
use crate::{
    App, Error,
    cases::{
        follow_ups::{self, asks_for_address},
        templates::{self, EnteredTemplate},
    },
    surveys,
    views::{self, Audience, ViewedList},
};

/// Name, key of the service or empty for every one, language, words, next step.
const TEXTS: [[&str; 5]; 5] = [
    [
        "We need a little more time",
        "",
        "en",
        "Dear {name},\n\nthank you for your patience. We have not forgotten “{subject}”. We are waiting for an answer from \
         a colleague, and we are sorry that this takes longer than we said.",
        "We write to you with an answer, or with a new date",
    ],
    [
        "Necesitamos un poco más de tiempo",
        "",
        "es",
        "Estimado/a {name}:\n\ngracias por su paciencia. No hemos olvidado «{subject}». Esperamos la respuesta de una \
         persona del equipo, y lamentamos que esto tarde más de lo que dijimos.",
        "Le escribimos con una respuesta, o con una nueva fecha",
    ],
    [
        "Photo sent back",
        "passport_renewal",
        "en",
        "Dear {name},\n\nyour photo came back because of the background: it must be plain and light. The form and the fee \
         are fine; you need not send them again. Any pharmacy or post office takes a photo that fits, for about $15.",
        "Send us the new photo with the number {number}. We look at it within two days",
    ],
    [
        "Foto devuelta",
        "passport_renewal",
        "es",
        "Estimado/a {name}:\n\nsu foto fue devuelta por el fondo: debe ser liso y claro. El formulario y el pago están \
         bien; no hace falta enviarlos otra vez.",
        "Envíenos la foto nueva con el número {number}. La vemos en dos días",
    ],
    [
        "Card on its way",
        "food",
        "en",
        "Dear {name},\n\nyour new card left our office today. It comes by mail in a plain white envelope. The money for this \
         month is already on it.",
        "If the card is not there in seven days, answer here and we send another one the same day",
    ],
];

/// Adds all of it.
pub(super) async fn add(app: &App, directory: &Directory) -> Result<(), Error> {
    let operator = Viewer::operator();
    for [name, service, language, text, next_step] in TEXTS {
        let place = SERVICES.iter().position(|one| one.key == service);
        let entered = EnteredTemplate {
            name: name.to_owned(),
            service: place.map(|place| directory.services[place].to_string()).unwrap_or_default(),
            language: language.to_owned(),
            text: text.to_owned(),
            next_step: next_step.to_owned(),
        };
        templates::set(app, &operator, None, &entered).await?;
    }
    let lead = staff(app, "lead@everyday.example").await?;
    for (name, query) in [
        ("Complaints that are late", "view=overdue&kind=complaint"),
        ("Requests by phone", "kind=request&channel=phone"),
    ] {
        views::save(app, &lead, ViewedList::Cases, name, query, Audience::Team).await?;
    }
    for survey in surveys::list(app, &operator, &[], None, 1_000).await? {
        if asks_for_address(&survey.definition) {
            let rule = FollowUp {
                survey: survey.id,
                when_low: true,
                when_alarming: true,
                kind: CaseKind::Complaint,
            };
            follow_ups::set(app, &operator, &rule).await?;
        }
    }
    Ok(())
}
