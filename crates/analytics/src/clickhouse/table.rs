//! The tables of one generation, and what of them counts.

use super::literal::{identifier, string};

/// The tables of one generation: a part on every server, and one over all parts for asking.
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
}

impl Table {
    /// What the names of all tables of an installation begin with.
    pub(super) fn prefix(installation: &str) -> String {
        format!("catsup_{installation}_")
    }

    /// Name of the part on one server.
    pub(super) fn part(&self) -> String {
        format!("{}{}", Self::prefix(&self.installation), self.generation)
    }

    /// Name of the table over all parts.
    pub(super) fn whole(&self) -> String {
        format!("{}_all", self.part())
    }

    /// The generation that a name is of, where it is one of this installation's.
    pub(super) fn generation_of(installation: &str, name: &str) -> Option<i64> {
        let rest = name.strip_prefix(&Self::prefix(installation))?;
        rest.strip_suffix("_all").unwrap_or(rest).parse().ok()
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

/// Makes the part of one server. Ids grow with time: looking some up touches few partitions.
pub(super) fn create_part(database: &str, table: &Table, dictionaries: bool) -> String {
    format!(
        "CREATE TABLE {}.{} {} ENGINE = MergeTree() PARTITION BY intDiv(response, {IDS_A_PARTITION}) \
         ORDER BY (service, channel, occurred_at, response)",
        identifier(database),
        identifier(&table.part()),
        columns(dictionaries)
    )
}

/// Makes the table over the parts of a cluster.
pub(super) fn create_whole(database: &str, cluster: &str, table: &Table, dictionaries: bool) -> String {
    format!(
        "CREATE TABLE {}.{} {} ENGINE = Distributed({}, {}, {})",
        identifier(database),
        identifier(&table.whole()),
        columns(dictionaries),
        string(cluster),
        string(database),
        string(&table.part())
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_says_whose_it_is_and_of_which_generation() {
        let table = Table { installation: "k3".to_owned(), generation: 12 };
        assert_eq!(Table::generation_of("k3", &table.part()), Some(12));
        assert_eq!(Table::generation_of("k3", &table.whole()), Some(12));
        assert_eq!(Table::generation_of("k", &table.part()), None);
        assert_eq!(Table::generation_of("k3", "catsup_k3_old"), None);
    }
}
