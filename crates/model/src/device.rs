//! Classes of devices on which people answer and look things up.

use std::{fmt, str::FromStr};

use crate::Translated;

/// The class of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeviceClass {
    /// A phone.
    Phone,
    /// A tablet.
    Tablet,
    /// A computer.
    Computer,
}

impl DeviceClass {
    /// Every class, in the order shown to people.
    pub const ALL: [Self; 3] = [Self::Phone, Self::Tablet, Self::Computer];

    /// The code used in files, the API and the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Tablet => "tablet",
            Self::Computer => "computer",
        }
    }

    /// The name shown to people.
    #[must_use]
    pub fn name(self) -> Translated {
        match self {
            Self::Phone => Translated::both("Phone", "Teléfono"),
            Self::Tablet => Translated::both("Tablet", "Tableta"),
            Self::Computer => Translated::both("Computer", "Computadora"),
        }
    }
}

impl fmt::Display for DeviceClass {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// The text is no class of a device.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no class of a device; use phone, tablet or computer")]
pub struct UnknownDeviceClass(pub String);

impl FromStr for DeviceClass {
    type Err = UnknownDeviceClass;

    fn from_str(text: &str) -> Result<Self, UnknownDeviceClass> {
        let known = Self::ALL.into_iter().find(|class| class.code() == text);
        known.ok_or_else(|| UnknownDeviceClass(text.to_owned()))
    }
}
