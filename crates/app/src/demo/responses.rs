//! The responses: who answered what when, parsed like any other submission and stored many at a time.

use std::sync::Arc;

use catsup_model::{
    Channel, Language,
    answers::{Answers, Completeness},
    id::{IdSource, ResponseId},
    response::{NewResponse, ResponseSource, ResponseState},
};

use super::{
    answers::{self, Given, Tone},
    chance::Chance,
    comments::{Event, Scene, Writer},
    contacts::{self, Speakers},
    customers::Customer,
    directory::Directory,
    opinions::{DRIVERS, Opinion, WITHOUT_PEOPLE},
    rhythm::{Moment, season},
    story::Story,
    surveys::Stream,
};
use crate::{
    App, Error, FieldError,
    open_surveys::OpenSurvey,
    responses::{answer_error, stored},
};

/// How many responses one transaction stores.
const BATCH: usize = 2000;
/// Above this, a season is busy enough to be named.
const CROWDED: f64 = 1.35;

/// Where the responses go.
pub(super) struct Places<'a> {
    /// Streams.
    pub(super) streams: &'a [Stream],
    /// What happened.
    pub(super) story: &'a Story,
    /// Ids of services and touchpoints.
    pub(super) directory: &'a Directory,
    /// The surveys.
    pub(super) open: &'a [Arc<OpenSurvey>],
}

/// Stores a response for each moment.
pub(super) async fn add(
    app: &App,
    seed: u64,
    places: &Places<'_>,
    moments: &[Moment],
    speakers: Speakers,
) -> Result<(), Error> {
    let mut author = Author {
        chance: Chance::of(seed, "answers"),
        writer: Writer::new(seed),
        ids: IdSource::new(0),
        speakers,
    };
    for batch in moments.chunks(BATCH) {
        let mut responses: Vec<NewResponse> =
            batch.iter().map(|moment| author.response(app, places, moment)).collect::<Result<_, Error>>()?;
        let mut transaction = app.store().begin().await?;
        transaction.response_upsert(&mut responses).await?;
        transaction.commit().await?;
    }
    Ok(())
}

struct Author {
    chance: Chance,
    writer: Writer,
    ids: IdSource,
    speakers: Speakers,
}

impl Author {
    fn response(&mut self, app: &App, places: &Places<'_>, moment: &Moment) -> Result<NewResponse, Error> {
        let stream = &places.streams[moment.stream];
        let open = &places.open[stream.survey];
        let customer = Customer::met(&mut self.chance, stream);
        let opinion = Opinion::of(&mut self.chance, stream, &customer, moment.day, places.story);
        let given = self.given(stream, &customer, &opinion, moment, places.story);
        // Some answer by a link of their own: whose they are is known.
        let place = (stream.service, stream.touchpoint);
        let speaker = self.speakers.after(place, moment.occurred_at, given.tone);
        let parsed =
            Answers::parse(&open.survey.definition, &given.raw, customer.language, Completeness::Whole);
        let unfit =
            |errors: Vec<_>| Error::Invalid(errors.iter().map(answer_error).collect::<Vec<FieldError>>());
        Ok(NewResponse {
            id: ResponseId(self.ids.next(moment.received_at)),
            survey: open.survey.id,
            version: open.survey.version,
            service: open.survey.service,
            touchpoint: Some(places.directory.touchpoints[stream.service][stream.touchpoint]),
            channel: stream.channel(),
            language: customer.language,
            device: customer.device.map(str::to_owned),
            state: ResponseState::Received,
            source: ResponseSource::Synthetic,
            page: None,
            campaign: None,
            entered_by: None,
            occurred_at: moment.occurred_at,
            received_at: moment.received_at,
            submission_key: None,
            fingerprint: 0,
            segments: customer.segments(),
            customer: speaker.map(|number| contacts::customer_key(app, number)),
            answers: stored(open, parsed.map_err(unfit)?.given),
        })
    }

    /// The answers with the comment, if there is one.
    fn given(
        &mut self,
        stream: &Stream,
        customer: &Customer,
        opinion: &Opinion,
        moment: &Moment,
        story: &Story,
    ) -> Given {
        let mut given = answers::give(&mut self.chance, stream, opinion);
        let event = event(&mut self.chance, stream, customer.language, given.tone, moment, story);
        // Who is angry writes more often, and so does who has something to tell.
        let how_often = match (given.tone, event) {
            (Tone::Bad, Some(_)) => 0.62,
            (Tone::Bad, None) => 0.50,
            (Tone::Mixed, _) => 0.38,
            (Tone::Good, Some(_)) => 0.42,
            (Tone::Good, None) => 0.29,
        };
        if self.chance.happens(how_often) {
            let about_people = answers::meets_people(stream.channel()) || self.chance.happens(0.12);
            let among = if about_people { DRIVERS.len() } else { WITHOUT_PEOPLE };
            let scene = Scene {
                service: stream.service().key,
                channel: stream.channel(),
                language: customer.language,
                tone: given.tone,
                best: DRIVERS[opinion.standing_out(among, true)],
                worst: DRIVERS[opinion.standing_out(among, false)],
                besides: DRIVERS[self.chance.below(among)],
                event,
            };
            given.raw.insert(given.comment.to_owned(), self.writer.write(&scene).into());
        }
        given
    }
}

/// What this customer may have to tell besides the usual.
fn event(
    chance: &mut Chance,
    stream: &Stream,
    language: Language,
    tone: Tone,
    moment: &Moment,
    story: &Story,
) -> Option<Event> {
    let channel = stream.channel();
    let crowded = season(&stream.service().months, moment.day) > CROWDED;
    match tone {
        Tone::Good => {
            (story.calls_back(stream, moment.day) && chance.happens(0.55)).then_some(Event::Callback)
        }
        _ if story.is_down(channel, moment.day) => Some(Event::Outage),
        _ if Story::is_gap(channel, language) => Some(Event::NoSpanish),
        _ if story.is_outage(moment.day) && channel == Channel::Phone => Some(Event::Overflow),
        _ => (crowded && chance.happens(0.35)).then_some(Event::Crowd),
    }
}
