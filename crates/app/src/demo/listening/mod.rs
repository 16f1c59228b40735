//! Listening on every channel, as the demo shows it: surveys of the agency's own with branching, asked in pages, by
//! mail, on paper, by staff and on a kiosk, with campaigns and pages, and a few responses that were held back.

mod screened;

use std::collections::BTreeMap;

use catsup_model::{
    Channel, Language, Viewer,
    answers::{Answers, Completeness, RawAnswers},
    id::{IdSource, ResponseId},
    response::{NewResponse, ResponseSource, ResponseState},
    survey::{Question, QuestionKind, SurveyState},
};
use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};
use serde_json::{Value, json};

use super::{
    agency::SERVICES,
    answers::Tone,
    chance::Chance,
    comments::{Scene, Writer},
    directory::Directory,
    opinions::DRIVERS,
    story::Story,
};
use crate::{
    App, Error, FieldError,
    open_surveys::{self, OpenSurvey},
    responses::{answer_error, stored},
    surveys,
};

/// How many days back the surveys were asked.
const DAYS: usize = 150;
const REGIONS: [&str; 5] = ["Metro", "Valley", "Coast", "North", "South"];

/// A survey of the agency's own.
struct OwnSurvey {
    service: &'static str,
    touchpoint: &'static str,
    file: &'static str,
    /// Its part of all responses.
    share: f64,
    /// How many answer in Spanish.
    spanish: f64,
    /// How content people are, from 0 to 1.
    mood: f64,
    ways: &'static [Way],
    pages: &'static [&'static str],
    campaigns: &'static [&'static str],
}

/// A way in, and its weight.
struct Way(ResponseSource, Channel, f64);

const SURVEYS: [OwnSurvey; 3] = [
    OwnSurvey {
        service: "food",
        touchpoint: "Benefits portal",
        file: include_str!("family.json"),
        share: 0.35,
        spanish: 0.78,
        mood: 0.56,
        ways: &[
            Way(ResponseSource::Form, Channel::Website, 0.40),
            Way(ResponseSource::Email, Channel::Email, 0.30),
            Way(ResponseSource::Staff, Channel::Phone, 0.15),
            Way(ResponseSource::Paper, Channel::Paper, 0.15),
        ],
        pages: &["https://everyday.example/benefits/apply", "https://everyday.example/es/beneficios"],
        campaigns: &["carta de abril", "renewal letters", "poster"],
    },
    OwnSurvey {
        service: "permits",
        touchpoint: "Permit portal",
        file: include_str!("permits.json"),
        share: 0.35,
        spanish: 0.12,
        mood: 0.62,
        ways: &[
            Way(ResponseSource::Embed, Channel::Website, 0.62),
            Way(ResponseSource::Email, Channel::Email, 0.23),
            Way(ResponseSource::Staff, Channel::Phone, 0.15),
        ],
        pages: &[
            "https://everyday.example/permits",
            "https://everyday.example/permits/fees",
            "https://everyday.example/permits/status",
        ],
        campaigns: &["small business week", "permit granted"],
    },
    OwnSurvey {
        service: "certificates",
        touchpoint: "Records kiosk",
        file: include_str!("kiosk.json"),
        share: 0.30,
        spanish: 0.20,
        mood: 0.74,
        ways: &[Way(ResponseSource::Kiosk, Channel::SelfServiceKiosk, 1.0)],
        pages: &[],
        campaigns: &[],
    },
];

