//! The order of contacts by customer, time and id, found on all cores.

use super::NOBODY;
use crate::{
    Error,
    query::{Cancel, over_items},
};

/// Customers are dealt out by the highest bits of their pseudonyms into so many parts.
const PARTS: usize = 64;

/// Places of contacts: those of nobody known first, then by pseudonym as a number without a sign, time and id.
pub(super) fn order(
    customers: &[i64],
    times: &[i64],
    ids: &[i64],
    cancel: &Cancel,
) -> Result<Vec<u32>, Error> {
    let mut parts: Vec<Vec<(u64, i64, i64, u32)>> = vec![Vec::new(); PARTS + 1];
    for (place, customer) in (0_u32..).zip(customers) {
        let at = place as usize;
        let known = customer.cast_unsigned();
        let (part, key) = if *customer == NOBODY { (0, 0) } else { (1 + (known >> 58) as usize, known) };
        parts[part].push((key, times[at], ids[at], place));
    }
    let sorted = over_items(parts.into_iter().enumerate().collect(), cancel, |(part, mut keyed)| {
        keyed.sort_unstable();
        (part, keyed.into_iter().map(|(_, _, _, place)| place).collect::<Vec<u32>>())
    })?;
    let mut sorted: Vec<(usize, Vec<u32>)> = sorted;
    sorted.sort_unstable_by_key(|(part, _)| *part);
    Ok(sorted.into_iter().flat_map(|(_, places)| places).collect())
}
