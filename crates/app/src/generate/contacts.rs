//! The contacts of the synthetic history, a block at a time: people come with something, and come again, often on another
//! channel, when they did not get it.

use std::fmt::Write as _;

use catsup_analytics::{
    contacts::{Batch, Coded, Dictionaries, NOBODY, UNKNOWN_COST, UNKNOWN_SECONDS},
    segment::BLOCK_ROWS,
};
use catsup_model::{DeviceClass, Language, interaction::Outcome};

use super::{
    Generate,
    directory::SyntheticService,
    rows::{CHANNELS, DAY, HOUR, HOURS, mix, moment, shares},
};

const WEBSITE: usize = 0;
const PHONE: usize = 1;
const IN_PERSON: usize = 2;
const MAIL: usize = 3;

/// What people come for; those before `CASES` are cases with a number.
const INTENTIONS: [&str; 8] = [
    "apply",
    "renew",
    "change an address",
    "ask about a decision",
    "pay a fee",
    "get advice",
    "report a problem",
    "complain",
];
const CASES: usize = 3;
/// What they do at first, and when they come again, by channel.
const ACTIVITIES: [[&str; 2]; 4] = [
    ["use online form", "check status online"],
    ["call", "call again"],
    ["visit counter", "visit counter again"],
    ["send letter", "send documents"],
];
/// Where people begin, each channel as often as it stands here.
const BEGINNINGS: [usize; 8] = [WEBSITE, WEBSITE, WEBSITE, WEBSITE, PHONE, PHONE, IN_PERSON, MAIL];
/// Where they go next, by channel.
const NEXT: [[usize; 4]; 4] = [
    [PHONE, PHONE, WEBSITE, IN_PERSON],
    [PHONE, PHONE, IN_PERSON, WEBSITE],
    [PHONE, IN_PERSON, MAIL, WEBSITE],
    [PHONE, MAIL, IN_PERSON, PHONE],
];
/// How it ends, by channel, each as often as it stands here: places among the outcomes.
const ENDS: [[usize; 16]; 4] = [
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 3],
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 4, 4],
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 4],
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2],
];
/// Of sixteen people how many come again, by how it ended.
const COME_AGAIN: [u64; 5] = [1, 8, 11, 9, 14];
/// The most contacts about one thing.
const MOST_STEPS: usize = 7;
/// Seconds waited and taken on average, by channel; 0 where nobody measures them.
const WAITS: [f64; 4] = [0.0, 190.0, 840.0, 0.0];
const HANDLES: [f64; 4] = [260.0, 430.0, 900.0, 0.0];
/// Cents of a minute, by channel, where a cost is stated.
const CENTS: [i64; 4] = [0, 110, 160, 0];

/// Makes blocks.
pub(super) struct ContactMaker {
    seed: u64,
    rows: u64,
    span: (i64, i64),
    dictionaries: Dictionaries,
    /// The service by chance: some are used far more often.
    services: Vec<u16>,
    /// By service: its code, and that of its first touchpoint.
    places: Vec<(u32, u32)>,
    channels: [u32; 4],
    activities: [[u32; 2]; 4],
    intentions: [u32; 8],
    outcomes: [u32; 5],
    devices: [u32; 3],
    languages: [u32; 2],
    /// How many people there are.
    people: u64,
    /// Durations by chance: few are long, most are short; as shares of the average.
    skewed: Vec<f64>,
}

impl ContactMaker {
    pub(super) fn new(wanted: &Generate, directory: &[SyntheticService], span: (i64, i64)) -> Self {
        let mut known = Dictionaries::default();
        let mut places = Vec::with_capacity(directory.len());
        for service in directory {
            let code = known.code(Coded::Service, &service.id.to_string());
            let touchpoints: Vec<u32> =
                service.touchpoints.iter().map(|id| known.code(Coded::Touchpoint, &id.to_string())).collect();
            places.push((code, touchpoints.first().copied().unwrap_or(0)));
        }
        Self {
            seed: wanted.seed ^ 0x636f_6e74_6163_7473,
            rows: wanted.interactions,
            span,
            services: shares(directory.len()),
            places,
            channels: CHANNELS.map(|channel| known.code(Coded::Channel, channel.code())),
            activities: ACTIVITIES.map(|of| of.map(|name| known.code(Coded::Activity, name))),
            intentions: INTENTIONS.map(|name| known.code(Coded::Intention, name)),
            outcomes: std::array::from_fn(|place| known.code(Coded::Outcome, Outcome::ALL[place].code())),
            devices: DeviceClass::ALL.map(|class| known.code(Coded::Device, class.code())),
            languages: [Language::En, Language::Es].map(|one| known.code(Coded::Language, one.code())),
            people: (wanted.interactions / 5).max(1),
            skewed: (0..256).map(|chance| -(1.0 - (f64::from(chance) + 0.5) / 256.0).ln()).collect(),
            dictionaries: known,
        }
    }

