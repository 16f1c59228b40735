//! Opening a case: what was entered, checked; the rule applied; the person told at once what happens next and by when.

use std::collections::BTreeMap;

use catsup_model::{
    Channel, Language, Permission, Viewer,
    case::{
        Case, CaseEvent, CaseEventKind, CaseKind, CaseMoments, CaseNumber, CaseSource, CaseStatus,
        DueMoments, LONGEST_MESSAGE, LONGEST_SUBJECT, Person, Place,
    },
    id::{CaseEventId, CaseId, IdSource, ResponseId, ServiceId, TouchpointId},
    permission::Actor,
};
use catsup_store::Transaction;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::{
    Deadlines,
    attachments::{self, NewFile},
    letter::{self, Occasion},
    link,
    people::assignee_of,
    words,
};
use crate::{
    App, Error,
    anticipation::{self, Subject, messages, soon::anticipate_soon},
    audit,
    fields::Fields,
    library, screening,
};

/// The longest name, number or place.
pub(crate) const LONGEST_LINE: usize = 200;
/// From then on a case is entered later than the person came.
const ENTERED_LATER: SignedDuration = SignedDuration::from_secs(30);
/// The most attributes of a case.
pub(crate) const MOST_ATTRIBUTES: usize = 60;

/// A case as it was entered.
#[derive(Debug, Clone)]
pub struct NewCase {
    /// The service it is about.
    pub service: ServiceId,
    /// The touchpoint it is about.
    pub touchpoint: Option<TouchpointId>,
    /// The channel the person came by.
    pub channel: Channel,
    /// What it is.
    pub kind: CaseKind,
    /// What it is about, on one line; made from the description when empty.
    pub subject: String,
    /// The person's words.
    pub description: String,
    /// What the person would like to happen.
    pub wish: String,
    /// The person's name; may be empty.
    pub name: String,
    /// Their address; may be empty.
    pub email: String,
    /// Their number; may be empty.
    pub phone: String,
    /// The language they are written to in.
    pub language: Language,
    /// Where it is.
    pub place: Place,
    /// What else is to be known of it.
    pub attributes: BTreeMap<String, String>,
    /// Where it comes from.
    pub source: CaseSource,
    /// What whoever sends it knows it as: a second case from there under the same key is the first one. A form names the page it
    /// was opened on, a program's keys are its own.
    pub key: Option<String>,
    /// The response it is made from.
    pub response: Option<ResponseId>,
    /// When the person came; now where `None`. Staff and programs may say so.
    pub opened: Option<Timestamp>,
    /// Files that came along.
    pub files: Vec<NewFile>,
    /// The secret of the visit to the public answers that the person comes from.
    pub visit: Option<String>,
    /// Whether the person agreed to be told what people in their place usually need next.
    pub wants_next: bool,
}

impl NewCase {
    /// A case of these words, everything else as it mostly is.
    #[must_use]
    pub fn new(
        service: ServiceId,
        kind: CaseKind,
        source: CaseSource,
        description: impl Into<String>,
    ) -> Self {
        Self {
            service,
            touchpoint: None,
            channel: Channel::Website,
            kind,
            subject: String::new(),
            description: description.into(),
            wish: String::new(),
            name: String::new(),
            email: String::new(),
            phone: String::new(),
            language: Language::En,
            place: Place::default(),
            attributes: BTreeMap::new(),
            source,
            key: None,
            response: None,
            opened: None,
            files: Vec::new(),
            visit: None,
            wants_next: false,
        }
    }
}

/// A case that was opened.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The case.
    pub case: Case,
    /// What opens it for the person: the end of `/track/…`.
    pub token: String,
    /// Whether it was opened just now, rather than under the same key before.
    pub is_new: bool,
}

/// A service that people can write to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactService {
    /// Its id.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// The organisation that answers for it.
    pub organisation: String,
}

/// The services that people can write to, by name.
///
/// # Errors
/// When the store fails.
pub async fn contact_services(app: &App) -> Result<Vec<ContactService>, Error> {
    let organisations = app.store().organisation_list().await?;
    let named = |id| organisations.iter().find(|one| one.id == id).map(|one| one.name.to_string());
    let services = app.store().service_list(None).await?.into_iter();
    let mut services: Vec<ContactService> = services
        .map(|service| ContactService {
            id: service.id,
            organisation: named(service.organisation).unwrap_or_default(),
            name: service.name.to_string(),
        })
        .collect();
    services.sort_by_cached_key(|one| (one.name.to_lowercase(), one.id));
    Ok(services)
}

