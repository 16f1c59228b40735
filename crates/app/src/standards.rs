//! Service standards: what services promise, how they kept it year by year, and what of it the public sees.
//!
//! A share always carries its cases and a Wilson interval; of fewer cases than the installation's limit, nothing is
//! claimed.

pub mod check;

mod comparisons;
mod enter;
mod figures;
mod judged;
mod league;
mod list;
mod measure;
mod open_data;
mod public;
mod publish;
mod results;
pub mod samples;
pub(crate) mod soon;
mod times;

pub use catsup_exchange::TableFormat;
pub use catsup_store::Shown;
pub use comparisons::{Comparison, comparisons};
pub use enter::{StandardInput, add, change};
pub use figures::{Figure, Figures, FiguresQuery, OfficeFigure, Taken, figures};
pub use judged::Judged;
pub use league::{League, LeagueUnit, LimitsAt, Side};
pub(crate) use list::latest_lines;
pub use list::{StandardDetail, StandardLine, StandardList, find, list};
pub(crate) use measure::measure;
pub use open_data::{export, open_data};
pub(crate) use public::services_with_standards;
pub use public::{PublicList, PublicService, PublicStandard, public, public_service};
pub use publish::{publish, unpublish};
pub use results::{ResultInput, remove_result, set_result};

use catsup_model::{Permission, Viewer, id::StandardId, search, standard::Standard};

use crate::{App, Error, access};

/// The standard, when the viewer may change what its service promises.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for what the viewer cannot see.
async fn own(app: &App, viewer: &Viewer, id: StandardId) -> Result<Standard, Error> {
    viewer.require(Permission::ManageDirectory)?;
    let absent = Error::NotFound("the service standard");
    let Some(standard) = app.store().standard_find(id).await? else { return Err(absent) };
    match access::own_service(app, viewer, standard.service).await {
        Ok(_) => Ok(standard),
        // Not the service was asked for.
        Err(Error::NotFound(_)) => Err(absent),
        Err(other) => Err(other),
    }
}

/// What was typed into the search of a list: every word has to stand in one of the texts.
struct Wanted(Vec<String>);

impl Wanted {
    fn read(typed: &str) -> Self {
        Self(search::words(typed))
    }

    fn fits(&self, texts: &[&str]) -> bool {
        self.0.is_empty() || {
            let folded = search::folded(&texts.join(" "));
            self.0.iter().all(|word| folded.contains(word.as_str()))
        }
    }
}

/// One page of a list, the pages counted from 1; one beyond the last shows the last.
fn page_of<T>(all: Vec<T>, page: usize, size: usize) -> (Vec<T>, usize, usize) {
    let pages = all.len().div_ceil(size).max(1);
    let page = page.clamp(1, pages);
    (all.into_iter().skip((page - 1) * size).take(size).collect(), page, pages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_to_stand_somewhere() {
        let wanted = Wanted::read("Café licence");
        assert!(wanted.fits(&["Licences for cafes", "City"]));
        assert!(!wanted.fits(&["Licences", "City"]));
        assert!(Wanted::read(" ").fits(&[]));
    }

    #[test]
    fn a_page_beyond_the_last_is_the_last() {
        assert_eq!(page_of(vec![1, 2, 3], 9, 2), (vec![3], 2, 2));
        assert_eq!(page_of(vec![1, 2, 3], 0, 2), (vec![1, 2], 1, 2));
        assert_eq!(page_of(Vec::<u8>::new(), 4, 2), (vec![], 1, 1));
    }
}