/// Sets the surveys up and answers them; about one response to forty of the rest.
pub(super) async fn add(
    app: &App,
    past: &App,
    viewer: &Viewer,
    (seed, responses): (u64, u32),
    directory: &Directory,
    story: &Story,
) -> Result<(), Error> {
    let mut author = Author {
        chance: Chance::of(seed, "listening"),
        writer: Writer::new(seed),
        ids: IdSource::new(1),
        zone: app.settings().zone.clone(),
        now: app.now(),
    };
    let count = f64::from(responses / 40).clamp(90.0, 1500.0);
    for (own, node) in SURVEYS.iter().zip(1..) {
        // Ids of one source only grow: with one source, all of a survey would be newer than all of the one before.
        author.ids = IdSource::new(node);
        let service = SERVICES.iter().position(|service| service.key == own.service).unwrap_or_default();
        let touchpoint = SERVICES[service].touchpoints.iter().position(|one| one.name == own.touchpoint);
        let id = directory.services[service];
        let draft = surveys::set_up_from_file(past, viewer, id, None, own.file).await?;
        let survey = surveys::change_state(past, viewer, &draft.key, SurveyState::Published).await?;
        let open = open_surveys::load(app, survey).await?;
        let mut moments: Vec<(Timestamp, Date)> = Vec::new();
        for _ in 0..(count * own.share) as usize {
            moments.extend(author.moment(story.history.last));
        }
        moments.sort();
        let mut rows = Vec::with_capacity(moments.len());
        for (place, moment) in moments.into_iter().enumerate() {
            let mut response = author.response(own, &open, moment, place)?;
            response.touchpoint =
                touchpoint.and_then(|place| directory.touchpoints[service].get(place)).copied();
            rows.push(response);
        }
        let mut transaction = app.store().begin().await?;
        transaction.response_upsert(&mut rows).await?;
        for row in &rows {
            if let Some(screening) = screened::screening(row) {
                transaction.screening_record(&screening, row.state).await?;
            }
        }
        transaction.commit().await?;
    }
    Ok(())
}

struct Author {
    chance: Chance,
    writer: Writer,
    ids: IdSource,
    zone: TimeZone,
    now: Timestamp,
}

impl Author {
    /// A moment of a working day, in the past.
    fn moment(&mut self, today: Date) -> Option<(Timestamp, Date)> {
        let back = i64::try_from(self.chance.below(DAYS)).unwrap_or_default();
        let day = today.saturating_sub(back.days());
        let hour = i8::try_from(8 + self.chance.below(11)).unwrap_or(9);
        let minute = i8::try_from(self.chance.below(60)).unwrap_or_default();
        let at = day.at(hour, minute, 0, 0).to_zoned(self.zone.clone()).ok()?.timestamp();
        Some((at.min(self.now), day))
    }

    fn response(
        &mut self,
        own: &OwnSurvey,
        open: &OpenSurvey,
        (at, day): (Timestamp, Date),
        place: usize,
    ) -> Result<NewResponse, Error> {
        let weights: Vec<f64> = own.ways.iter().map(|way| way.2).collect();
        let Way(source, channel, _) = &own.ways[self.chance.weighted(&weights)];
        let language = if self.chance.happens(own.spanish) { Language::Es } else { Language::En };
        // Who gets nothing in Spanish is less content, and who is served by people more.
        let mut mood = own.mood + 0.18 * self.chance.normal();
        mood += if *channel == Channel::Phone { 0.08 } else { 0.0 };
        mood -= if language == Language::Es && own.spanish < 0.5 { 0.15 } else { 0.0 };
        let mut raw = RawAnswers::new();
        for question in open.survey.definition.questions() {
            self.answer(question, (own.service, language), mood.clamp(0.0, 1.0), day, &mut raw);
        }
        let parsed = Answers::parse(&open.survey.definition, &raw, language, Completeness::Anything);
        let unfit =
            |errors: Vec<_>| Error::Invalid(errors.iter().map(answer_error).collect::<Vec<FieldError>>());
        let online = matches!(source, ResponseSource::Form | ResponseSource::Embed | ResponseSource::Email);
        let device = if online {
            ["phone", "computer", "tablet"].get(self.chance.weighted(&[0.58, 0.35, 0.07])).copied()
        } else {
            (*source == ResponseSource::Kiosk).then_some("tablet")
        };
        let region = self.chance.pick(&REGIONS).copied().unwrap_or("Metro");
        Ok(NewResponse {
            id: ResponseId(self.ids.next(at)),
            survey: open.survey.id,
            version: open.survey.version,
            service: open.survey.service,
            touchpoint: None,
            channel: *channel,
            language,
            device: device.map(str::to_owned),
            // What staff enter and what people tell a kiosk is not screened.
            state: match place % 27 {
                13 if online => ResponseState::Flagged,
                22 if online => ResponseState::Spam,
                _ => ResponseState::Received,
            },
            source: *source,
            page: if online { self.chance.pick(own.pages).map(|page| (*page).to_owned()) } else { None },
            campaign: self
                .chance
                .pick(own.campaigns)
                .filter(|_| !place.is_multiple_of(3))
                .map(|one| (*one).to_owned()),
            entered_by: None,
            occurred_at: at,
            received_at: at,
            submission_key: None,
            fingerprint: 0,
            segments: BTreeMap::from([("region".to_owned(), region.to_owned())]),
            customer: None,
            answers: stored(open, parsed.map_err(unfit)?.given),
        })
    }

