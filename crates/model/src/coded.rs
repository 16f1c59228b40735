//! Enums whose every value has a code of its own: in addresses, files and the database.

/// Declares such an enum with `ALL`, `code` and reading from a code.
macro_rules! coded {
    ($(#[$enum_doc:meta])* $name:ident, $kind:literal { $($(#[$doc:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$enum_doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant),* }

        impl $name {
            /// Every one, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The code used in addresses, files and the database.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.code())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::coded::UnknownCode;

            fn from_str(text: &str) -> Result<Self, $crate::coded::UnknownCode> {
                let found = Self::ALL.iter().copied().find(|one| one.code() == text);
                found.ok_or_else(|| $crate::coded::UnknownCode::new($kind, text))
            }
        }
    };
}
pub(crate) use coded;

/// The text was no code of its kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a {kind}")]
pub struct UnknownCode {
    kind: &'static str,
    text: String,
}

impl UnknownCode {
    /// `text` is no code of `kind`, such as `state of a job`.
    #[must_use]
    pub fn new(kind: &'static str, text: &str) -> Self {
        Self { kind, text: text.to_owned() }
    }
}
