//! What the made-up agency's staff did in the inbox: responses taken up, tagged, answered and put away, corrections of
//! the screens, views, and experiences passed on.

use catsup_model::{
    Viewer,
    id::{AccountId, ResponseId},
    inbox::Act,
    permission::Actor,
    response::{Handling, ResponseState},
};

use crate::{
    App, Error, access,
    inbox::{self, Level, ResponseFilter, acts::act, experiences, tags},
    views::{self, Audience, ViewedList},
};

/// Words that tell what a comment is about, in both languages, and its tag.
const TAGS: [(&str, &[&str]); 5] = [
    ("Phone line", &["call", "llama", "phone", "telefónica"]),
    ("Wait", &["wait", "weeks", "hold", "semanas", "espera"]),
    ("Language", &["spanish", "español", "inglés"]),
    ("Documents", &["photo", "document", "papers", "foto", "papel"]),
    ("Praise for staff", &["kind", "patient", "clerk", "amable", "paciencia"]),
];

/// Comments looked at for their tags.
const READ: i64 = 200;

/// Works through the newest responses as the agency's people would.
pub(super) async fn add(app: &App) -> Result<(), Error> {
    let lead = staff(app, "lead@everyday.example").await?;
    let agent = staff(app, "agent@everyday.example").await?;
    tag(app, &lead).await?;
    work(app, &lead, &agent).await?;
    screen(app, &lead).await?;
    pass_on(app, &lead).await?;
    let views = [
        (&lead, "Low scores with a comment", "score=low&comment=yes", Audience::Team),
        (&lead, "In Spanish, not taken up", "view=new&language=es", Audience::Team),
        (&agent, "My phone line", "channel=phone", Audience::Me),
    ];
    for (viewer, name, query, audience) in views {
        views::save(app, viewer, ViewedList::Responses, name, query, audience).await?;
    }
    Ok(())
}

/// Somebody of the agency as whoever signs in.
pub(super) async fn staff(app: &App, email: &str) -> Result<Viewer, Error> {
    let accounts = app.store().account_list().await?;
    let account = accounts.into_iter().find(|one| one.email.as_str() == email);
    let account = account.ok_or(Error::NotFound("account"))?;
    let grants = access::grants_of_roles(app, &account.roles).await?;
    Ok(Viewer::new(Actor::Account(account.id), grants))
}

/// Tags comments by what they speak of.
async fn tag(app: &App, viewer: &Viewer) -> Result<(), Error> {
    let commented = ResponseFilter { commented: Some(true), ..counting() };
    let responses = inbox::list(app, viewer, commented, READ).await?;
    for (name, words) in TAGS {
        let speaks = |text: &str| words.iter().any(|word| text.to_lowercase().contains(word));
        let found = responses
            .iter()
            .filter(|one| one.answers.iter().filter_map(|answer| answer.text.as_deref()).any(speaks));
        let found: Vec<ResponseId> = found.map(|one| one.id).collect();
        if !found.is_empty() {
            let tag = tags::put(app, viewer, name).await?;
            act(app, viewer, Act::Tag(tag.id), &found).await?;
        }
    }
    Ok(())
}

/// Takes unhappy responses up, hands them on and answers them; puts away what is done.
async fn work(app: &App, lead: &Viewer, agent: &Viewer) -> Result<(), Error> {
    let unhappy = ResponseFilter { levels: vec![Level::Low], ..counting() };
    let open = ids(app, agent, unhappy.clone(), 40).await?;
    // The newest are still waiting, the older ones are further along.
    let part = |from: usize, to: usize| &open[open.len() * from / 8..open.len() * to / 8];
    let me = inbox::account_of(agent).unwrap_or(AccountId(0));
    for (viewer, act_of, which) in [
        (lead, Act::Assign(me), part(1, 4)),
        (agent, Act::Handle(Handling::Acknowledged), part(2, 5)),
        (agent, Act::Handle(Handling::Dispatched), part(5, 6)),
        (agent, Act::Handle(Handling::Responded), part(6, 8)),
        (agent, Act::Archive, part(7, 8)),
    ] {
        if !which.is_empty() {
            act(app, viewer, act_of, which).await?;
        }
    }
    let own = inbox::account_of(lead).unwrap_or(AccountId(0));
    let mine = ids(app, lead, ResponseFilter { commented: Some(true), ..unhappy }, 60).await?;
    let mine: Vec<ResponseId> = mine.into_iter().filter(|id| !open.contains(id)).take(4).collect();
    if !mine.is_empty() {
        act(app, lead, Act::Assign(own), &mine).await?;
    }
    Ok(())
}

/// Looks at what was held back: some of it counts after all, most of the spam is spam.
async fn screen(app: &App, viewer: &Viewer) -> Result<(), Error> {
    let held = |state| ResponseFilter { states: vec![state], ..ResponseFilter::default() };
    let flagged = ids(app, viewer, held(ResponseState::Flagged), 100).await?;
    let spam = ids(app, viewer, held(ResponseState::Spam), 100).await?;
    // The newest still wait. Of the others staff say what they are: one flagged response in three counts after all.
    let seen = |all: &[ResponseId]| all.iter().skip(3).copied().collect::<Vec<_>>();
    let (right, wrong): (Vec<_>, Vec<_>) =
        seen(&flagged).into_iter().enumerate().partition(|(n, _)| n % 3 == 0);
    let ids_of = |some: Vec<(usize, ResponseId)>| some.into_iter().map(|(_, id)| id).collect::<Vec<_>>();
    let spam = [seen(&spam), ids_of(wrong)].concat();
    for (act_of, which) in [(Act::Count, ids_of(right)), (Act::Spam, spam)] {
        if !which.is_empty() {
            act(app, viewer, act_of, &which).await?;
        }
    }
    Ok(())
}

/// Passes what people praised on to the team, and one of them to the public.
async fn pass_on(app: &App, viewer: &Viewer) -> Result<(), Error> {
    let content = ResponseFilter { levels: vec![Level::High], commented: Some(true), ..counting() };
    let responses = inbox::list(app, viewer, content, READ).await?;
    let praised = responses.iter().filter_map(|one| {
        let said = one.answers.iter().filter_map(|answer| answer.text.as_deref());
        Some((one.id, said.max_by_key(|text| text.len()).filter(|text| text.len() > 60)?))
    });
    let notes = ["Read this one out on Monday.", "This is what the callback is for."];
    for (place, ((id, text), note)) in praised.zip(notes).enumerate() {
        experiences::share(app, viewer, id, note).await?;
        if place == 0 {
            let consent = "By phone, the day after, with a note in the file.";
            experiences::publish(app, viewer, id, text, consent).await?;
        }
    }
    Ok(())
}

/// What counts and is in sight.
fn counting() -> ResponseFilter {
    let states = vec![ResponseState::Received];
    ResponseFilter { states, archived: Some(false), ..ResponseFilter::default() }
}

async fn ids(
    app: &App,
    viewer: &Viewer,
    filter: ResponseFilter,
    most: i64,
) -> Result<Vec<ResponseId>, Error> {
    Ok(inbox::list(app, viewer, filter, most).await?.into_iter().map(|one| one.id).collect())
}
