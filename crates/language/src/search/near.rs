//! How far one word is from another: letters put in, left out, taken for another, or swapped with their neighbour.

/// The most letters that are compared; folded words have no more.
const MOST: usize = 48;

/// The letters of a word, where they can be compared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letters {
    letters: [char; MOST],
    length: usize,
}

impl Letters {
    pub(super) fn of(word: &str) -> Self {
        let mut letters = ['\0'; MOST];
        let mut length = 0;
        for (place, letter) in letters.iter_mut().zip(word.chars()) {
            *place = letter;
            length += 1;
        }
        Self { letters, length }
    }

    fn get(&self) -> &[char] {
        &self.letters[..self.length]
    }
}

/// The number of edits from one word to the other, where they are `most` or fewer. Neighbours that are swapped are one edit, and no
/// letter is edited twice (optimal string alignment: L. Boytsov, “Indexing methods for approximate dictionary searching”, 2011).
///
/// Costs at most `(2 · most + 1) · length` steps.
pub(super) fn distance(one: &Letters, other: &Letters, most: usize) -> Option<usize> {
    let (one, other) = (one.get(), other.get());
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let far = most + 1;
    let mut rows = [[far; MOST + 1]; 3];
    for (place, cell) in rows[0].iter_mut().enumerate().take(most + 1) {
        *cell = place;
    }
    for (row, letter) in one.iter().enumerate() {
        let (here, above, twice) = ((row + 1) % 3, row % 3, (row + 2) % 3);
        let (from, to) = ((row + 1).saturating_sub(most), other.len().min(row + 1 + most));
        rows[here] = [far; MOST + 1];
        if row < most {
            rows[here][0] = row + 1;
        }
        let mut least = rows[here][0];
        for column in from.max(1)..=to {
            let replaced = rows[above][column - 1] + usize::from(*letter != other[column - 1]);
            let mut edits = replaced.min(rows[above][column] + 1).min(rows[here][column - 1] + 1);
            let swapped =
                row > 0 && column > 1 && *letter == other[column - 2] && one[row - 1] == other[column - 1];
            if swapped {
                edits = edits.min(rows[twice][column - 2] + 1);
            }
            rows[here][column] = edits.min(far);
            least = least.min(edits);
        }
        // A swap may still reach back to the row before, which is within as well then.
        if least > most && row > 0 && rows[above].iter().all(|cell| *cell > most) {
            return None;
        }
    }
    let edits = rows[one.len() % 3][other.len()];
    (edits <= most).then_some(edits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn between(one: &str, other: &str, most: usize) -> Option<usize> {
        distance(&Letters::of(one), &Letters::of(other), most)
    }

    /// The same, without a bound and without thrift.
    fn slowly(one: &[char], other: &[char]) -> usize {
        let mut table = vec![vec![0; other.len() + 1]; one.len() + 1];
        for row in 0..=one.len() {
            for column in 0..=other.len() {
                table[row][column] = if row == 0 || column == 0 {
                    row + column
                } else {
                    let replaced =
                        table[row - 1][column - 1] + usize::from(one[row - 1] != other[column - 1]);
                    let mut edits = replaced.min(table[row - 1][column] + 1).min(table[row][column - 1] + 1);
                    if row > 1
                        && column > 1
                        && one[row - 1] == other[column - 2]
                        && one[row - 2] == other[column - 1]
                    {
                        edits = edits.min(table[row - 2][column - 2] + 1);
                    }
                    edits
                };
            }
        }
        table[one.len()][other.len()]
    }

    #[test]
    fn each_slip_of_a_finger_is_one_edit() {
        assert_eq!(between("passport", "passport", 2), Some(0));
        for slip in ["pasport", "passsport", "pssaport", "passpurt", "passprot"] {
            assert!(between("passport", slip, 2).is_some_and(|edits| edits <= 2), "{slip}");
        }
        assert_eq!(between("passport", "apssport", 1), Some(1));
        assert_eq!(between("passport", "transport", 2), None);
        assert_eq!(between("", "ab", 2), Some(2));
        assert_eq!(between("", "", 1), Some(0));
    }

    proptest! {
        #[test]
        fn the_bounded_distance_is_the_whole_one(one in "[abc]{0,9}", other in "[abc]{0,9}", most in 0_usize..4) {
            let (letters, others): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
            let whole = slowly(&letters, &others);
            prop_assert_eq!(between(&one, &other, most), (whole <= most).then_some(whole));
        }
    }
}
