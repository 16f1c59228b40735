//! Reports on the delivery of a mail (RFC 3464), and what servers send in their place.

use mail_parser::{HeaderName, Message, MessageParser};

use super::{
    Sender,
    automatic::{has_null_sender, is_report},
    headers::{answers, ids, is_id, raw_values},
    one_line,
    structure::{Part, Parts},
};

/// The longest reason.
const LONGEST_REASON: usize = 300;
/// The most recipients of a report that are looked at.
const MOST_RECIPIENTS: usize = 100;
/// The most ids that are taken from the text of a report.
const MOST_IDS: usize = 50;
/// Who servers write as.
const ROBOTS: [&str; 3] = ["mailer-daemon", "postmaster", "mail-daemon"];

/// What became of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Delivery {
    /// It arrived, or went on to somebody else.
    Arrived,
    /// It is late; the server goes on trying.
    Late,
    /// It did not arrive and will not.
    Failed,
}

/// What a server reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryReport {
    /// What became of the mail.
    pub delivery: Delivery,
    /// Why, in the words of the server, one line.
    pub reason: String,
    /// Ids of the messages it may be about.
    pub about: Vec<String>,
}

/// The report in a message; `None` where it is none.
pub(super) fn read(
    head: &Message<'_>,
    parts: &Parts,
    from: Option<&Sender>,
    words: &str,
) -> Option<DeliveryReport> {
    let status = parts.others.iter().find(|part| part.media_type.ends_with("/delivery-status"));
    let robot = from.is_some_and(|from| {
        let local = from.address.as_str().split('@').next().unwrap_or_default();
        ROBOTS.contains(&local)
    });
    let (delivery, reason) = match status {
        Some(part) if is_report(head) || robot || has_null_sender(head) => told(&part.content),
        // An answering machine has no sender either, and says nothing of a status.
        None if robot || (has_null_sender(head) && status_in(words).is_some()) => in_words(words),
        _ => return None,
    };
    Some(DeliveryReport { delivery, reason, about: about(head, parts, words) })
}

/// What the worst of its recipients came to.
fn told(content: &[u8]) -> (Delivery, String) {
    let text = String::from_utf8_lossy(content).replace("\r\n", "\n");
    let groups = text.split("\n\n").filter(|group| !group.trim().is_empty()).take(MOST_RECIPIENTS);
    let each = groups.filter_map(|group| {
        let group = format!("{}\n\n", group.trim_start_matches('\n'));
        let fields = MessageParser::default().parse_headers(group.as_bytes())?;
        let field = |name: &str| raw_values(&fields, name).into_iter().next().unwrap_or_default();
        let (action, status) = (field("Action").to_ascii_lowercase(), field("Status"));
        let delivery = match action.split_whitespace().next()? {
            "failed" if !status.starts_with('4') => Delivery::Failed,
            "failed" | "delayed" => Delivery::Late,
            _ => Delivery::Arrived,
        };
        let diagnostic = field("Diagnostic-Code");
        let reason = [status, diagnostic].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
        Some((delivery, one_line(&reason.join(" · "), LONGEST_REASON)))
    });
    each.max_by_key(|(delivery, _)| *delivery).unwrap_or((Delivery::Arrived, String::new()))
}

/// What a server says without a report: the code of a status (RFC 3463) tells whether it gave up.
fn in_words(words: &str) -> (Delivery, String) {
    let code = status_in(words);
    let line = code.and_then(|code| words.lines().find(|line| line.contains(code)));
    let delivery = match code.and_then(|code| code.chars().next()) {
        Some('5') => Delivery::Failed,
        Some('2') => Delivery::Arrived,
        _ => Delivery::Late,
    };
    (delivery, one_line(line.unwrap_or_default(), LONGEST_REASON))
}

fn status_in(words: &str) -> Option<&str> {
    words.split(|c: char| !c.is_ascii_digit() && c != '.').find(|word| is_status(word))
}

fn is_status(word: &str) -> bool {
    let mut numbers = word.trim_end_matches('.').split('.');
    let fits = |number: Option<&str>, most: usize| number.is_some_and(|one| (1..=most).contains(&one.len()));
    let class = numbers.next().is_some_and(|class| matches!(class, "2" | "4" | "5"));
    class && fits(numbers.next(), 3) && fits(numbers.next(), 3) && numbers.next().is_none()
}

/// Ids in the message that was given back, in what it answers, and in its text.
fn about(head: &Message<'_>, parts: &Parts, words: &str) -> Vec<String> {
    let given_back = |part: &&Part| {
        matches!(
            part.media_type.as_str(),
            "message/rfc822" | "message/global" | "text/rfc822-headers" | "message/global-headers"
        )
    };
    let mut found = Vec::new();
    for part in parts.others.iter().filter(given_back) {
        if let Some(returned) = MessageParser::default().parse_headers(&part.content) {
            found.extend(ids(&returned, &HeaderName::MessageId));
        }
    }
    found.extend(answers(head));
    let in_text = words.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(id, _)| id);
    found.extend(in_text.filter(|id| is_id(id)).map(str::to_owned));
    found.truncate(MOST_IDS);
    found
}
