//! Links between the documents: every file and every heading a Markdown link names has to be there.

use std::path::Path;

use crate::repository::{self, SourceFile};

/// A link of a document, with the line it stands in.
struct Link<'text> {
    line: usize,
    target: &'text str,
}

/// Every link of a Markdown file that leads nowhere.
pub fn findings(files: &[SourceFile]) -> Vec<String> {
    let documents = files.iter().filter(|file| file.path.ends_with(".md"));
    documents
        .flat_map(|document| {
            links(&document.text).into_iter().filter_map(|link| {
                let problem = dead(document, link.target, files)?;
                Some(format!("{}:{}: {problem}", document.path, link.line))
            })
        })
        .collect()
}

fn dead(document: &SourceFile, target: &str, files: &[SourceFile]) -> Option<String> {
    let elsewhere = target.contains("://") || target.starts_with("mailto:");
    if elsewhere {
        return None;
    }
    let (path, heading) = target.split_once('#').unwrap_or((target, ""));
    let path = if path.is_empty() { document.path.clone() } else { beside(&document.path, path) };
    if !repository::root().join(&path).exists() {
        return Some(format!("links to {path}, which does not exist"));
    }
    let linked = files.iter().find(|file| file.path == path && path.ends_with(".md"))?;
    let found = heading.is_empty() || headings(&linked.text).iter().any(|anchor| anchor == heading);
    (!found).then(|| format!("links to #{heading}, a heading that {path} does not have"))
}

/// The path of a link, from the top folder.
fn beside(document: &str, link: &str) -> String {
    let folder = Path::new(document).parent().unwrap_or(Path::new(""));
    let mut parts: Vec<&str> = folder.iter().filter_map(|part| part.to_str()).collect();
    for part in link.trim_end_matches('/').split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Links and pictures outside code: `[text](target)`, without the title a target may carry.
fn links(text: &str) -> Vec<Link<'_>> {
    let mut links = Vec::new();
    for (line, prose) in prose(text) {
        let mut rest = prose;
        while let Some(start) = rest.find("](") {
            rest = &rest[start + 2..];
            let Some(end) = rest.find(')') else { break };
            let target = rest[..end].split_whitespace().next().unwrap_or_default();
            links.push(Link { line, target });
            rest = &rest[end..];
        }
    }
    links
}

/// Anchors of the headings, as code hosts make them: lower case, hyphens for spaces, no punctuation.
fn headings(text: &str) -> Vec<String> {
    let anchor = |heading: &str| {
        let kept =
            heading.trim().chars().filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
        kept.flat_map(char::to_lowercase).map(|letter| if letter == ' ' { '-' } else { letter }).collect()
    };
    let heading = |line: &str| line.starts_with('#').then(|| anchor(line.trim_start_matches('#')));
    prose(text).filter_map(|(_, line)| heading(line)).collect()
}

/// Numbered lines outside fenced code.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    text.lines().enumerate().filter_map(move |(number, line)| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        (!fenced && !fence).then_some((number + 1, line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let document = SourceFile { path: "docs/page.md".to_owned(), text: text.to_owned() };
        findings(&[document])
    }

    #[test]
    fn a_link_to_a_missing_file_is_found_with_its_line() {
        let findings = found("one\n[two](../nowhere.md) and ![three](images/none.png)\n");
        assert_eq!(findings.len(), 2);
        assert!(findings[0].starts_with("docs/page.md:2: links to nowhere.md"), "{findings:?}");
    }

    #[test]
    fn links_that_hold_are_fine() {
        assert!(found("[the table](../Cargo.toml) [away](https://example.org/x.md)").is_empty());
        assert!(found("```\n[code](nowhere.md)\n```\n").is_empty());
    }

    #[test]
    fn headings_are_anchors() {
        assert_eq!(headings("# Why not X?\n```\n# code\n```\n## Two words\n"), ["why-not-x", "two-words"]);
    }
}
