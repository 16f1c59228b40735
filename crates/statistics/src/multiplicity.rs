//! P values adjusted for asking many questions at once.

use crate::{Error, Result};

/// P values adjusted to bound the share of false discoveries, in the order given (Benjamini and Hochberg 1995).
///
/// For the i-th smallest of m, the smallest `m pⱼ / j` over `j ≥ i`, at most 1. The default when many groups are
/// compared: of the differences called real at 0.05, about one in twenty is not.
///
/// ```
/// use catsup_statistics::benjamini_hochberg;
///
/// assert_eq!(benjamini_hochberg(&[0.01, 0.04, 0.03, 0.5])?[0], 0.04);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::NotAProbability`] when a value is not between 0 and 1.
pub fn benjamini_hochberg(p_values: &[f64]) -> Result<Vec<f64>> {
    let order = ascending_order(p_values)?;
    let m = p_values.len() as f64;
    let mut adjusted = vec![1.0; p_values.len()];
    let mut smallest = 1.0_f64;
    for (rank, &position) in order.iter().enumerate().rev() {
        smallest = smallest.min(p_values[position] * m / (rank + 1) as f64);
        adjusted[position] = smallest;
    }
    Ok(adjusted)
}

/// P values adjusted to bound the chance of any false positive, in the order given (Holm 1979).
///
/// For the i-th smallest of m, the largest `(m − j + 1) pⱼ` over `j ≤ i`, at most 1. Stricter than
/// [`benjamini_hochberg`].
///
/// ```
/// use catsup_statistics::holm;
///
/// assert_eq!(holm(&[0.01, 0.04, 0.03, 0.5])?[2], 0.09);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::NotAProbability`] when a value is not between 0 and 1.
pub fn holm(p_values: &[f64]) -> Result<Vec<f64>> {
    let order = ascending_order(p_values)?;
    let mut adjusted = vec![1.0; p_values.len()];
    let mut largest = 0.0_f64;
    for (rank, &position) in order.iter().enumerate() {
        largest = largest.max(p_values[position] * (p_values.len() - rank) as f64);
        adjusted[position] = largest.min(1.0);
    }
    Ok(adjusted)
}

/// The positions of the p values from the smallest to the largest.
fn ascending_order(p_values: &[f64]) -> Result<Vec<usize>> {
    if let Some(&stray) = p_values.iter().find(|p_value| !(0.0..=1.0).contains(*p_value)) {
        return Err(Error::NotAProbability(stray));
    }
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&left, &right| p_values[left].total_cmp(&p_values[right]));
    Ok(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_are_no_probabilities_are_refused() {
        assert_eq!(benjamini_hochberg(&[0.5, 1.5]), Err(Error::NotAProbability(1.5)));
        assert_eq!(holm(&[-0.1]), Err(Error::NotAProbability(-0.1)));
        assert!(holm(&[f64::NAN]).is_err());
    }

    #[test]
    fn no_question_and_one_question_need_no_adjustment() {
        for adjust in [benjamini_hochberg, holm] {
            assert_eq!(adjust(&[]), Ok(vec![]));
            assert_eq!(adjust(&[0.03]), Ok(vec![0.03]));
        }
    }
}
