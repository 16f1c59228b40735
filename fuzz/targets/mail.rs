//! Any bytes as a message: read as plain text of bounded size, or refused.
#![no_main]

use catsup_exchange::{mail::MOST_WORDS, read_mail};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(mail) = read_mail(bytes) else { return };
    let hidden = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    assert!(!mail.words.contains(hidden) && !mail.own_words.contains(hidden));
    assert!(mail.words.chars().count() <= MOST_WORDS && mail.own_words.chars().count() <= MOST_WORDS);
    assert_eq!(mail.words.is_empty(), mail.own_words.is_empty());
    assert!(!mail.subject.contains(char::is_control));
    for id in mail.answers.iter().chain([&mail.message_id]) {
        assert!(id.bytes().all(|byte| byte.is_ascii_graphic()), "{id}");
    }
});
