//! Where the columns that a mapping names stand in a file.

use std::collections::BTreeMap;

use super::MappingProblem;
use crate::{ExchangeError, header::Header};

/// The place of each field, and of each attribute with its name.
pub(crate) type FoundPlaces<F> = (BTreeMap<F, usize>, Vec<(usize, String)>);

/// Finds the columns of fields and attributes; `needed` names what has to be stated, and says whether it is.
///
/// # Errors
/// [`ExchangeError::Mapping`] with everything wrong at once: columns that are missing or stand twice, and what is not stated.
pub(crate) fn places<F: Ord + Copy>(
    header: &Header,
    columns: &BTreeMap<F, String>,
    attributes: &BTreeMap<String, String>,
    needed: &[(&'static str, bool)],
) -> Result<FoundPlaces<F>, ExchangeError> {
    let mut problems = Vec::new();
    let mut place = |column: &String| match header.place(column) {
        Some(place) if !header.is_repeated(column) => Some(place),
        Some(_) => {
            problems.push(MappingProblem::RepeatedColumn(column.clone()));
            None
        }
        None => {
            problems.push(MappingProblem::NoSuchColumn(column.clone()));
            None
        }
    };
    let fields = columns.iter().filter_map(|(field, column)| Some((*field, place(column)?))).collect();
    let attributes =
        attributes.iter().filter_map(|(column, name)| Some((place(column)?, name.clone()))).collect();
    let missing = needed.iter().filter(|(_, stated)| !stated);
    problems.extend(missing.map(|(name, _)| MappingProblem::FieldNotMapped(name)));
    if problems.is_empty() { Ok((fields, attributes)) } else { Err(ExchangeError::Mapping { problems }) }
}
