//! Addresses of the glossary and of the agency's bureaucratic words.

/// Customers' terms and the agency's.
pub const GLOSSARY: &str = "/desk/answers/glossary";
/// Bureaucratic words and what to say instead.
pub const JARGON: &str = "/desk/answers/jargon";
