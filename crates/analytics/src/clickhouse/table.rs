//! The table of one generation, and what of it counts.

use super::literal::{identifier, string};

/// The table of one generation: a part of it on every shard, and all of that part on each of the shard's replicas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Letters and digits that tell the tables of this installation from those of another one.
    pub installation: String,
    /// Making everything anew makes new tables.
    pub generation: i64,
}

/// What counts: rows of the batches up to `committed`, but for those that were given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Where it lies.
    pub table: Table,
    /// The last batch that was taken over.
    pub committed: i64,
    /// Batches before it that were given up: whatever arrived of them counts for nothing.
    pub aborted: Vec<i64>,
    /// How many rows must be there that count.
    pub held: i64,
}

impl Table {
    /// What the names of all tables of an installation begin with.
    pub(super) fn prefix(installation: &str) -> String {
        format!("catsup_{installation}_")
    }

    /// Name on every server.
    pub(super) fn name(&self) -> String {
        format!("{}{}", Self::prefix(&self.installation), self.generation)
    }

    /// The generation that a name is of, where it is one of this installation's.
    pub(super) fn generation_of(installation: &str, name: &str) -> Option<i64> {
        name.strip_prefix(&Self::prefix(installation))?.parse().ok()
    }
}

/// Ids are milliseconds with 22 bits behind them: so many numbers are 25 days.
const IDS_A_PARTITION: i64 = 1 << 53;

fn columns(dictionaries: bool) -> String {
    let code = if dictionaries { "LowCardinality(String)" } else { "String" };
    format!(
        "(response Int64, occurred_at Int64, service Int64, survey Int64, version Int64, touchpoint Int64, \
         channel {code}, language {code}, device {code}, segment_names Array({code}), \
         segment_values Array({code}), wordings Array(Int64), answers Array(UInt8), batch UInt64, sign Int8)"
    )
}

/// Whether a shard has replicas that keep each other up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Copies {
    /// Each shard is one server.
    One,
    /// Servers of a shard follow each other by way of ZooKeeper.
    Several,
}

/// Makes the part of one server. Ids grow with time: looking some up touches few partitions.
pub(super) fn create(database: &str, table: &Table, copies: Copies, dictionaries: bool) -> String {
    let name = table.name();
    let engine = match copies {
        Copies::One => "MergeTree()".to_owned(),
        Copies::Several => format!(
            "ReplicatedMergeTree({}, '{{replica}}')",
            string(&format!("/clickhouse/tables/{{shard}}/{database}/{name}"))
        ),
    };
    format!(
        "CREATE TABLE {}.{} {} ENGINE = {engine} PARTITION BY intDiv(response, {IDS_A_PARTITION}) \
         ORDER BY (service, channel, occurred_at, response)",
        identifier(database),
        identifier(&name),
        columns(dictionaries)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_says_whose_it_is_and_of_which_generation() {
        let table = Table { installation: "k3".to_owned(), generation: 12 };
        assert_eq!(Table::generation_of("k3", &table.name()), Some(12));
        assert_eq!(Table::generation_of("k", &table.name()), None);
        assert_eq!(Table::generation_of("k3", "catsup_k3_old"), None);
    }
}
