//! A score made of one or more columns.

use std::str::FromStr;

use serde::{Deserialize, Serialize, Serializer, ser::SerializeMap as _};

/// A named score: the mean of one or more columns. Written `ease=q1,q2`, or `q1` for a column by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Block {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<String>,
}

/// Not a block.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” names no columns; write NAME=COLUMN,COLUMN or COLUMN")]
pub struct NotABlock(String);

impl FromStr for Block {
    type Err = NotABlock;

    /// Reads `ease=q1,q2`, or `q1` for a block that is one column of that name.
    fn from_str(text: &str) -> Result<Self, NotABlock> {
        let (name, columns) = text.split_once('=').unwrap_or(("", text));
        let columns: Vec<String> = columns.split(',').map(|column| column.trim().to_owned()).collect();
        if columns.iter().any(String::is_empty) {
            return Err(NotABlock(text.to_owned()));
        }
        let name = match name.trim() {
            "" if text.contains('=') => return Err(NotABlock(text.to_owned())),
            "" => columns.join(","),
            name => name.to_owned(),
        };
        Ok(Self { name, columns })
    }
}

impl TryFrom<String> for Block {
    type Error = NotABlock;

    fn try_from(text: String) -> Result<Self, NotABlock> {
        text.parse()
    }
}

impl From<Block> for String {
    fn from(block: Block) -> Self {
        format!("{}={}", block.name, block.columns.join(","))
    }
}

/// Blocks as an object in their order: name to columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Blocks(pub(super) Vec<Block>);

impl Serialize for Blocks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for block in &self.0 {
            map.serialize_entry(&block.name, &block.columns)?;
        }
        map.end()
    }
}

/// The mean of each block, from a row of all their columns.
pub(super) fn scores(blocks: &[Block], row: &[f64]) -> Vec<f64> {
    let mut rest = row;
    blocks
        .iter()
        .map(|block| {
            let (own, others) = rest.split_at(block.columns.len());
            rest = others;
            own.iter().sum::<f64>() / own.len() as f64
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_read_with_and_without_a_name() {
        let block: Block = "ease = q1, q2".parse().unwrap();
        assert_eq!((block.name.as_str(), block.columns), ("ease", vec!["q1".to_owned(), "q2".to_owned()]));
        assert_eq!("q7".parse::<Block>().unwrap().name, "q7");
        for text in ["", "ease=", "=q1", "ease=q1,,q2"] {
            assert!(text.parse::<Block>().is_err(), "{text}");
        }
    }
}
