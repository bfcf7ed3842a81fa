//! Numbers. A number is read only as a type that can give it back: an integer out of range, or one
//! with more digits than a float holds, does not fit.

use serde_core::ser::Serializer;

use crate::wire::{Json, Wire};

/// Integers of this size and below are exact as `f64`.
const EXACT: f64 = 9_007_199_254_740_992.0;

macro_rules! integer {
    ($($integer:ident $write:ident),*) => {$(
        impl Wire for $integer {
            #[inline]
            fn from_i64(value: i64) -> Result<Self, Json> {
                Self::try_from(value).map_err(|_| Json::from(value))
            }

            #[inline]
            fn from_u64(value: u64) -> Result<Self, Json> {
                Self::try_from(value).map_err(|_| Json::from(value))
            }

            #[inline]
            fn from_f64(value: f64) -> Result<Self, Json> {
                // `5.0` is the number 5.
                whole(value).and_then(|whole| Self::try_from(whole).ok()).ok_or_else(|| Json::from(value))
            }

            #[inline]
            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.$write(*self)
            }
        }
    )*};
}

integer!(u8 serialize_u8, i8 serialize_i8, i16 serialize_i16, i32 serialize_i32, i64 serialize_i64);

fn whole(value: f64) -> Option<i64> {
    (value.fract() == 0.0 && value.abs() <= EXACT).then_some(value as i64)
}

impl Wire for f64 {
    #[inline]
    fn from_i64(value: i64) -> Result<Self, Json> {
        let float = value as f64;
        if float as i128 == i128::from(value) {
            Ok(float)
        } else {
            Err(Json::from(value))
        }
    }

    #[inline]
    fn from_u64(value: u64) -> Result<Self, Json> {
        let float = value as f64;
        if float as u128 == u128::from(value) {
            Ok(float)
        } else {
            Err(Json::from(value))
        }
    }

    #[inline]
    fn from_f64(value: f64) -> Result<Self, Json> {
        Ok(value)
    }

    /// JSON has no such numbers; OData spells them as text.
    fn from_text(value: &str) -> Result<Self, Json> {
        match value {
            "NaN" => Ok(f64::NAN),
            "INF" => Ok(f64::INFINITY),
            "-INF" => Ok(f64::NEG_INFINITY),
            _ => Err(Json::from(value)),
        }
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_finite() {
            serializer.serialize_f64(*self)
        } else if self.is_nan() {
            serializer.serialize_str("NaN")
        } else {
            serializer.serialize_str(if *self > 0.0 { "INF" } else { "-INF" })
        }
    }
}

impl Wire for f32 {
    #[inline]
    fn from_i64(value: i64) -> Result<Self, Json> {
        f64::from_i64(value)
            .and_then(Self::from_f64)
            .map_err(|_| Json::from(value))
    }

    #[inline]
    fn from_u64(value: u64) -> Result<Self, Json> {
        f64::from_u64(value)
            .and_then(Self::from_f64)
            .map_err(|_| Json::from(value))
    }

    #[inline]
    fn from_f64(value: f64) -> Result<Self, Json> {
        let single = value as f32;
        if shortest(single) == value {
            Ok(single)
        } else {
            Err(Json::from(value))
        }
    }

    fn from_text(value: &str) -> Result<Self, Json> {
        match value {
            "NaN" => Ok(f32::NAN),
            "INF" => Ok(f32::INFINITY),
            "-INF" => Ok(f32::NEG_INFINITY),
            _ => Err(Json::from(value)),
        }
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        shortest(*self).write(serializer)
    }
}

/// The number that the shortest decimal text of a single says: 0.1, not 0.10000000149011612.
fn shortest(single: f32) -> f64 {
    if single.is_finite() {
        single.to_string().parse().unwrap_or(f64::from(single))
    } else {
        f64::from(single)
    }
}
