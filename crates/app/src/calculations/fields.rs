//! The names of the fields a struct is read from, asked of serde itself, so that no list can fall behind the struct.

use serde::{
    Deserializer,
    de::{self, DeserializeOwned, Visitor},
};

/// The fields that `T` is deserialised from.
pub(super) fn names_of<T: DeserializeOwned>() -> &'static [&'static str] {
    let mut names: &'static [&'static str] = &[];
    // Always an error: there is nothing to read, only the question that a derived implementation asks first.
    drop(T::deserialize(Asked(&mut names)));
    names
}

struct Asked<'a>(&'a mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Asked<'_> {
    type Error = de::value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(de::Error::custom("only structs have fields"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Self::Error> {
        *self.0 = fields;
        Err(de::Error::custom("the fields are known"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_struct_tells_its_fields() {
        #[derive(serde::Deserialize)]
        #[expect(dead_code, reason = "only its fields are asked for")]
        struct Example {
            first: u8,
            #[serde(default)]
            second: Option<String>,
        }
        assert_eq!(names_of::<Example>(), ["first", "second"]);
    }
}
