//! Small dense linear algebra: what regressions and path models need, and no more.

mod cholesky;
mod eigen;
mod matrix;

pub(crate) use cholesky::Cholesky;
pub(crate) use eigen::symmetric_eigen;
pub use matrix::Matrix;
pub(crate) use matrix::dot;
