//! How people's words are read.
//!
//! [`plain`] says what makes a text hard to read, and where; [`search`] finds texts in the words people use, misspelt or not; [`company`] finds
//! out which words of people stand for which of an agency.
//! All are pure: texts in, findings out, in English and Spanish.

pub mod company;
pub mod plain;
pub mod search;
