//! Values and codes as Arrow arrays, with the checksums of their bytes.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, DictionaryArray, PrimitiveArray, StringArray,
    types::{ArrowDictionaryKeyType, Int8Type, Int16Type, Int32Type},
};
use arrow_buffer::NullBuffer;

use super::columns::Width;
use crate::Error;

/// Texts by their places.
pub(crate) fn texts(values: impl IntoIterator<Item = String>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(values))
}

/// Values whose code 0 stands for unknown.
pub(crate) fn after_unknown(values: impl Iterator<Item = String>) -> ArrayRef {
    texts(std::iter::once(String::new()).chain(values))
}

/// CRC-32 of parts that follow each other.
pub(crate) fn checksum<const N: usize>(parts: impl Iterator<Item = [u8; N]>) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    let mut buffer = Vec::with_capacity(8192 + N);
    for part in parts {
        buffer.extend_from_slice(&part);
        if buffer.len() >= 8192 {
            hasher.update(&buffer);
            buffer.clear();
        }
    }
    hasher.update(&buffer);
    hasher.finalize()
}

/// A null where `missing` says so; nothing at all when none is missing.
pub(crate) fn nulls(missing: impl Iterator<Item = bool>) -> Option<NullBuffer> {
    let nulls: NullBuffer = missing.map(|missing| !missing).collect::<Vec<bool>>().into();
    (nulls.null_count() > 0).then_some(nulls)
}

/// Codes as a dictionary array, with the checksum of their bytes. In a nullable column code 0 is null.
pub(crate) fn codes_array(
    codes: Vec<u32>,
    width: Width,
    values: &ArrayRef,
    nullable: bool,
) -> Result<(ArrayRef, u32), Error> {
    let nulls = if nullable { nulls(codes.iter().map(|code| *code == 0)) } else { None };
    match width {
        Width::One => keyed::<Int8Type, 1>(&codes, nulls, values, i8::to_le_bytes),
        Width::Two => keyed::<Int16Type, 2>(&codes, nulls, values, i16::to_le_bytes),
        Width::Four => keyed::<Int32Type, 4>(&codes, nulls, values, i32::to_le_bytes),
    }
}

fn keyed<K: ArrowDictionaryKeyType, const N: usize>(
    codes: &[u32],
    nulls: Option<NullBuffer>,
    values: &ArrayRef,
    bytes: impl Fn(K::Native) -> [u8; N],
) -> Result<(ArrayRef, u32), Error>
where
    K::Native: TryFrom<u32>,
{
    let narrow = |code: &u32| K::Native::try_from(*code).ok();
    let keys: Option<Vec<K::Native>> = codes.iter().map(narrow).collect();
    let keys = keys.ok_or(Error::TooMany { what: "a dimension", most: (1 << (8 * N - 1)) - 1 })?;
    let crc = checksum(keys.iter().map(|key| bytes(*key)));
    let keys = PrimitiveArray::<K>::new(keys.into(), nulls);
    Ok((Arc::new(DictionaryArray::<K>::try_new(keys, Arc::clone(values))?), crc))
}
