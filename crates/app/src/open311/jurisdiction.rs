//! The jurisdiction that an installation serves: the one under whose address it is reached.

use crate::{App, Error};

/// Passes when `named` is the jurisdiction of the installation, or nothing: its host, or a domain above it, such as
/// `city.gov` for `feedback.city.gov`.
///
/// # Errors
/// [`Error::NotFound`] for any other.
pub fn check_jurisdiction(app: &App, named: &str) -> Result<(), Error> {
    let named = named.trim();
    if named.is_empty() || is_of(&app.outside().address, named) {
        return Ok(());
    }
    Err(Error::NotFound("the jurisdiction_id"))
}

fn is_of(address: &str, named: &str) -> bool {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = host.split(['/', ':']).next().unwrap_or_default().to_lowercase();
    let named = named.to_lowercase();
    let above = host.strip_suffix(&named).is_some_and(|rest| rest.ends_with('.'));
    host == named || (above && named.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jurisdiction_is_the_host_or_a_domain_above_it() {
        let address = "https://feedback.city.gov:8443";
        for named in ["city.gov", "City.GOV", "feedback.city.gov"] {
            assert!(is_of(address, named), "{named}");
        }
        for named in ["gov", "ity.gov", "other.gov", "feedback.city.gov:8443", "."] {
            assert!(!is_of(address, named), "{named}");
        }
        assert!(is_of("http://127.0.0.1:8080", "127.0.0.1"));
    }
}
