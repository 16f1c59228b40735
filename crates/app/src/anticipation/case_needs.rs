//! What a case is for, as far as anybody said so: a case has words, and only sometimes a need by name.

use std::collections::{BTreeMap, HashMap};

use catsup_model::id::AnswerId;

use crate::{App, Error};

/// Attributes that say what a case is for; the first of them that a case has counts.
const ATTRIBUTES: [&str; 5] = ["need", "intention", "reason", "topic", "category"];

/// The first need of each answer: what a reading of it stands for.
pub(super) type AnswerNeeds = HashMap<AnswerId, String>;

/// The first need of every answer that lists one, in force or not: what was read was for something all the same.
pub(super) async fn answer_needs(app: &App) -> Result<AnswerNeeds, Error> {
    let answers = app.store().answer_list().await?.into_iter();
    let first = |needs: Vec<String>| needs.into_iter().find(|need| !need.trim().is_empty());
    Ok(answers.filter_map(|answer| Some((answer.id, first(answer.needs)?))).collect())
}

/// What the attributes of a case say it is for.
pub(super) fn stated(attributes: &BTreeMap<String, String>) -> Option<&str> {
    ATTRIBUTES.iter().find_map(|wanted| {
        let named = attributes.iter().find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted));
        named.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_attribute_that_says_what_a_case_is_for_counts() {
        let of = |pairs: &[(&str, &str)]| {
            let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            stated(&pairs.collect()).map(str::to_owned)
        };
        assert_eq!(of(&[("Category", "Streets"), ("Topic", " Potholes ")]).as_deref(), Some("Potholes"));
        assert_eq!(of(&[("topic", "  "), ("category", "Streets")]).as_deref(), Some("Streets"));
        assert_eq!(of(&[("ward", "7")]), None);
    }
}
