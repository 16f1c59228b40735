//! The questions put to the tables, and their answers.

use std::collections::BTreeMap;

use catsup_model::{
    id::WordingId,
    query::{Cell, CountsQuery, Filter, GroupKey, JointAnswers},
};

use super::{
    Cluster, Error, condition,
    group::Grouping,
    literal::{array, numbers},
    table::View,
};

impl Cluster {
    /// Counts every answer value of every wording, by group, in order.
    ///
    /// # Errors
    /// When any server that holds a part does not answer.
    pub async fn counts(&self, view: &View, query: &CountsQuery) -> Result<Vec<Cell>, Error> {
        let groupings: Vec<Grouping> = query.by.iter().map(Grouping::of).collect();
        let bounds: Option<Vec<String>> = groupings.iter().map(Grouping::condition).collect();
        let (Some(rows), Some(bounds)) = (condition::of(view, &query.filter), bounds) else {
            return Ok(Vec::new());
        };
        let rows = [vec![rows], bounds].concat().join(" AND ");
        let keys: Vec<String> = (0..groupings.len()).map(|place| format!("g{place}")).collect();
        let named = groupings
            .iter()
            .zip(&keys)
            .map(|(grouping, key)| format!("{} AS {key}, ", grouping.expression()));
        let wanted = match query.wordings.as_slice() {
            [] => String::new(),
            ids => format!("WHERE w IN {}", numbers(ids.iter().map(|id| id.0))),
        };
        let by = [keys.as_slice(), &["w".to_owned(), "v".to_owned()]].concat().join(", ");
        let sql = format!(
            "SELECT {}w, v, sum(sign) AS n FROM {} ARRAY JOIN wordings AS w, answers AS v PREWHERE {rows} {wanted} \
             GROUP BY {by} HAVING n != 0 FORMAT TabSeparated",
            named.collect::<String>(),
            self.table(&view.table)
        );
        let lines = self.read(view, &sql).await?;
        let mut cells = Vec::with_capacity(lines.len());
        for line in &lines {
            let understood = cells_of(&groupings, line);
            cells.extend(understood.ok_or_else(|| self.not_understood(&line.join(" | ")))?);
        }
        Ok(Cell::merged(cells))
    }

    /// How many responses pass a filter.
    ///
    /// # Errors
    /// As [`Cluster::counts`].
    pub async fn rows(&self, view: &View, filter: &Filter) -> Result<i64, Error> {
        let Some(rows) = condition::of(view, filter) else { return Ok(0) };
        let table = self.table(&view.table);
        let lines = self
            .read(view, &format!("SELECT sum(sign) FROM {table} PREWHERE {rows} FORMAT TabSeparated"))
            .await?;
        let sums: Option<Vec<i64>> = lines.iter().map(|line| line.first()?.parse().ok()).collect();
        Ok(sums.ok_or_else(|| self.not_understood("a sum"))?.iter().sum())
    }

    /// Counts the combinations of answers that one person gave, in order.
    ///
    /// # Errors
    /// As [`Cluster::counts`].
    pub async fn joint(
        &self,
        view: &View,
        filter: &Filter,
        columns: &[Vec<WordingId>],
    ) -> Result<Vec<JointAnswers>, Error> {
        let (Some(rows), false) = (condition::of(view, filter), columns.is_empty()) else {
            return Ok(Vec::new());
        };
        // One more than the greatest answer; 0 where there is none.
        let given = |wordings: &Vec<WordingId>| match wordings.as_slice() {
            [] => "toInt32(0)".to_owned(),
            ids => format!(
                "toInt32(arrayReduce('max', arrayMap((w, a) -> if(has({}, w), toInt32(a) + 1, toInt32(0)), wordings, answers)))",
                array(ids.iter().map(|id| id.0))
            ),
        };
        let named: String = columns
            .iter()
            .enumerate()
            .map(|(place, wordings)| format!("{} AS c{place}, ", given(wordings)))
            .collect();
        let by: Vec<String> = (0..columns.len()).map(|place| format!("c{place}")).collect();
        let sql = format!(
            "SELECT {named}sum(sign) AS n FROM {} PREWHERE {rows} GROUP BY {} HAVING n != 0 FORMAT TabSeparated",
            self.table(&view.table),
            by.join(", ")
        );
        let mut sums: BTreeMap<Vec<Option<i64>>, i64> = BTreeMap::new();
        for line in self.read(view, &sql).await? {
            let one = joint_of(columns.len(), &line).ok_or_else(|| self.not_understood(&line.join(" | ")))?;
            if one.values.iter().any(Option::is_some) {
                *sums.entry(one.values).or_default() += one.n;
            }
        }
        Ok(sums.into_iter().map(|(values, n)| JointAnswers { values, n }).collect())
    }

    /// The fields of every line of the answers of all shards.
    async fn read(&self, view: &View, sql: &str) -> Result<Vec<Vec<String>>, Error> {
        let mut lines = Vec::new();
        for answer in self.gather(view, sql).await? {
            let text = str::from_utf8(&answer).map_err(|_| self.not_understood("it is no text"))?;
            lines.extend(text.lines().map(|line| line.split('\t').map(unescaped).collect()));
        }
        Ok(lines)
    }
}

fn cells_of(groupings: &[Grouping], line: &[String]) -> Option<Vec<Cell>> {
    let (values, rest) = line.split_at_checked(groupings.len())?;
    let [wording, value, n] = rest else { return None };
    let (wording, value, n) = (WordingId(wording.parse().ok()?), value.parse().ok()?, n.parse().ok()?);
    let mut groups: Vec<Vec<GroupKey>> = vec![Vec::new()];
    for (grouping, text) in groupings.iter().zip(values) {
        let keys = grouping.keys(text)?;
        let with = |group: &Vec<GroupKey>| {
            keys.iter().map(|key| [group.as_slice(), std::slice::from_ref(key)].concat()).collect::<Vec<_>>()
        };
        groups = groups.iter().flat_map(with).collect();
    }
    Some(groups.into_iter().map(|group| Cell { group, wording, value, n }).collect())
}

fn joint_of(columns: usize, line: &[String]) -> Option<JointAnswers> {
    let (given, rest) = line.split_at_checked(columns)?;
    let [n] = rest else { return None };
    let value = |text: &String| Some(text.parse::<i64>().ok()?.checked_sub(1).filter(|value| *value >= 0));
    Some(JointAnswers { values: given.iter().map(value).collect::<Option<_>>()?, n: n.parse().ok()? })
}

/// A field as it was before it was written into a line.
fn unescaped(field: &str) -> String {
    let mut text = String::with_capacity(field.len());
    let mut rest = field.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        match rest.next() {
            Some('b') => text.push('\u{8}'),
            Some('f') => text.push('\u{c}'),
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some('0') => text.push('\0'),
            Some(other) => text.push(other),
            None => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_what_it_was() {
        assert_eq!(unescaped(r"a\tb\\n\'c\0\n"), "a\tb\\n'c\0\n");
        assert_eq!(unescaped("plain"), "plain");
    }
}
