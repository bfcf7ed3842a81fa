//! Primitive types of OData as JSON Schema: how they look in JSON, with the formats of OpenAPI's registry.

use super::document::Schema;
use crate::model::Scalar;
use serde_json::json;

/// The schema of a primitive.
pub(super) fn scalar(scalar: Scalar) -> Schema {
    let (kind, format) = match scalar {
        Scalar::String => return json!({"type": "string"}),
        Scalar::Boolean => return json!({"type": "boolean"}),
        Scalar::Byte => ("integer", "uint8"),
        Scalar::SByte => ("integer", "int8"),
        Scalar::Int16 => ("integer", "int16"),
        Scalar::Int32 => ("integer", "int32"),
        Scalar::Int64 => ("integer", "int64"),
        Scalar::Single => ("number", "float"),
        Scalar::Double => ("number", "double"),
        Scalar::Decimal => ("number", "decimal"),
        Scalar::DateTimeOffset => ("string", "date-time"),
        Scalar::Date => ("string", "date"),
        Scalar::TimeOfDay => ("string", "time-local"),
        Scalar::Duration => ("string", "duration"),
        Scalar::Guid => ("string", "uuid"),
        Scalar::Binary | Scalar::Stream => {
            return json!({"type": "string", "contentEncoding": "base64"});
        }
    };
    json!({"type": kind, "format": format})
}
