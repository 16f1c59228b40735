//! Eigenvalues and eigenvectors of a symmetric matrix.

use super::Matrix;

/// Sweeps of rotations; matrices of a hundred rows need fewer than ten.
const SWEEPS: usize = 60;

/// The eigenvalues of a symmetric matrix, in no particular order, and its unit eigenvectors as columns.
///
/// Cyclic Jacobi rotations (Jacobi 1846; Golub and Van Loan, “Matrix Computations”, 8.5): accurate to the
/// last digits for the small matrices here, and without a special case.
pub(crate) fn symmetric_eigen(matrix: &Matrix) -> (Vec<f64>, Matrix) {
    let size = matrix.rows();
    let mut a = matrix.clone();
    let mut vectors = Matrix::from_fn(size, size, |row, column| f64::from(u8::from(row == column)));
    for _ in 0..SWEEPS {
        let mut rotated = false;
        for p in 0..size {
            for q in p + 1..size {
                if a[(p, q)].abs() > f64::EPSILON * 1e-3 * (a[(p, p)] * a[(q, q)]).abs().sqrt() {
                    rotate(&mut a, &mut vectors, p, q);
                    rotated = true;
                }
            }
        }
        if !rotated {
            break;
        }
    }
    ((0..size).map(|place| a[(place, place)]).collect(), vectors)
}

/// Turns the plane of `p` and `q` so that their common cell becomes 0.
fn rotate(a: &mut Matrix, vectors: &mut Matrix, p: usize, q: usize) {
    let theta = (a[(q, q)] - a[(p, p)]) / (2.0 * a[(p, q)]);
    let tangent = theta.signum() / (theta.abs() + theta.hypot(1.0));
    let cosine = 1.0 / tangent.hypot(1.0);
    let sine = tangent * cosine;
    for place in 0..a.rows() {
        let (left, right) = (a[(place, p)], a[(place, q)]);
        a[(place, p)] = cosine * left - sine * right;
        a[(place, q)] = sine * left + cosine * right;
    }
    for place in 0..a.rows() {
        let (upper, lower) = (a[(p, place)], a[(q, place)]);
        a[(p, place)] = cosine * upper - sine * lower;
        a[(q, place)] = sine * upper + cosine * lower;
    }
    a[(p, q)] = 0.0;
    a[(q, p)] = 0.0;
    for place in 0..a.rows() {
        let (left, right) = (vectors[(place, p)], vectors[(place, q)]);
        vectors[(place, p)] = cosine * left - sine * right;
        vectors[(place, q)] = sine * left + cosine * right;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_make_up_the_matrix_again() {
        let matrix = Matrix::from_fn(5, 5, |row, column| 1.0 / (1.0 + row as f64 + column as f64));
        let (values, vectors) = symmetric_eigen(&matrix);
        for row in 0..5 {
            for column in 0..5 {
                let again: f64 = (0..5).map(|k| vectors[(row, k)] * values[k] * vectors[(column, k)]).sum();
                let norm: f64 = (0..5).map(|k| vectors[(k, row)] * vectors[(k, column)]).sum();
                assert!((again - matrix[(row, column)]).abs() < 1e-14);
                assert!((norm - f64::from(u8::from(row == column))).abs() < 1e-14);
            }
        }
    }

    #[test]
    fn a_diagonal_matrix_is_left_alone() {
        let matrix = Matrix::from_fn(3, 3, |row, column| if row == column { row as f64 + 1.0 } else { 0.0 });
        assert_eq!(symmetric_eigen(&matrix).0, [1.0, 2.0, 3.0]);
    }
}
