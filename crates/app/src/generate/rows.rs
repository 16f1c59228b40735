//! The responses of the synthetic history, a block at a time.

use catsup_analytics::{
    row::MISSING,
    segment::{BLOCK_ROWS, Batch, Dictionaries},
};
use catsup_model::Channel;

use super::{Generate, directory::SyntheticService};

/// Regions, some larger than others by how often they stand here.
const REGIONS: [&str; 16] = [
    "north",
    "north",
    "north",
    "north-east",
    "east",
    "east",
    "south-east",
    "south",
    "south",
    "south",
    "south-west",
    "west",
    "west",
    "north-west",
    "islands",
    "centre",
];
const AGES: [&str; 8] = ["18-24", "25-34", "25-34", "35-44", "45-54", "55-64", "65+", "65+"];
const DEVICES: [&str; 2] = ["phone", "computer"];
/// Channels in the order of the touchpoints of a service.
pub(super) const CHANNELS: [Channel; 4] =
    [Channel::Website, Channel::Phone, Channel::InPerson, Channel::PostalMail];
/// Hours of the day at which people answer, each as often as it stands here.
pub(super) const HOURS: [i64; 32] = [
    0, 6, 7, 7, 8, 8, 8, 9, 9, 9, 10, 10, 10, 11, 11, 11, 12, 12, 13, 13, 14, 14, 15, 15, 16, 16, 17, 18, 19,
    20, 21, 22,
];
pub(super) const HOUR: i64 = 3_600_000_000;
pub(super) const DAY: i64 = 24 * HOUR;
/// Kinds of services by how content people are.
const KINDS: usize = 8;
/// Kinds of people by how content they are.
const MOODS: usize = 16;

/// Answers by the kind of service, the mood of the person, and chance: a byte looked up instead of a formula.
type AnswerTable = Vec<u8>;

/// Makes blocks.
pub(super) struct Maker {
    seed: u64,
    rows: u64,
    span: (i64, i64),
    dictionaries: Dictionaries,
    /// The service by chance: some are asked about far more often.
    services: Vec<u16>,
    /// By service: forms (seven measures and recommendation, each in two languages), and first touchpoint code.
    forms: Vec<[u32; 4]>,
    touchpoints: Vec<u32>,
    /// Columns of the seven measures, and of the recommendation.
    measures: Vec<usize>,
    recommendation: Vec<usize>,
    opinions: AnswerTable,
    recommendations: AnswerTable,
    regions: Vec<u32>,
    ages: Vec<u32>,
    devices: [u32; 4],
}

