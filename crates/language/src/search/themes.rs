//! What documents are about: words that keep company with the same words come to lie close to each other.
//!
//! Latent semantic indexing (S. Deerwester et al., “Indexing by latent semantic analysis”, JASIS 41, 1990): documents as rows of
//! weighted terms, reduced to the directions in which they differ most, found by iterating a random subspace (N. Halko, P. Martinsson, J. Tropp,
//! “Finding structure with randomness”, SIAM Review 53, 2011). The start is not random but fixed, so that the same documents give the same themes.

use super::index::{Lists, Posting};

/// How many directions are kept, at most.
const MOST: usize = 48;
/// With fewer documents there is nothing to learn from.
const FEWEST_DOCUMENTS: usize = 50;
const ROUNDS: usize = 4;

/// Documents and terms as points.
#[derive(Debug)]
pub(super) struct Themes {
    size: usize,
    /// `size` numbers for each term and for each document; those of a document have length one, or are all zero.
    terms: Vec<f32>,
    documents: Vec<f32>,
}

impl Themes {
    /// Learns from what documents hold; `worth` is what a posting counts.
    pub(super) fn of(
        contents: &Lists<Posting>,
        documents: usize,
        terms: usize,
        worth: impl Fn(&Posting) -> f32,
    ) -> Self {
        let size = if documents < FEWEST_DOCUMENTS { 0 } else { MOST.min(documents / 8) };
        if size == 0 {
            return Self { size, terms: Vec::new(), documents: Vec::new() };
        }
        let rows: Vec<Vec<(u32, f32)>> = (0..documents)
            .map(|document| {
                let row: Vec<(u32, f32)> = contents
                    .get(document as u32)
                    .iter()
                    .map(|posting| (posting.document, worth(posting)))
                    .collect();
                let length =
                    row.iter().map(|(_, worth)| worth * worth).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
                row.into_iter().map(|(term, worth)| (term, worth / length)).collect()
            })
            .collect();
        let mut basis: Vec<f32> = (0..terms * size).map(|place| scattered(place as u64)).collect();
        let mut points = vec![0.0; documents * size];
        for _ in 0..ROUNDS {
            project(&rows, &basis, size, &mut points);
            orthonormal(&mut points, size);
            basis.fill(0.0);
            for (row, point) in rows.iter().zip(points.chunks_exact(size)) {
                for (term, worth) in row {
                    let to = &mut basis[*term as usize * size..][..size];
                    to.iter_mut().zip(point).for_each(|(to, point)| *to += worth * point);
                }
            }
            orthonormal(&mut basis, size);
        }
        project(&rows, &basis, size, &mut points);
        points.chunks_exact_mut(size).for_each(unit);
        Self { size, terms: basis, documents: points }
    }

    /// The point of a query: of its terms and what each is worth. `None` when it lies nowhere.
    pub(super) fn point(&self, terms: impl Iterator<Item = (u32, f32)>) -> Option<Vec<f32>> {
        let mut point = vec![0.0; self.size];
        for (term, worth) in terms {
            let from = &self.terms[term as usize * self.size..][..self.size];
            point.iter_mut().zip(from).for_each(|(point, from)| *point += worth * from);
        }
        unit(&mut point);
        point.iter().any(|part| *part != 0.0).then_some(point)
    }

    /// How close a document is to a point, −1 to 1.
    pub(super) fn closeness(&self, document: u32, point: &[f32]) -> f32 {
        let from = &self.documents[document as usize * self.size..][..self.size];
        from.iter().zip(point).map(|(one, other)| one * other).sum()
    }
}

fn project(rows: &[Vec<(u32, f32)>], basis: &[f32], size: usize, points: &mut [f32]) {
    for (row, point) in rows.iter().zip(points.chunks_exact_mut(size)) {
        point.fill(0.0);
        for (term, worth) in row {
            let from = &basis[*term as usize * size..][..size];
            point.iter_mut().zip(from).for_each(|(point, from)| *point += worth * from);
        }
    }
}

fn length(point: &[f32]) -> f32 {
    point.iter().map(|part| part * part).sum::<f32>().sqrt()
}

/// Scales to length one; what is too short for that becomes zero.
fn unit(point: &mut [f32]) {
    let length = length(point);
    let scale = if length > 1e-6 { 1.0 / length } else { 0.0 };
    point.iter_mut().for_each(|part| *part *= scale);
}

/// What is left of a column in the directions of others is rounding where it is less than this share of it.
const ROUNDING: f32 = 1e-4;

/// Makes the columns of a matrix of rows of `size` orthonormal (modified Gram–Schmidt). A column that says nothing of its own becomes
/// zero: what rounding leaves of it must not be blown up to a direction.
fn orthonormal(rows: &mut [f32], size: usize) {
    let count = rows.len() / size;
    let mut columns: Vec<Vec<f32>> =
        (0..size).map(|column| (0..count).map(|row| rows[row * size + column]).collect()).collect();
    for column in 0..size {
        let (before, rest) = columns.split_at_mut(column);
        let this = &mut rest[0];
        let whole = length(this);
        for other in before.iter() {
            let dot: f32 = this.iter().zip(other).map(|(one, other)| one * other).sum();
            this.iter_mut().zip(other).for_each(|(one, other)| *one -= dot * other);
        }
        if length(this) < ROUNDING * whole {
            this.fill(0.0);
        }
        unit(this);
    }
    for (column, values) in columns.iter().enumerate() {
        for (row, value) in values.iter().enumerate() {
            rows[row * size + column] = *value;
        }
    }
}

/// A number in [−1, 1) that looks random, the same for the same place (SplitMix64).
fn scattered(place: u64) -> f32 {
    let mut mixed = place.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((mixed ^ (mixed >> 31)) >> 40) as f32 / (1_u64 << 23) as f32 - 1.0
}
