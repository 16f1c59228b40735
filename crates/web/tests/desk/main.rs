//! Stories of the staff pages that set an installation up, through the real router, on both databases.

mod browser;

mod audit;
mod calendars;
mod directory;
mod people;
mod sign_in;
mod tokens;
