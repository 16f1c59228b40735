//! Series: one measure on one scale under one wording (or several, pooled), now, before and over time.

use std::collections::BTreeMap;

use catsup_model::{
    Driver, Feed, Language, Measure, Scale, Translated,
    id::WordingId,
    instrument::{Instrument, InstrumentCode},
    period::Bucket,
    query::{Counts, GroupKey},
    wording::Wording,
};
use catsup_statistics::OrdinalCounts;
use serde::Serialize;

use super::{Change, Figure, Pooling, Share, change};

/// One measure on one scale.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MeasureSeries {
    /// The measure.
    pub measure: Measure,
    /// The scale it was asked on.
    pub scale: Scale,
    /// The one wording it counts; `None` where wordings are pooled.
    pub wording: Option<WordingId>,
    /// The wordings it counts.
    pub wordings: Vec<WordingLabel>,
    /// The figure of the period.
    pub figure: Figure,
    /// The figure of the period before.
    pub before: Option<Figure>,
    /// The change since the period before, where both can be shown.
    pub change: Option<Change>,
    /// The trend, oldest first.
    pub trend: Vec<TrendPoint>,
}

impl MeasureSeries {
    /// What makes it one: measure, scale and wording.
    pub(super) fn key(&self) -> SeriesKey {
        (self.measure, self.scale, self.wording)
    }

    /// Its name in addresses, such as `trust.likert5` or, of one wording, `trust.likert5.4711`.
    #[must_use]
    pub fn code(&self) -> String {
        match self.wording {
            Some(wording) => format!("{}.{}.{wording}", self.measure, self.scale),
            None => format!("{}.{}", self.measure, self.scale),
        }
    }
}

/// A wording as people read it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct WordingLabel {
    /// Its id.
    pub id: WordingId,
    /// Instrument and item.
    pub item: String,
    /// Template variant.
    pub variant: String,
    /// The language it was asked in.
    pub language: Language,
    /// The template text; empty where a file did not state it.
    pub text: String,
}

/// One point of a trend.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrendPoint {
    /// The bucket.
    pub bucket: Bucket,
    /// Its figure.
    pub figure: Figure,
}

/// How often each driver was ticked after one direction of answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DriverTicks {
    /// The driver.
    pub driver: Driver,
    /// Ticked as having gone well.
    pub went_well: Option<Ticks>,
    /// Ticked as not having gone well.
    pub went_badly: Option<Ticks>,
}

/// Ticks among those to whom the driver was offered.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ticks {
    /// What was ticked.
    Shown(TickCount),
    /// Offered to fewer people than the smallest cell.
    TooFew,
}

impl Ticks {
    /// What is shown, if anything is.
    #[must_use]
    pub fn shown(&self) -> Option<&TickCount> {
        match self {
            Self::Shown(count) => Some(count),
            Self::TooFew => None,
        }
    }
}

/// How often a driver was ticked.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct TickCount {
    /// To how many it was offered.
    pub offered: u64,
    /// How many ticked it.
    pub ticked: u64,
    /// The share.
    pub share: Share,
}

/// What makes a series one: measure, scale, and the wording unless pooled.
pub(super) type SeriesKey = (Measure, Scale, Option<WordingId>);

/// Distributions per series and group.
#[derive(Debug, Default)]
pub(super) struct Distributions {
    counts: BTreeMap<SeriesKey, BTreeMap<Vec<GroupKey>, OrdinalCounts>>,
    wordings: BTreeMap<SeriesKey, Vec<WordingId>>,
}

/// The wordings of the installation by id.
pub(super) type Wordings = BTreeMap<WordingId, Wording>;

impl Distributions {
    pub(super) fn of(counts: &Counts, wordings: &Wordings, pooling: Pooling) -> Self {
        let mut sums: BTreeMap<(SeriesKey, Vec<GroupKey>), Vec<u64>> = BTreeMap::new();
        let mut distributions = Self::default();
        for cell in &counts.cells {
            let Some(wording) = wordings.get(&cell.wording) else { continue };
            let Some(Feed::Measure(measure)) = wording.feeds else { continue };
            let scale = wording.key.scale;
            let key = (measure, scale, (pooling == Pooling::Apart).then_some(cell.wording));
            let known = distributions.wordings.entry(key).or_default();
            if !known.contains(&cell.wording) {
                known.push(cell.wording);
            }
            let sum = sums.entry((key, cell.group.clone())).or_insert_with(|| vec![0; scale.len()]);
            let place = usize::try_from(cell.value - scale.range().start()).ok();
            if let Some(count) = place.and_then(|place| sum.get_mut(place)) {
                *count += u64::try_from(cell.n).unwrap_or(0);
            }
        }
        for ((key, group), sum) in sums {
            if let Ok(counts) = OrdinalCounts::consecutive(*key.1.range().start(), &sum) {
                distributions.counts.entry(key).or_default().insert(group, counts);
            }
        }
        distributions
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = SeriesKey> {
        self.wordings.keys().copied()
    }

    /// The wordings of one series, in the order of their ids.
    pub(super) fn wordings_of(&self, key: SeriesKey) -> Vec<WordingId> {
        let mut ids = self.wordings.get(&key).cloned().unwrap_or_default();
        ids.sort_unstable();
        ids
    }

    pub(super) fn get(&self, key: SeriesKey, group: &[GroupKey]) -> Option<&OrdinalCounts> {
        self.counts.get(&key)?.get(group)
    }

    fn figure(&self, key: SeriesKey, group: &[GroupKey], smallest: u64) -> Figure {
        self.get(key, group).map_or(Figure::Nothing, |counts| Figure::of(key.1, counts, smallest))
    }

    /// Groups of one series, in the order of their keys.
    pub(super) fn groups(&self, key: SeriesKey) -> impl Iterator<Item = (&GroupKey, &OrdinalCounts)> {
        let groups = self.counts.get(&key).into_iter().flatten();
        groups.filter_map(|(group, counts)| group.first().map(|group| (group, counts)))
    }
}

/// Everything counted for one scorecard.
pub(super) struct Counted<'a> {
    pub now: Distributions,
    pub before: Option<Distributions>,
    pub trend: Distributions,
    pub buckets: &'a [Bucket],
    pub wordings: &'a Wordings,
    pub smallest: u64,
}

