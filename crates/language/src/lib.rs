//! How people's words are read.
//!
//! [`plain`] says what makes a text hard to read, and where; [`search`] finds texts in the words people use, misspelt or not.
//! Both are pure: texts in, findings out, in English and Spanish.

pub mod plain;
pub mod search;