    pub(super) fn dictionaries(&self) -> &Dictionaries {
        &self.dictionaries
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    /// The rows of a block.
    pub(super) fn block(&self, number: usize) -> Batch {
        let first = number as u64 * BLOCK_ROWS as u64;
        let last = self.rows.min(first + BLOCK_ROWS as u64);
        let rows = (last - first) as usize;
        let within = (moment(self.span, self.rows, first), moment(self.span, self.rows, last));
        let mut batch = Batch {
            interaction: (first..last).map(|number| number.cast_signed() + 1).collect(),
            ..Batch::default()
        };
        let mut chance = self.seed ^ (number as u64).wrapping_mul(0xd134_2543_de82_ef95);
        let mut story = Story { number: first, case: String::new(), chance: &mut chance };
        while batch.len() < rows {
            self.story(&mut story, within, rows, &mut batch);
            story.number += 1;
        }
        batch
    }

    /// What somebody came with, until they have it or give up.
    fn story(&self, story: &mut Story<'_>, (from, to): (i64, i64), rows: usize, batch: &mut Batch) {
        let (about, person) = (mix(story.chance), mix(story.chance));
        let service = usize::from(self.services[(about & 0xffff) as usize]);
        let within = (((to - from) as u128 * u128::from(about >> 16)) >> 48) as i64;
        let hour = HOURS[(person & 31) as usize] * HOUR + ((person >> 5) & 0xfff) as i64 * (HOUR >> 12);
        let mut at = self.span.0 + (from + within - self.span.0).div_euclid(DAY) * DAY + hour;
        let intention = ((person >> 17) & 7) as usize;
        let mut channel = BEGINNINGS[((person >> 20) & 7) as usize];
        // Some come far more often than others.
        let share = (person >> 32) as f64 / 4_294_967_296.0;
        let mut whose = self.seed ^ (share * share * self.people as f64) as u64;
        let somebody = mix(&mut whose);
        let known = channel != WEBSITE || (person >> 23) & 7 > 1;
        let language = self.languages[usize::from(somebody & 7 == 0)];
        story.case.clear();
        if intention < CASES && known {
            // Writing to a text cannot fail.
            let _ = write!(story.case, "C-{:08x}", story.number);
        }
        for step in 0..MOST_STEPS {
            if batch.len() == rows {
                return;
            }
            let (what, how_long) = (mix(story.chance), mix(story.chance));
            let end = ENDS[channel][(what & 15) as usize];
            let long = |average: f64, chance: u64| {
                if average == 0.0 {
                    return UNKNOWN_SECONDS;
                }
                (self.skewed[(chance & 0xff) as usize] * average) as i32 + (chance >> 8 & 7) as i32
            };
            let handle = long(HANDLES[channel], how_long >> 16);
            let (code, touchpoint) = self.places[service];
            batch.occurred_at.push(at.min(self.span.1 - 1));
            batch.customer.push(if known { somebody.cast_signed().max(NOBODY + 1) } else { NOBODY });
            let device = if channel == WEBSITE { self.devices[(what >> 8 & 0xff) as usize % 3] } else { 0 };
            let codes = [
                code,
                touchpoint + channel as u32,
                self.channels[channel],
                self.activities[channel][usize::from(step > 0)],
                self.intentions[intention],
                self.outcomes[end],
                device,
                language,
            ];
            for (column, code) in batch.codes.iter_mut().zip(codes) {
                column.push(code);
            }
            batch.wait_seconds.push(long(WAITS[channel], how_long));
            batch.handle_seconds.push(handle);
            let stated = CENTS[channel] > 0 && what >> 16 & 3 == 0;
            batch.cost_cents.push(if stated {
                i64::from(handle) * CENTS[channel] / 60
            } else {
                UNKNOWN_COST
            });
            batch.cases.push(Some(&story.case));
            if what >> 20 & 15 >= COME_AGAIN[end] {
                return;
            }
            let days = self.skewed[(what >> 24 & 0xff) as usize] * 2.0;
            at += (days * DAY as f64) as i64 + HOUR / 4;
            channel = NEXT[channel][(what >> 32 & 3) as usize];
        }
    }
}

/// What is carried from one story to the next.
struct Story<'a> {
    number: u64,
    case: String,
    chance: &'a mut u64,
}