impl Counted<'_> {
    /// The series of the period, in the order of the catalogue; within a measure the largest first.
    pub(super) fn series(&self) -> Vec<MeasureSeries> {
        let mut keys: Vec<SeriesKey> = self.now.keys().collect();
        let n = |key: &SeriesKey| self.now.get(*key, &[]).map_or(0, OrdinalCounts::n);
        let place = |measure: Measure| Measure::ALL.iter().position(|one| *one == measure);
        keys.sort_by_key(|key| (place(key.0), key.1, std::cmp::Reverse(n(key)), key.2));
        let mut series: Vec<MeasureSeries> = keys.into_iter().map(|key| self.one(key)).collect();
        change::adjust_together(series.iter_mut().filter_map(|one| one.change.as_mut()));
        series
    }

    fn one(&self, key: SeriesKey) -> MeasureSeries {
        let before = self.before.as_ref();
        let change = before.and_then(|before| {
            change::compare(key.1, self.now.get(key, &[])?, before.get(key, &[])?, self.smallest)
        });
        let point = |(place, bucket): (usize, &Bucket)| TrendPoint {
            bucket: bucket.clone(),
            figure: self.trend.figure(key, &[Some(place.to_string())], self.smallest),
        };
        MeasureSeries {
            measure: key.0,
            scale: key.1,
            wording: key.2,
            wordings: self.labels(key),
            figure: self.now.figure(key, &[], self.smallest),
            before: before.map(|before| before.figure(key, &[], self.smallest)),
            change,
            trend: self.buckets.iter().enumerate().map(point).collect(),
        }
    }

    fn labels(&self, key: SeriesKey) -> Vec<WordingLabel> {
        let ids = self.now.wordings.get(&key).into_iter().flatten();
        ids.filter_map(|id| self.wordings.get(id)).map(label).collect()
    }
}

fn label(wording: &Wording) -> WordingLabel {
    let key = &wording.key;
    // What is kept is the text as some survey filled it in; the template speaks for all of them.
    let template = template(&key.item, &key.variant).and_then(|template| template.exact(key.language));
    WordingLabel {
        id: wording.id,
        item: key.item.clone(),
        variant: key.variant.clone(),
        language: key.language,
        text: template.unwrap_or(&wording.text).to_owned(),
    }
}

/// The text of a wording as its instrument has it.
fn template(item: &str, variant: &str) -> Option<&'static Translated> {
    let instruments = InstrumentCode::ALL.iter().map(|code| Instrument::of(*code));
    let mut questions = instruments.flat_map(|one| &one.sections).flat_map(|section| &section.questions);
    let question = questions.find(|question| question.item == item)?;
    question.variants.iter().find(|one| one.code == variant).map(|one| &one.text)
}

/// Driver ticks by direction, over all wordings: a tick of the same driver means the same in every language.
pub(super) fn drivers(counts: &Counts, wordings: &Wordings, smallest: u64) -> Vec<DriverTicks> {
    let mut sums: BTreeMap<Feed, [u64; 2]> = BTreeMap::new();
    for cell in &counts.cells {
        let feeds = wordings.get(&cell.wording).and_then(|wording| wording.feeds);
        if let (Some(feed @ (Feed::WentWell(_) | Feed::WentBadly(_))), 0 | 1) = (feeds, cell.value) {
            let sum = sums.entry(feed).or_default();
            sum[usize::from(cell.value == 1)] += u64::try_from(cell.n).unwrap_or(0);
        }
    }
    let count = |feed: Feed| {
        let [unticked, ticked] = *sums.get(&feed)?;
        let offered = unticked + ticked;
        let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let share = Share::of(whole(ticked), whole(offered)).filter(|_| offered >= smallest);
        Some(share.map_or(Ticks::TooFew, |share| Ticks::Shown(TickCount { offered, ticked, share })))
    };
    let ticks = Driver::ALL.into_iter().map(|driver| DriverTicks {
        driver,
        went_well: count(Feed::WentWell(driver)),
        went_badly: count(Feed::WentBadly(driver)),
    });
    ticks.filter(|ticks| ticks.went_well.is_some() || ticks.went_badly.is_some()).collect()
}
