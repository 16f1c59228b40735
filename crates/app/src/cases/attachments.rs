//! Files that come with a case: few kinds, told by their first bytes, and only ever downloaded.

use catsup_model::{
    Viewer,
    id::{CaseEventId, CaseId},
};
use catsup_store::{StoredAttachment, Transaction};

use crate::{App, Error, fields::Fields};

/// The most bytes of one file.
pub const LARGEST_FILE: usize = 5 * 1024 * 1024;
/// The most files of one case.
const MOST_FILES: i64 = 10;
/// The most bytes of all files of one case.
const LARGEST_TOTAL: i64 = 25 * 1024 * 1024;
/// The longest name of a file.
const LONGEST_NAME: usize = 100;

/// What is taken: the ending, the media type, and how its content begins.
const KINDS: [(&str, &str, &[u8]); 5] = [
    ("png", "image/png", b"\x89PNG\r\n\x1a\n"),
    ("jpg", "image/jpeg", b"\xff\xd8\xff"),
    ("jpeg", "image/jpeg", b"\xff\xd8\xff"),
    ("pdf", "application/pdf", b"%PDF-"),
    ("gif", "image/gif", b"GIF8"),
];
/// The media types that are taken, for the field of a form.
pub const MEDIA_TYPES: &str = "image/png,image/jpeg,image/gif,application/pdf";

/// A file as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Its name as the sender says.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// A file that may be kept.
pub(super) struct Checked(StoredAttachment);

/// Refuses what is too large, or not what its name says. A field left empty is no file.
pub(super) fn check(fields: &mut Fields, files: Vec<NewFile>) -> Vec<Checked> {
    let mut checked = Vec::new();
    for file in files.into_iter().filter(|file| !file.name.is_empty() || !file.content.is_empty()) {
        let ending = file.name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        let kind = KINDS.iter().find(|(known, _, _)| ending.as_deref() == Some(*known));
        match kind {
            _ if file.content.len() > LARGEST_FILE => {
                fields.refuse("file", "file-too-large", "must be at most 5 MB");
            }
            Some((_, media_type, begins)) if file.content.starts_with(begins) => {
                let media_type = (*media_type).to_owned();
                checked.push(Checked(StoredAttachment {
                    name: plain(&file.name),
                    media_type,
                    content: file.content,
                }));
            }
            _ => fields.refuse("file", "file-type", "must be a picture (PNG, JPEG, GIF) or a PDF"),
        }
    }
    checked
}

/// Refuses what [`check`] does and what goes beyond what a case holds, which has so many files and bytes already; returns what
/// may be kept, and the names of what is not.
pub(super) fn fitting(
    (mut count, mut bytes): (i64, i64),
    files: Vec<NewFile>,
) -> (Vec<NewFile>, Vec<String>) {
    let (mut kept, mut refused) = (Vec::new(), Vec::new());
    for file in files {
        let size = i64::try_from(file.content.len()).unwrap_or(i64::MAX);
        let fits = count < MOST_FILES && bytes.saturating_add(size) <= LARGEST_TOTAL;
        if fits && !check(&mut Fields::default(), vec![file.clone()]).is_empty() {
            (count, bytes) = (count + 1, bytes + size);
            kept.push(file);
        } else {
            refused.push(file.name);
        }
    }
    (kept, refused)
}

/// A name without folders and without what a header or a file system trips over.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let kept =
        last.chars().map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' });
    let all: Vec<char> = kept.collect();
    // The ending stays whatever the length.
    all[all.len().saturating_sub(LONGEST_NAME)..].iter().collect()
}

pub(super) async fn store(
    app: &App,
    transaction: &mut Transaction,
    case: CaseId,
    event: CaseEventId,
    files: Vec<Checked>,
) -> Result<(), Error> {
    if files.is_empty() {
        return Ok(());
    }
    let (mut count, mut bytes) = transaction.case_attachment_total(case).await?;
    for Checked(file) in files {
        count += 1;
        bytes += i64::try_from(file.content.len()).unwrap_or(i64::MAX);
        if count > MOST_FILES || bytes > LARGEST_TOTAL {
            let reason = format!("a case has at most {MOST_FILES} files of together 25 MB");
            return Err(crate::fields::invalid("file", "too-many-files", reason));
        }
        transaction.case_attachment_insert(app.next_id(), case, event, &file).await?;
    }
    Ok(())
}

/// A file of a case within reach, to be downloaded.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`].
pub async fn attachment(
    app: &App,
    viewer: &Viewer,
    case: CaseId,
    id: i64,
) -> Result<StoredAttachment, Error> {
    super::find(app, viewer, case).await?;
    app.store().case_attachment(case, id).await?.ok_or(Error::NotFound("the file"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_name_and_its_first_bytes_both_say() {
        let file = |name: &str, content: &[u8]| NewFile { name: name.to_owned(), content: content.to_vec() };
        let mut fields = Fields::default();
        let png = b"\x89PNG\r\n\x1a\nrest";
        let kept = check(
            &mut fields,
            vec![file("../../etc/my photo.PNG", png), file("", b""), file("scan.pdf", b"%PDF-1.7")],
        );
        assert!(fields.fit());
        let names: Vec<&str> = kept.iter().map(|one| one.0.name.as_str()).collect();
        assert_eq!(names, ["my_photo.PNG", "scan.pdf"]);
        for wrong in [
            file("page.html", b"<script>"),
            file("photo.png", b"<script>"),
            file("photo.png.exe", png),
            file("photo", png),
            file("large.png", &[png.as_slice(), &vec![0; LARGEST_FILE]].concat()),
        ] {
            let mut fields = Fields::default();
            assert!(check(&mut fields, vec![wrong.clone()]).is_empty() && !fields.fit(), "{}", wrong.name);
        }
    }
}
