//! Counting in plain SQL: the shapes of `catsup_model::query`, over responses and count blocks.

use catsup_model::{
    Channel,
    id::{CountBlockId, ServiceId, SurveyId, WordingId},
    period::Days,
    query::{Cell, Counts, CountsQuery, Dimension, Filter, LeftOut, LeftOutReason, Volumes, Window},
};
use sqlx::{
    Any, Row as _,
    any::{AnyArguments, AnyRow},
    query::Query,
};

use crate::{
    Error, Store,
    error::{parsed, to_json},
    statement::{Statement, statements},
};

statements! {
    COUNT_RESPONSES = include_str!("sql/count_responses.sql");
    COUNT_BLOCKS = include_str!("sql/count_blocks.sql");
    BLOCKS_LEFT_OUT = include_str!("sql/blocks_left_out.sql");
    VOLUMES = include_str!("sql/volumes.sql");
    ANSWERED = concat!(
        include_str!("sql/picked_responses.sql"), "SELECT CAST(COUNT(*) AS BIGINT) FROM picked"
    );
    GROUNDS = "WITH chosen AS (SELECT CAST(value AS BIGINT) AS id FROM {rows:$1})
        SELECT b.id, b.service_id, b.channel, b.survey_id, b.starts_at, b.ends_at, b.first_day, b.last_day
        FROM chosen JOIN count_block b ON b.service_id = chosen.id
        WHERE (CAST($2 AS TEXT) IS NULL OR b.channel IN (SELECT value ->> 0 FROM {rows:$2}))
            AND b.starts_at < CAST($4 AS BIGINT) AND b.ends_at > CAST($3 AS BIGINT)
        UNION ALL
        SELECT NULL, v.service_id, v.channel, NULL, v.starts_at, v.ends_at, v.first_day, v.last_day
        FROM chosen JOIN volume v ON v.service_id = chosen.id
        WHERE v.offered IS NOT NULL
            AND (CAST($2 AS TEXT) IS NULL OR v.channel IN (SELECT value ->> 0 FROM {rows:$2}))
            AND v.starts_at >= CAST($3 AS BIGINT) AND v.ends_at <= CAST($4 AS BIGINT)";
}

/// Microseconds no response lies beyond: some 126,000 years.
const FOREVER: i64 = 4_000_000_000_000_000_000;

/// The arguments the counting statements share.
struct Arguments {
    services: String,
    channels: Option<String>,
    touchpoints: Option<String>,
    surveys: Option<String>,
    languages: Option<String>,
    devices: Option<String>,
    segments: String,
    answers: String,
    from: i64,
    to: i64,
    buckets: String,
    by: [String; 3],
    segment_names: [String; 3],
    wordings: Option<String>,
}

impl Arguments {
    fn of(query: &CountsQuery) -> Self {
        let filter = &query.filter;
        let (from, to) = filter.period.map_or((-FOREVER, FOREVER), |window| window.microseconds);
        let mut by: [String; 3] = Default::default();
        let mut segment_names: [String; 3] = Default::default();
        for (index, dimension) in query.by.iter().take(CountsQuery::MOST_DIMENSIONS).enumerate() {
            dimension_code(dimension).clone_into(&mut by[index]);
            if let Dimension::Segment(name) = dimension {
                segment_names[index].clone_from(name);
            }
        }
        Self {
            services: to_json(&filter.services.iter().map(|id| id.0).collect::<Vec<_>>()),
            channels: listed(&filter.channels, |channel| [channel.code()]),
            touchpoints: listed(&filter.touchpoints, |id| id.0),
            surveys: listed(&filter.surveys, |id| id.0),
            languages: listed(&filter.languages, |language| [language.code()]),
            devices: listed(&filter.devices, |device| [device.clone()]),
            segments: segment_filter(filter),
            answers: answer_filter(filter),
            from,
            to,
            buckets: buckets(query, from, to),
            by,
            segment_names,
            wordings: listed(&query.wordings, |id| id.0),
        }
    }
}

