//! Piping: words of an earlier answer inside a later text, written `{{question}}` or `{{question|other words}}`.

/// A place in a text where words of an answer stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pipe<'a> {
    /// Key of the question whose answer stands there.
    pub question: &'a str,
    /// What stands there when there is no answer.
    pub otherwise: &'a str,
}

/// Parts of a text: words as they are, and places for answers.
enum Part<'a> {
    Words(&'a str),
    Pipe(Pipe<'a>),
}

/// The places in `text` where answers stand, in order.
#[must_use]
pub fn pipes(text: &str) -> Vec<Pipe<'_>> {
    let pipe = |part| match part {
        Part::Pipe(pipe) => Some(pipe),
        Part::Words(_) => None,
    };
    parts(text).into_iter().filter_map(pipe).collect()
}

/// The text with each answer in its place; `answer` tells the words of the answer to a question.
#[must_use]
pub fn fill(text: &str, answer: &impl Fn(&str) -> Option<String>) -> String {
    let words = |part| match part {
        Part::Words(words) => words.to_owned(),
        Part::Pipe(pipe) => answer(pipe.question).unwrap_or_else(|| pipe.otherwise.to_owned()),
    };
    parts(text).into_iter().map(words).collect()
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((inner, behind)) = after.split_once("}}") else { break };
        let (question, otherwise) = inner.split_once('|').unwrap_or((inner, ""));
        parts.push(Part::Words(before));
        parts.push(Part::Pipe(Pipe { question: question.trim(), otherwise: otherwise.trim() }));
        rest = behind;
    }
    parts.push(Part::Words(rest));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_stands_in_its_place() {
        let answer = |question: &str| (question == "office").then(|| "Riverside".to_owned());
        assert_eq!(fill("How was {{office}}?", &answer), "How was Riverside?");
        assert_eq!(fill("{{ name | You }} at {{office}}", &answer), "You at Riverside");
        assert_eq!(fill("an {{open brace", &answer), "an {{open brace");
    }

    #[test]
    fn an_answer_that_looks_like_a_place_stays_as_it_is() {
        let answer = |_: &str| Some("{{other}}".to_owned());
        assert_eq!(fill("{{one}}", &answer), "{{other}}");
    }
}
