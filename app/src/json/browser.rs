//! Reads with `JSON.parse`, as far as types that are written by `serde_json` need it.

use std::slice;

use js_sys::{Array, JSON, Object, Reflect};
use leptos::wasm_bindgen::{JsCast, JsValue};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess,
    SeqAccess, VariantAccess, Visitor, value::StrDeserializer,
};

use super::Unreadable;

/// Whole numbers below this are exact.
const EXACT: f64 = 9_007_199_254_740_992.0;

type Result<T> = std::result::Result<T, Unreadable>;

/// The value that this text stands for.
pub(super) fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T> {
    let text = str::from_utf8(text).map_err(|_| Unreadable)?;
    T::deserialize(Value(JSON::parse(text).map_err(|_| Unreadable)?))
}

/// A value that the browser has parsed.
struct Value(JsValue);

impl Value {
    fn string(&self) -> Result<String> {
        self.0.as_string().ok_or(Unreadable)
    }

    fn number(&self) -> Result<f64> {
        self.0.as_f64().ok_or(Unreadable)
    }

    /// Exact up to 2^53, as all numbers in a browser.
    fn whole(&self) -> Result<f64> {
        self.number()
            .and_then(|number| if number.fract() == 0.0 { Ok(number) } else { Err(Unreadable) })
    }

    fn items(&self) -> Result<Items> {
        let items: &Array = self.0.dyn_ref().ok_or(Unreadable)?;
        Ok(Items { items: items.clone(), next: 0 })
    }

    fn entries(&self) -> Result<Entries> {
        let object: &Object = self.0.dyn_ref().ok_or(Unreadable)?;
        Ok(Entries { entries: Object::entries(object), next: 0, value: JsValue::NULL })
    }
}

/// Kinds of value that are read as another.
macro_rules! same {
    ($($($method:ident),+: $other:ident;)+) => {$($(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            self.$other(visitor)
        }
    )+)+};
}

impl<'de> Deserializer<'de> for Value {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.0.is_null() {
            visitor.visit_unit()
        } else if self.0.is_string() {
            self.deserialize_string(visitor)
        } else if let Some(truth) = self.0.as_bool() {
            visitor.visit_bool(truth)
        } else if let Some(number) = self.0.as_f64() {
            // As `serde_json` reads it: what is whole has no decimals.
            match number.fract() == 0.0 && number.abs() < EXACT {
                true => visitor.visit_i64(number as i64),
                false => visitor.visit_f64(number),
            }
        } else if Array::is_array(&self.0) {
            self.deserialize_seq(visitor)
        } else {
            self.deserialize_map(visitor)
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_unit()
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_bool(self.0.as_bool().ok_or(Unreadable)?)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_u64(self.whole()? as u64)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_i64(self.whole()? as i64)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_f64(self.number()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_string(self.string()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_seq(self.items()?)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_map(self.entries()?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        if !self.0.is_object() {
            return Err(Unreadable);
        }
        visitor.visit_map(Fields { object: self.0, names: names.iter(), value: JsValue::NULL })
    }

    /// `"Name"`, or `{"Name": …}` where something belongs to it.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        if self.0.is_string() {
            return visitor.visit_enum(Variant { name: self.0, value: JsValue::NULL });
        }
        let mut entries = self.entries()?;
        let name = entries.next().ok_or(Unreadable)?;
        visitor.visit_enum(Variant { name, value: entries.value })
    }

    same! {
        deserialize_u8, deserialize_u16, deserialize_u32: deserialize_u64;
        deserialize_i8, deserialize_i16, deserialize_i32: deserialize_i64;
        deserialize_f32: deserialize_f64;
        deserialize_str, deserialize_char, deserialize_identifier: deserialize_string;
    }

    serde::forward_to_deserialize_any! { i128 u128 bytes byte_buf unit unit_struct }
}

struct Items {
    items: Array,
    next: u32,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Unreadable;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        if self.next == self.items.length() {
            return Ok(None);
        }
        let item = self.items.get(self.next);
        self.next += 1;
        seed.deserialize(Value(item)).map(Some)
    }
}

struct Entries {
    entries: Array,
    next: u32,
    /// That belongs to the name that came last.
    value: JsValue,
}

impl Entries {
    /// The next name.
    fn next(&mut self) -> Option<JsValue> {
        let entry: Array = self.entries.get(self.next).dyn_into().ok()?;
        self.next += 1;
        self.value = entry.get(1);
        Some(entry.get(0))
    }
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Unreadable;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        self.next().map(|name| seed.deserialize(Value(name))).transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value> {
        seed.deserialize(Value(std::mem::take(&mut self.value)))
    }
}

/// Those that a struct has. What else the object has is not looked at, and no name is read.
struct Fields {
    object: JsValue,
    names: slice::Iter<'static, &'static str>,
    /// That belongs to the name that came last.
    value: JsValue,
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Unreadable;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        for name in &mut self.names {
            self.value = Reflect::get(&self.object, &(*name).into()).map_err(|_| Unreadable)?;
            if !self.value.is_undefined() {
                let name: StrDeserializer<'_, Unreadable> = name.into_deserializer();
                return seed.deserialize(name).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value> {
        seed.deserialize(Value(std::mem::take(&mut self.value)))
    }
}

struct Variant {
    name: JsValue,
    value: JsValue,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Unreadable;
    type Variant = Value;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Value)> {
        Ok((seed.deserialize(Value(self.name))?, Value(self.value)))
    }
}

impl<'de> VariantAccess<'de> for Value {
    type Error = Unreadable;

    fn unit_variant(self) -> Result<()> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_map(visitor)
    }
}
