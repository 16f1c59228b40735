//! Pages for staff, one folder per noun.
