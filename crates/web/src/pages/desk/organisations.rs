//! The organisation tree.

mod change;
mod list;
mod new;

#[cfg(test)]
pub(crate) use self::{change::ChangeOrganisation, list::Organisations, new::NewOrganisation};
pub(crate) use change::{place, rename, show};
pub(crate) use list::list;
pub(crate) use new::{add, new};

use catsup_app::directory::organisations::Titles;

use crate::forms::Form;

fn titles(form: &Form) -> Titles {
    Titles { name: form.value("name").to_owned(), abbreviation: form.value("abbreviation").to_owned() }
}

pub(super) mod samples {
    //! A small tree for the samples of pages.

    use catsup_app::directory::organisations::TreeNode;
    use catsup_model::{directory::Organisation, id::OrganisationId, text::Name};

    /// A department, its bureaus and an office.
    pub(crate) fn tree() -> Vec<TreeNode> {
        let node = |id, parent: Option<i64>, depth, name: &str, abbreviation: &str| TreeNode {
            organisation: Organisation {
                id: OrganisationId(id),
                parent: parent.map(OrganisationId),
                name: Name::parse(name).expect("a name"),
                abbreviation: abbreviation.to_owned(),
            },
            depth,
        };
        vec![
            node(1, None, 0, "Department of Everyday Services", "DES"),
            node(2, Some(1), 1, "Benefits Bureau", "BB"),
            node(3, Some(2), 2, "Office of Appeals and Reconsiderations for the North-West Region", ""),
            node(4, Some(1), 1, "Travel Bureau", "TB"),
        ]
    }
}
