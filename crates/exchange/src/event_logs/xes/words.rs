//! Looks at eight bytes at once: names, values and spaces in XES are short, too short for searches of many bytes.

/// The first byte that `marks` marks with its highest bit: of eight bytes, whose first is the lowest. What it says of
/// bytes behind the first marked one does not matter.
pub(super) fn first(bytes: &[u8], marks: impl Fn(u64) -> u64) -> Option<usize> {
    let (words, rest) = bytes.as_chunks::<8>();
    for (place, word) in words.iter().enumerate() {
        let found = marks(u64::from_le_bytes(*word));
        if found != 0 {
            return Some(8 * place + found.trailing_zeros() as usize / 8);
        }
    }
    // A byte that is none of those looked for fills the last word.
    let mut last = [b'x'; 8];
    last[..rest.len()].copy_from_slice(rest);
    let place = marks(u64::from_le_bytes(last)).trailing_zeros() as usize / 8;
    (place < rest.len()).then_some(8 * words.len() + place)
}

const fn every(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

const HIGH: u64 = every(0x80);

/// Marks bytes below a limit of at most 128, exactly up to the first.
fn below(word: u64, limit: u8) -> u64 {
    word.wrapping_sub(every(limit)) & !word & HIGH
}

/// Marks bytes of a value, exactly up to the first.
fn equal(word: u64, byte: u8) -> u64 {
    below(word ^ every(byte), 1)
}

/// Marks what ends a name: spaces and control characters, `=`, `/` and `>`.
pub(super) fn end_of_name(word: u64) -> u64 {
    below(word, b' ' + 1) | equal(word, b'=') | equal(word, b'/') | equal(word, b'>')
}

/// Marks what ends a value or does not mean what it says: quotation marks, references and control characters.
pub(super) fn not_plain(word: u64) -> u64 {
    below(word, b' ') | equal(word, b'"') | equal(word, b'\'') | equal(word, b'&')
}

/// Marks everything but a space.
pub(super) fn other_than_space(word: u64) -> u64 {
    let different = word ^ every(b' ');
    // The highest bit of a byte that is not 0; no byte borrows from the next.
    ((different & !HIGH).wrapping_add(!HIGH) | different) & HIGH
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn words_tell_what_single_bytes_tell(bytes in prop::collection::vec(prop_oneof![any::<u8>(), 0x1d..0x42_u8], 0..40)) {
            let found = |test: &dyn Fn(u8) -> bool| bytes.iter().position(|byte| test(*byte));
            prop_assert_eq!(first(&bytes, other_than_space), found(&|byte| byte != b' '));
            prop_assert_eq!(first(&bytes, end_of_name), found(&|byte| byte <= b' ' || b"=/>".contains(&byte)));
            prop_assert_eq!(first(&bytes, not_plain), found(&|byte| byte < b' ' || b"\"'&".contains(&byte)));
        }
    }
}
