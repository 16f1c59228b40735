//! How often each answer stands in a run of bytes.

/// Below this many bytes one pass over them is quicker than one pass for each value.
const SHORT: usize = 48;
/// A multiple of the register width below 256, so that counts fit a byte until they are added up.
const STRETCH: usize = 240;
/// So many bytes stay in the nearest cache while they are compared with one value after the other.
const NEAR: usize = 64 * STRETCH;

/// Adds to `counts[v]` how often `v` stands in `bytes`, for every `v` below `counts.len()`. Other bytes are passed over.
pub(crate) fn add_histogram(bytes: &[u8], counts: &mut [i64]) {
    if bytes.len() < SHORT || counts.len() > 16 {
        for byte in bytes {
            if let Some(count) = counts.get_mut(usize::from(*byte)) {
                *count += 1;
            }
        }
        return;
    }
    for near in bytes.chunks(NEAR) {
        for (value, count) in (0_u8..).zip(&mut *counts) {
            *count += equal(near, value);
        }
    }
}

/// How many bytes are `value`. The compiler turns this into comparisons of sixteen bytes and more at a time.
fn equal(bytes: &[u8], value: u8) -> i64 {
    let mut stretches = bytes.chunks_exact(STRETCH);
    let mut sum = 0;
    for stretch in &mut stretches {
        sum +=
            i64::from(stretch.iter().fold(0_u8, |count, byte| count.wrapping_add(u8::from(*byte == value))));
    }
    let rest = stretches.remainder();
    sum + i64::from(rest.iter().fold(0_u8, |count, byte| count.wrapping_add(u8::from(*byte == value))))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn counts_as_one_would_by_hand(
            bytes in prop::collection::vec(prop_oneof![0_u8..14, Just(255)], 0..3000),
            domain in 0_usize..20,
        ) {
            let mut counts = vec![7; domain];
            add_histogram(&bytes, &mut counts);
            for (value, count) in counts.iter().enumerate() {
                let expected = bytes.iter().filter(|byte| usize::from(**byte) == value).count();
                prop_assert_eq!(*count, 7 + i64::try_from(expected).unwrap());
            }
        }
    }
}
