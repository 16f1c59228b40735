//! QR codes as one SVG path: an address that a phone's camera reads off a poster.

use qrcode::{Color, EcLevel, QrCode};

/// Light modules around the code, without which many readers do not find it (ISO/IEC 18004).
const QUIET: usize = 4;

/// A QR code, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Qr {
    /// Modules along one side, the quiet zone included.
    pub(crate) side: usize,
    /// The dark modules as an SVG path, one unit a module.
    pub(crate) path: String,
}

impl Qr {
    /// The code of an address; `None` when it is too long for one.
    ///
    /// A quarter of it may be torn or dirty (level Q); a long address falls back to 15 percent (level M), so that its
    /// modules stay large enough to be read from a distance.
    pub(crate) fn of(address: &str) -> Option<Self> {
        let strong = QrCode::with_error_correction_level(address, EcLevel::Q).ok();
        let code = match strong {
            Some(code) if code.width() <= 49 => code,
            _ => QrCode::with_error_correction_level(address, EcLevel::M).ok()?,
        };
        let width = code.width();
        let colours = code.into_colors();
        let mut path = String::new();
        for (row, modules) in colours.chunks(width).enumerate() {
            let mut column = 0;
            while column < width {
                let run = modules[column..].iter().take_while(|module| **module == Color::Dark).count();
                if run > 0 {
                    path.push_str(&format!("M{} {}h{run}v1h-{run}z", column + QUIET, row + QUIET));
                }
                column += run.max(1);
            }
        }
        Some(Self { side: width + 2 * QUIET, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws the path as a picture of grey values, as a camera would see it, and reads it.
    fn read(qr: &Qr, scale: usize) -> String {
        let mut dark = vec![false; qr.side * qr.side];
        for part in qr.path.split('M').skip(1) {
            let (place, rest) = part.split_once('h').unwrap();
            let (column, row) = place.split_once(' ').unwrap();
            let (column, row): (usize, usize) = (column.parse().unwrap(), row.parse().unwrap());
            let run: usize = rest.split('v').next().unwrap().parse().unwrap();
            dark[row * qr.side + column..row * qr.side + column + run].fill(true);
        }
        let pixels = qr.side * scale;
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(pixels, pixels, |x, y| {
            if dark[y / scale * qr.side + x / scale] { 0 } else { 255 }
        });
        let grids = picture.detect_grids();
        assert_eq!(grids.len(), 1);
        grids[0].decode().unwrap().1
    }

    #[test]
    fn a_camera_reads_the_address() {
        let long =
            format!("https://feedback.example.gov/feedback/passport-renewal-1a2b3?{}", "x=1&".repeat(30));
        for address in ["https://feedback.example.gov/feedback/passport-renewal-1a2b3", long.as_str()] {
            assert_eq!(read(&Qr::of(address).unwrap(), 4), address);
        }
    }

    #[test]
    fn what_fits_no_code_has_none() {
        assert_eq!(Qr::of(&"x".repeat(5000)), None);
    }
}