fn listed<T, U: serde::Serialize>(list: &[T], code: impl Fn(&T) -> U) -> Option<String> {
    (!list.is_empty()).then(|| to_json(&list.iter().map(code).collect::<Vec<_>>()))
}

/// `[name, value, place]` per allowed value: a response passes when it matches one value of every name.
fn segment_filter(filter: &Filter) -> String {
    let rows: Vec<(&str, &str)> = filter
        .segments
        .iter()
        .flat_map(|segment| segment.values.iter().map(|value| (segment.name.as_str(), value.as_str())))
        .collect();
    to_json(&rows)
}

/// `[place, wording, least, greatest]` per range: a response passes when it gave an answer of every place.
fn answer_filter(filter: &Filter) -> String {
    /// No wording has this id: nothing passes.
    const NEVER: (i64, i64, i64) = (0, 1, 0);
    let rows: Vec<(usize, i64, i64, i64)> = filter
        .answers
        .iter()
        .enumerate()
        .flat_map(|(place, wanted)| {
            let ranges = wanted.any_of.iter().map(|range| (range.wording.0, range.least, range.greatest));
            let never = wanted.any_of.is_empty().then_some(NEVER);
            ranges.chain(never).map(move |(wording, least, greatest)| (place, wording, least, greatest))
        })
        .collect();
    to_json(&rows)
}

/// `[index, start, end]` per bucket; one bucket over the whole period when there is no time dimension.
fn buckets(query: &CountsQuery, from: i64, to: i64) -> String {
    let timed = query.by.iter().find_map(|dimension| match dimension {
        Dimension::Time(buckets) => Some(buckets),
        _ => None,
    });
    match timed {
        None => to_json(&[(0, from, to)]),
        Some(buckets) => {
            let rows: Vec<(usize, i64, i64)> = buckets
                .iter()
                .enumerate()
                .map(|(index, bucket)| (index, bucket.0.max(from), bucket.1.min(to)))
                .filter(|(_, start, end)| start < end)
                .collect();
            to_json(&rows)
        }
    }
}

fn dimension_code(dimension: &Dimension) -> &'static str {
    match dimension {
        Dimension::Service => "service",
        Dimension::Touchpoint => "touchpoint",
        Dimension::Channel => "channel",
        Dimension::Survey => "survey",
        Dimension::Language => "language",
        Dimension::Device => "device",
        Dimension::Segment(_) => "segment",
        Dimension::Time(_) => "time",
    }
}

/// Where a count block or a volume lies: responses of the same ground count instead of a block, and are the
/// respondents of a volume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// The count block; `None` for a volume.
    pub block: Option<CountBlockId>,
    /// The service.
    pub service: ServiceId,
    /// The channel; `None` for all of them together.
    pub channel: Option<Channel>,
    /// The survey, where the block is of one.
    pub survey: Option<SurveyId>,
    /// Its period.
    pub period: Window,
}