/// Opens a case. Anybody may through the contact page and Open311, staff and programs for services within reach.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for a service that does not exist or lies outside reach; [`Error::Invalid`] with
/// `description`, `subject`, `wish`, `name`, `email`, `phone`, `touchpoint`, `attributes` or `file`.
pub async fn open(app: &App, viewer: &Viewer, new: NewCase) -> Result<Opened, Error> {
    let (visit, wants_next) = (new.visit.clone(), new.wants_next);
    let opening = match prepare(app, viewer, new).await? {
        Prepared::Opening(opening) => opening,
        Prepared::Before(before) => return Ok(*before),
    };
    let read = match &visit {
        Some(secret) => library::carried(app, secret).await?,
        None => Vec::new(),
    };
    let id = opening.case.id;
    let key = opening.case.source_key.clone();
    let mut transaction = app.store().begin().await?;
    match opening.write(app, viewer, &mut transaction).await {
        // Another request was quicker with the same key.
        Err(Error::Store(catsup_store::Error::Taken { .. })) => {
            drop(transaction);
            let found = app.store().case_of_key(key.as_deref().unwrap_or_default()).await?;
            found.map(|case| before(app, case)).ok_or(Error::NotFound("the case"))
        }
        Err(other) => Err(other),
        Ok(opened) => {
            library::carry_to_case(&mut transaction, id, &read).await?;
            let visit = visit.map(|secret| app.keys().visit(&secret));
            if let Some(visit) = visit {
                transaction.case_visit_put(id, visit, app.now()).await?;
            }
            if wants_next {
                let language = opened.case.person.language;
                messages::agree(app, &mut transaction, &opened.case, language).await?;
            }
            transaction.commit().await?;
            let customer = opened.case.person.key().map(Subject::Customer);
            for subject in visit.map(Subject::Visit).into_iter().chain(customer) {
                anticipation::note_came_back(app, subject, None).await;
            }
            anticipate_soon(app).await;
            Ok(opened)
        }
    }
}

/// A case that was read, or one that was opened under the same key before.
pub(super) enum Prepared {
    /// It may be opened.
    Opening(Box<Opening>),
    /// It was before.
    Before(Box<Opened>),
}

/// A case that may be opened.
pub(super) struct Opening {
    pub(super) case: Case,
    files: Vec<attachments::Checked>,
    deadlines: Deadlines,
}

/// Reads a case that is to be opened.
///
/// # Errors
/// As [`open`].
pub(super) async fn prepare(app: &App, viewer: &Viewer, new: NewCase) -> Result<Prepared, Error> {
    let absent = Error::NotFound("the service");
    if !matches!(new.source, CaseSource::Contact | CaseSource::Open311 | CaseSource::Mail) {
        let reach = viewer.require(Permission::SubmitCases)?;
        if !reach.has_service(new.service) {
            return Err(absent);
        }
    }
    if app.store().service_find(new.service).await?.is_none() {
        return Err(absent);
    }
    let (mut case, files) = read(app, viewer, new).await?;
    if let Some(before) = known(app, &case).await? {
        return Ok(Prepared::Before(Box::new(before)));
    }
    let deadlines = Deadlines::read(app).await?;
    case.assignee = assignee_of(app, &deadlines, &case).await?;
    deadlines.apply(&mut case);
    Ok(Prepared::Opening(Box::new(Opening { case, files, deadlines })))
}

impl Opening {
    /// Opens it once the transaction is committed.
    ///
    /// # Errors
    /// [`catsup_store::Error::Taken`] when another request was quicker with the same key.
    pub(super) async fn write(
        self,
        app: &App,
        viewer: &Viewer,
        transaction: &mut Transaction,
    ) -> Result<Opened, Error> {
        store(app, viewer, &self.deadlines, &self.case, self.files, transaction).await?;
        Ok(Opened { token: link::token(app, &self.case), case: self.case, is_new: true })
    }
}

fn before(app: &App, case: Case) -> Opened {
    Opened { token: link::token(app, &case), case, is_new: false }
}

async fn known(app: &App, new: &Case) -> Result<Option<Opened>, Error> {
    let Some(key) = &new.source_key else { return Ok(None) };
    Ok(app.store().case_of_key(key).await?.map(|case| before(app, case)))
}

