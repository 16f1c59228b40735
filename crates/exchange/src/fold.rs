//! Folding: texts that people hold for the same, made the same.

/// Lower case, without accents, with anything that is no letter or digit as one blank; emoji stay.
///
/// `CreatedAt` and `created_at` both become `created at`, “Sí” becomes `si`.
#[must_use]
pub fn words(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut after_lower = false;
    for character in text.chars() {
        // A capital after a small letter starts a word, as in `UserGroup`.
        let starts_word = character.is_uppercase() && after_lower;
        after_lower = character.is_lowercase();
        let kept = character.is_alphanumeric() || is_emoji(character);
        if (starts_word || !kept) && !folded.ends_with(' ') {
            folded.push(' ');
        }
        if kept {
            folded.extend(character.to_lowercase().map(without_accent));
        }
    }
    folded.trim().to_owned()
}

fn is_emoji(character: char) -> bool {
    matches!(character, '\u{1F300}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}')
}

/// The Spanish letters with marks; `ñ` too, since files lose it as often.
fn without_accent(character: char) -> char {
    match character {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'ü' => 'u',
        'ñ' => 'n',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_labels_fold_to_words() {
        assert_eq!(words("CreatedAt"), "created at");
        assert_eq!(words(" user_group "), "user group");
        assert_eq!(words("Trust/Confidence"), "trust confidence");
        assert_eq!(words("¡Sí!"), "si");
        assert_eq!(words("OMB"), "omb");
        assert_eq!(words("👍🏽"), "👍🏽");
    }
}
