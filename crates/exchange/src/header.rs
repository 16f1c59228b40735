//! The header of a file: columns found by name, in whatever order they stand.

use std::collections::HashMap;

/// The column names of a file, and where each stands.
#[derive(Debug, Clone)]
pub struct Header {
    names: Vec<String>,
    places: HashMap<String, usize>,
}

impl Header {
    /// Takes the first row of a file. Blank names and columns of one name are kept: only asking for one is ambiguous.
    #[must_use]
    pub fn new(names: Vec<String>) -> Self {
        let names: Vec<String> = names.into_iter().map(|name| name.trim().to_owned()).collect();
        let mut places = HashMap::with_capacity(names.len());
        for (place, name) in names.iter().enumerate() {
            places.entry(folded(name)).or_insert(place);
        }
        Self { names, places }
    }

    /// The names, in the order of the file.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Where the column `name` stands; case and blanks around it do not matter.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<usize> {
        self.places.get(&folded(name)).copied()
    }

    /// Whether the column `name` stands more than once.
    #[must_use]
    pub fn is_repeated(&self, name: &str) -> bool {
        let same = folded(name);
        self.names.iter().filter(|one| folded(one) == same).count() > 1
    }
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_found_by_name_in_any_case() {
        let header = Header::new(vec!["ID".into(), " Channel ".into(), "x".into(), "X".into()]);
        assert_eq!(header.place("id"), Some(0));
        assert_eq!(header.place("channel"), Some(1));
        assert_eq!(header.place("service"), None);
        assert!(header.is_repeated("x") && !header.is_repeated("id"));
    }
}
