//! Encodings of text files: UTF-8, and Windows-1252 for what is not.

/// Decodes the cells of one record; whether they were UTF-8 comes along. A record is of one encoding.
pub(crate) fn decode(cells: &[&[u8]]) -> (Vec<String>, bool) {
    let utf8: Result<Vec<String>, _> =
        cells.iter().map(|cell| std::str::from_utf8(cell).map(str::to_owned)).collect();
    match utf8 {
        Ok(cells) => (cells, true),
        Err(_) => (cells.iter().map(|cell| windows_1252(cell)).collect(), false),
    }
}

/// Decodes the encoding that older spreadsheets on Windows save CSV in; every byte means something in it.
fn windows_1252(bytes: &[u8]) -> String {
    // 0x80 to 0x9f; the five bytes the code page leaves undefined stand for themselves, as in the WHATWG table.
    const UPPER: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let decoded = bytes.iter().map(|&byte| match byte {
        0x80..=0x9f => UPPER[usize::from(byte - 0x80)],
        _ => char::from(byte),
    });
    decoded.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_of_one_encoding() {
        assert_eq!(decode(&[b"caf\xc3\xa9", b"x"]), (vec!["café".to_owned(), "x".to_owned()], true));
        // The first cell alone would pass for UTF-8.
        assert_eq!(decode(&[b"\xc3\xa9", b"\x93x\x94"]), (vec!["Ã©".to_owned(), "“x”".to_owned()], false));
    }
}