impl Maker {
    pub(super) fn new(wanted: &Generate, directory: &[SyntheticService], span: (i64, i64)) -> Self {
        let mut known = Dictionaries::default();
        let (mut forms, mut touchpoints) = (Vec::new(), Vec::new());
        let (mut measures, mut recommendation) = (Vec::new(), Vec::new());
        for service in directory {
            known.services.place(&service.id);
            touchpoints.push(known.touchpoints.values().len() as u32 + 1);
            for place in &service.touchpoints {
                known.touchpoints.place(place);
            }
            let mut of_service = [0; 4];
            for (number, survey) in service.surveys.iter().enumerate() {
                for (place, (language, asked)) in survey.asked.iter().take(2).enumerate() {
                    let columns: Vec<_> = asked
                        .iter()
                        .map(|(item, wording)| (known.answers.place(&item.as_str().into()), *wording))
                        .collect();
                    of_service[2 * number + place] =
                        known.form((survey.id, survey.version, *language), &columns);
                    let columns = columns.into_iter().map(|(column, _)| column as usize).collect();
                    *(if number == 0 { &mut measures } else { &mut recommendation }) = columns;
                }
            }
            forms.push(of_service);
        }
        for channel in CHANNELS {
            known.channels.place(&channel);
        }
        let devices: Vec<u32> =
            DEVICES.iter().map(|device| known.devices.place(&(*device).to_owned()) + 1).collect();
        let region = known.attribute("region");
        let regions =
            REGIONS.iter().map(|name| known.attributes[region].1.place(&(*name).to_owned()) + 1).collect();
        let age = known.attribute("age");
        let ages = AGES.iter().map(|name| known.attributes[age].1.place(&(*name).to_owned()) + 1).collect();
        Self {
            seed: wanted.seed,
            rows: wanted.responses,
            span,
            services: shares(directory.len()),
            forms,
            touchpoints,
            measures,
            recommendation,
            opinions: table(1, 5),
            recommendations: table(0, 10),
            regions,
            ages,
            devices: [devices[0], devices[0], devices[1], 0],
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
        let rows = (self.rows.min(first + BLOCK_ROWS as u64) - first) as usize;
        let (from, to) =
            (moment(self.span, self.rows, first), moment(self.span, self.rows, first + rows as u64));
        let columns = self.dictionaries.answers.values().len();
        let mut batch = Batch {
            occurred_at: Vec::with_capacity(rows),
            response: (first..first + rows as u64).map(|number| number.cast_signed() + 1).collect(),
            service: Vec::with_capacity(rows),
            form: Vec::with_capacity(rows),
            channel: Vec::with_capacity(rows),
            touchpoint: Vec::with_capacity(rows),
            device: Vec::with_capacity(rows),
            attributes: vec![Vec::with_capacity(rows), Vec::with_capacity(rows)],
            answers: vec![vec![MISSING; rows]; columns],
        };
        let mut chance = self.seed ^ (number as u64).wrapping_mul(0xd134_2543_de82_ef95);
        for row in 0..rows {
            let (about, person, given) = (mix(&mut chance), mix(&mut chance), mix(&mut chance));
            let service = usize::from(self.services[(about & 0xffff) as usize]);
            let within = (((to - from) as u128 * u128::from(about >> 16)) >> 48) as i64;
            let hour = HOURS[(person & 31) as usize] * HOUR + ((person >> 5) & 0xfff) as i64 * (HOUR >> 12);
            let day = (from + within - self.span.0).div_euclid(DAY) * DAY;
            batch.occurred_at.push((self.span.0 + day + hour).min(self.span.1 - 1));
            let spanish = usize::from((person >> 17) & 7 == 0);
            let recommends = (person >> 20) & 7 == 0;
            let place = [0, 0, 0, 0, 1, 1, 2, 3][((person >> 23) & 7) as usize];
            batch.service.push(service as u32);
            batch.form.push(self.forms[service][2 * usize::from(recommends) + spanish]);
            batch.channel.push(place);
            batch.touchpoint.push(self.touchpoints[service] + u32::from(place));
            batch.device.push(if place == 0 { self.devices[((person >> 26) & 3) as usize] } else { 0 });
            batch.attributes[0].push(self.regions[((person >> 28) & 15) as usize]);
            batch.attributes[1].push(self.ages[((person >> 32) & 7) as usize]);
            let mood = (person >> 35) as usize % MOODS;
            let base = ((service * 7 + usize::from(place)) % KINDS * MOODS + mood) << 8;
            if recommends {
                for column in &self.recommendation {
                    batch.answers[*column][row] = self.recommendations[base | (given & 0xff) as usize];
                }
            } else {
                for (shift, column) in self.measures.iter().enumerate() {
                    let chance = (given >> (8 * (shift % 8))) & 0xff;
                    batch.answers[*column][row] = self.opinions[base | chance as usize];
                }
            }
        }
        batch
    }
}

/// When the row of this number happens, of so many: their number grows by half each year.
pub(super) fn moment(span: (i64, i64), rows: u64, number: u64) -> i64 {
    let share = number as f64 / rows.max(1) as f64;
    // Of a volume v(t) = 1 + t over t from 0 to 1, the share up to t is (t + t²/2) / 1.5.
    let t = (1.0 + 3.0 * share).sqrt() - 1.0;
    span.0 + (t.min(1.0) * (span.1 - span.0) as f64) as i64
}

/// The next number of a sequence (SplitMix64).
pub(super) fn mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// 65,536 places handed to services, the first ones getting most.
pub(super) fn shares(services: usize) -> Vec<u16> {
    let weights: Vec<f64> = (0..services).map(|place| 1.0 / (4.0 + place as f64).sqrt()).collect();
    let whole: f64 = weights.iter().sum();
    let mut shares = Vec::with_capacity(1 << 16);
    let mut sum = 0.0;
    for (place, weight) in weights.iter().enumerate() {
        sum += weight / whole;
        shares.resize(((sum * 65_536.0) as usize).min(1 << 16), place as u16);
    }
    shares.resize(1 << 16, services.saturating_sub(1) as u16);
    shares
}

/// Answers from `least` to `most`: the better the service and the mood, the higher; one in 32 is missing.
fn table(least: u8, most: u8) -> AnswerTable {
    let mut table = Vec::with_capacity((KINDS * MOODS) << 8);
    for kind in 0..KINDS {
        for mood in 0..MOODS {
            let level = 0.25 + 0.35 * kind as f64 / KINDS as f64 + 0.5 * mood as f64 / MOODS as f64;
            for chance in 0..256 {
                let noise = (f64::from(chance) / 255.0 - 0.5) * 0.7;
                let answer = f64::from(least) + (level + noise).clamp(0.0, 1.0) * f64::from(most - least);
                table.push(if chance % 32 == 7 { MISSING } else { answer.round() as u8 });
            }
        }
    }
    table
}