    /// An answer to one question; what was not to be asked is left out when the answers are read.
    fn answer(
        &mut self,
        question: &Question,
        about: (&'static str, Language),
        mood: f64,
        day: Date,
        raw: &mut RawAnswers,
    ) {
        let key = question.key.clone();
        let skipped = !question.required && self.chance.happens(0.12);
        if skipped {
            return;
        }
        match &question.kind {
            QuestionKind::Scale { scale } => {
                raw.insert(key, json!(self.on_scale(*scale.range().start(), *scale.range().end(), mood)));
            }
            QuestionKind::Grid { scale, rows } => {
                for row in rows {
                    let value = self.on_scale(*scale.range().start(), *scale.range().end(), mood);
                    raw.insert(format!("{key}.{}", row.key), json!(value));
                }
            }
            QuestionKind::Single { choices, .. } => {
                // The content are more often where the first choice says.
                let weights: Vec<f64> = (0..choices.len())
                    .map(|place| if place == 0 { 0.4 + mood } else { 1.0 / (1.0 + place as f64) })
                    .collect();
                raw.insert(key, json!(choices[self.chance.weighted(&weights)].key));
            }
            QuestionKind::Multiple { choices, at_most, .. } => {
                let mut ticked: Vec<&str> = Vec::new();
                for choice in choices.iter().filter(|choice| !choice.with_text) {
                    if ticked.len() < at_most.unwrap_or(choices.len()) && self.chance.happens(0.45) {
                        ticked.push(&choice.key);
                    }
                }
                raw.insert(key, json!(ticked));
            }
            QuestionKind::Number { low, high } => {
                let most = (*high - *low) as f64 * 0.35;
                let value = *low + ((1.0 - mood) * most * self.chance.between(0.4, 1.4)) as i64;
                raw.insert(key, json!(value.clamp(*low, *high)));
            }
            QuestionKind::Date { .. } => {
                let back = i64::try_from(self.chance.below(21)).unwrap_or_default();
                raw.insert(key, json!(day.saturating_sub(back.days()).to_string()));
            }
            QuestionKind::LongText { .. } if self.chance.happens(0.55) => {
                raw.insert(key, Value::from(self.comment(about, mood)));
            }
            _ => {}
        }
    }

    /// What somebody says in their own words, by how content they are; now and then only a word to be called back.
    fn comment(&mut self, (service, language): (&'static str, Language), mood: f64) -> String {
        if mood < 0.5 && self.chance.happens(0.06) {
            return match language {
                Language::En => "Had to send the same document twice. Call me at 202-555-0143.".to_owned(),
                Language::Es => {
                    "Tuve que mandar el mismo papel dos veces. Llámeme al 202-555-0143.".to_owned()
                }
            };
        }
        let mut driver = || self.chance.pick(&DRIVERS).copied().unwrap_or(DRIVERS[0]);
        let (best, worst, besides) = (driver(), driver(), driver());
        let tone = if mood > 0.65 {
            Tone::Good
        } else if mood < 0.5 {
            Tone::Bad
        } else {
            Tone::Mixed
        };
        // Nobody is at a window here: surveys of the agency's own are about what is done from home.
        let channel = Channel::Website;
        self.writer.write(&Scene { service, channel, language, tone, best, worst, besides, event: None })
    }

    fn on_scale(&mut self, low: i64, high: i64, mood: f64) -> i64 {
        let place = mood + 0.22 * self.chance.normal();
        let value = low as f64 + place.clamp(0.0, 1.0) * (high - low + 1) as f64;
        (value as i64).clamp(low, high)
    }
}