async fn read(app: &App, viewer: &Viewer, new: NewCase) -> Result<(Case, Vec<attachments::Checked>), Error> {
    let mut fields = Fields::default();
    let description = fields.text("description", &new.description, LONGEST_MESSAGE);
    if description.is_empty() && new.subject.trim().is_empty() {
        fields.refuse("description", "required", "must not be empty");
    }
    let mut subject = fields.text("subject", &new.subject, LONGEST_SUBJECT);
    if subject.contains(['\n', '\r']) {
        subject = subject.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    if subject.is_empty() {
        subject = words::subject_of(&description);
    }
    let wish = fields.text("wish", &new.wish, LONGEST_MESSAGE);
    let name = fields.text("name", &new.name, LONGEST_LINE);
    let phone = fields.text("phone", &new.phone, LONGEST_LINE);
    let email = match new.email.trim() {
        "" => None,
        email => fields.email("email", email),
    };
    for (name, value) in &new.attributes {
        fields.text("attributes", name, LONGEST_LINE);
        fields.text("attributes", value, LONGEST_MESSAGE);
    }
    if new.attributes.len() > MOST_ATTRIBUTES {
        fields.refuse("attributes", "too-many", format!("a case has at most {MOST_ATTRIBUTES} attributes"));
    }
    fields.text("address", &new.place.address, LONGEST_LINE);
    fields.text("external_key", new.key.as_deref().unwrap_or_default(), LONGEST_LINE);
    if new
        .place
        .point
        .is_some_and(|(north, east)| !(-90.0..=90.0).contains(&north) || !(-180.0..=180.0).contains(&east))
    {
        fields.refuse("lat", "not-a-place", "must be degrees north (-90 to 90) and east (-180 to 180)");
    }
    if new.wants_next && email.is_none() {
        fields.refuse("email", "required-for-mails", "must be there to be told what comes next");
    }
    if let Some(touchpoint) = new.touchpoint {
        let found = app.store().touchpoint_find(touchpoint).await?;
        if found.is_none_or(|one| one.service != new.service) {
            fields.refuse("touchpoint", "unknown", "is not a touchpoint of the service");
        }
    }
    let files = attachments::check(&mut fields, new.files);
    if !fields.fit() {
        return Err(fields.refused());
    }
    let now = app.now();
    let opened = new.opened.unwrap_or(now).min(now);
    let customer = email.as_ref().map(|email| app.keys().customer(email.as_str()).0);
    let urgent = screening::alarming(&[&subject, &description, &wish]);
    let mut bytes = [0; 5];
    app.random().fill(&mut bytes);
    let case = Case {
        id: id_of(app, opened).await?,
        number: CaseNumber::from_bytes(bytes),
        service: new.service,
        touchpoint: new.touchpoint,
        channel: new.channel,
        kind: new.kind,
        status: CaseStatus::New,
        subject,
        description,
        wish,
        person: Person { name, email, phone, language: new.language, customer },
        place: new.place,
        attributes: new.attributes,
        source: new.source,
        source_key: new.key.map(|key| match new.source {
            // Nobody else's page bears this name.
            CaseSource::Contact => format!("{} {key}", new.source),
            _ => format!("{} {} {key}", new.source, viewer.actor()),
        }),
        response: new.response,
        assignee: None,
        urgent: urgent.is_some(),
        unresolved: None,
        reopened: 0,
        merged_into: None,
        moments: CaseMoments::begun(opened),
        due: DueMoments::default(),
        link_serial: 1,
        revision: 1,
        updated_at: now,
    };
    Ok((case, files))
}

/// An id for a case that was opened at this moment: the order of ids is the order in which people came, also for those who are
/// only entered later.
async fn id_of(app: &App, opened: Timestamp) -> Result<CaseId, Error> {
    if app.now().duration_since(opened) < ENTERED_LATER {
        return Ok(CaseId(app.next_id()));
    }
    loop {
        let mut place = [0; 4];
        app.random().fill(&mut place);
        let id = CaseId(IdSource::in_place(opened, u32::from_le_bytes(place)));
        if app.store().case_find(id).await?.is_none() {
            return Ok(id);
        }
    }
}

async fn store(
    app: &App,
    viewer: &Viewer,
    deadlines: &Deadlines,
    case: &Case,
    files: Vec<attachments::Checked>,
    transaction: &mut Transaction,
) -> Result<(), Error> {
    let event = |kind: CaseEventKind, text: &str, detail| CaseEvent {
        id: CaseEventId(app.next_id()),
        case: case.id,
        at: app.now(),
        // What follows by itself is nobody's act.
        actor: match kind {
            CaseEventKind::Opened => viewer.actor(),
            _ => Actor::Operator,
        }
        .to_string(),
        kind,
        text: text.to_owned(),
        detail,
    };
    let mut events = vec![event(CaseEventKind::Opened, &case.description, json!({}))];
    if case.urgent {
        events.push(event(CaseEventKind::Alarmed, "", json!({})));
    }
    if let Some(assignee) = case.assignee {
        events.push(event(CaseEventKind::Assigned, "", json!({ "to": assignee, "by_rule": true })));
    }
    let acknowledged = case.person.email.is_some();
    if acknowledged {
        events.push(event(CaseEventKind::Acknowledged, "", json!({})));
    }
    transaction.case_put(std::slice::from_ref(case)).await?;
    transaction.case_events_insert(&events).await?;
    attachments::store(app, transaction, case.id, events[0].id, files).await?;
    let rule = deadlines.rule(case);
    if acknowledged {
        letter::to_person(app, transaction, case, rule, Occasion::Acknowledged, "", &json!({})).await?;
    }
    if case.urgent {
        letter::to_staff(app, transaction, case, rule, Occasion::Alarmed).await?;
    } else if case.assignee.is_some() {
        letter::to_staff(app, transaction, case, None, Occasion::Assigned).await?;
    }
    let subject = format!("case:{}", case.id);
    audit::record(app, transaction, viewer, "case.open", &subject, json!({})).await?;
    Ok(())
}