impl Store {
    /// Counts every answer value of every wording, by group, over responses and count blocks.
    ///
    /// A block whose service, channel and period hold responses too is left out and named; so is one that the
    /// query cuts finer than the block knows, and one that lies only partly inside the period or a bucket.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn counts(&self, query: &CountsQuery) -> Result<Counts, Error> {
        let (cells, blocks) = tokio::try_join!(self.response_counts(query), self.block_counts(query, &[]))?;
        Ok(Counts { cells: Cell::merged(cells.into_iter().chain(blocks.cells)), left_out: blocks.left_out })
    }

    /// Counts responses alone, as [`Store::counts`] does.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn response_counts(&self, query: &CountsQuery) -> Result<Vec<Cell>, Error> {
        let dimensions = query.by.len().min(CountsQuery::MOST_DIMENSIONS);
        self.count_responses(&Arguments::of(query), dimensions).await
    }

    /// Counts blocks alone, as [`Store::counts`] does. Archived responses stand in for the blocks `covered`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn block_counts(&self, query: &CountsQuery, covered: &[CountBlockId]) -> Result<Counts, Error> {
        let arguments = Arguments::of(query);
        let dimensions = query.by.len().min(CountsQuery::MOST_DIMENSIONS);
        let takes_blocks = query.takes_count_blocks();
        let covered = to_json(&covered.iter().map(|id| id.0).collect::<Vec<_>>());
        let blocks = async {
            if takes_blocks {
                self.count_blocks(&arguments, dimensions, covered.clone()).await
            } else {
                Ok(Vec::new())
            }
        };
        let (cells, left_out) =
            tokio::try_join!(blocks, self.blocks_left_out(&arguments, takes_blocks, covered.clone()))?;
        Ok(Counts { cells, left_out })
    }

    /// Where the count blocks and volumes of a filter lie.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn grounds(&self, filter: &Filter) -> Result<Vec<Ground>, Error> {
        let arguments = Arguments::of(&CountsQuery { filter: filter.clone(), ..CountsQuery::default() });
        let query = self.query(&GROUNDS).bind(arguments.services).bind(arguments.channels);
        let rows = query.bind(arguments.from).bind(arguments.to).fetch_all(&self.read).await?;
        let ground = |row: &AnyRow| {
            let channel: String = row.try_get(2)?;
            let day = |column: usize| row.try_get::<String, _>(column);
            let block = row.try_get::<Option<i64>, _>(0)?.map(CountBlockId);
            let together = block.is_some() && channel == "mixed";
            Ok(Ground {
                block,
                service: ServiceId(row.try_get(1)?),
                channel: if together { None } else { Some(parsed("channel", &channel)?) },
                survey: row.try_get::<Option<i64>, _>(3)?.map(SurveyId),
                period: Window {
                    days: Days { first: parsed("day", &day(6)?)?, last: parsed("day", &day(7)?)? },
                    microseconds: (row.try_get(4)?, row.try_get(5)?),
                },
            })
        };
        rows.iter().map(ground).collect()
    }

    /// A query for a statement whose first arguments are services, channels, buckets and three dimensions.
    fn grouped(
        &self,
        statement: &'static Statement,
        arguments: &Arguments,
    ) -> Query<'static, Any, AnyArguments> {
        self.query(statement)
            .bind(arguments.services.clone())
            .bind(arguments.channels.clone())
            .bind(arguments.buckets.clone())
            .bind(arguments.by[0].clone())
            .bind(arguments.by[1].clone())
            .bind(arguments.by[2].clone())
    }

    async fn count_responses(&self, arguments: &Arguments, dimensions: usize) -> Result<Vec<Cell>, Error> {
        let query = self
            .grouped(&COUNT_RESPONSES, arguments)
            .bind(arguments.touchpoints.clone())
            .bind(arguments.surveys.clone())
            .bind(arguments.languages.clone())
            .bind(arguments.segments.clone())
            .bind(arguments.segment_names[0].clone())
            .bind(arguments.segment_names[1].clone())
            .bind(arguments.segment_names[2].clone())
            .bind(arguments.wordings.clone())
            .bind(arguments.devices.clone())
            .bind(arguments.answers.clone());
        let rows = query.fetch_all(&self.read).await?;
        rows.iter().map(|row| cell(row, dimensions)).collect()
    }

    async fn count_blocks(
        &self,
        arguments: &Arguments,
        dimensions: usize,
        covered: String,
    ) -> Result<Vec<Cell>, Error> {
        let query = self.grouped(&COUNT_BLOCKS, arguments).bind(arguments.wordings.clone()).bind(covered);
        let rows = query.fetch_all(&self.read).await?;
        rows.iter().map(|row| cell(row, dimensions)).collect()
    }

    async fn blocks_left_out(
        &self,
        arguments: &Arguments,
        taken: bool,
        covered: String,
    ) -> Result<Vec<LeftOut>, Error> {
        let rows = self
            .query(&BLOCKS_LEFT_OUT)
            .bind(arguments.services.clone())
            .bind(arguments.channels.clone())
            .bind(arguments.buckets.clone())
            .bind(i64::from(taken))
            .bind(arguments.from)
            .bind(arguments.to)
            .bind(covered)
            .fetch_all(&self.read)
            .await?;
        let mut left_out: Vec<LeftOut> = Vec::new();
        for row in &rows {
            let reason = match row.try_get::<String, _>(0)?.as_str() {
                "covered" => LeftOutReason::CoveredByResponses,
                "across" => LeftOutReason::AcrossBuckets,
                _ => LeftOutReason::CannotBeCut,
            };
            let place = left_out.iter().position(|known| known.reason == reason).unwrap_or_else(|| {
                left_out.push(LeftOut { reason, blocks: 0, respondents: 0, names: Vec::new() });
                left_out.len() - 1
            });
            let entry = &mut left_out[place];
            entry.blocks += 1;
            entry.respondents += row.try_get::<i64, _>(2)?;
            if entry.names.len() < 20 {
                entry.names.push(row.try_get(1)?);
            }
        }
        Ok(left_out)
    }

    /// How many people could have answered within the filter's services, channels and period, and how many did.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn volumes(&self, filter: &Filter) -> Result<Volumes, Error> {
        let (answered, known) =
            tokio::try_join!(self.answered(filter), self.volumes_beside_responses(filter, &[]))?;
        Ok(Volumes { answered: known.answered + answered, ..known })
    }

    /// How many responses pass a filter.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answered(&self, filter: &Filter) -> Result<i64, Error> {
        Ok(self.picking(&ANSWERED, filter).fetch_one(&self.read).await?.try_get(0)?)
    }

    /// A query for a statement that goes on from `picked_responses.sql`.
    pub(crate) fn picking(
        &self,
        statement: &'static Statement,
        filter: &Filter,
    ) -> Query<'static, Any, AnyArguments> {
        let arguments = Arguments::of(&CountsQuery { filter: filter.clone(), ..CountsQuery::default() });
        self.query(statement)
            .bind(arguments.services)
            .bind(arguments.channels)
            .bind(arguments.from)
            .bind(arguments.to)
            .bind(arguments.touchpoints)
            .bind(arguments.surveys)
            .bind(arguments.languages)
            .bind(arguments.segments)
            .bind(arguments.devices)
            .bind(arguments.answers)
    }

    /// As [`Store::volumes`], but without the responses themselves: `answered` are the respondents of count blocks
    /// alone. Archived responses stand in for the blocks `covered`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn volumes_beside_responses(
        &self,
        filter: &Filter,
        covered: &[CountBlockId],
    ) -> Result<Volumes, Error> {
        let query = CountsQuery { filter: filter.clone(), ..CountsQuery::default() };
        let arguments = Arguments::of(&query);
        let row = self
            .query(&VOLUMES)
            .bind(arguments.services)
            .bind(arguments.channels)
            .bind(arguments.buckets)
            .bind(i64::from(query.takes_count_blocks()))
            .bind(to_json(&covered.iter().map(|id| id.0).collect::<Vec<_>>()))
            .fetch_one(&self.read)
            .await?;
        Ok(Volumes {
            customers: row.try_get(0)?,
            offered: row.try_get(1)?,
            respondents: row.try_get(2)?,
            answered: row.try_get(3)?,
        })
    }
}

fn cell(row: &AnyRow, dimensions: usize) -> Result<Cell, Error> {
    let group = (0..dimensions).map(|index| row.try_get(index)).collect::<Result<_, _>>()?;
    Ok(Cell { group, wording: WordingId(row.try_get(3)?), value: row.try_get(4)?, n: row.try_get(5)? })
}
