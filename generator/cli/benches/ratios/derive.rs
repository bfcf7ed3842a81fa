//! The types of a model as one would write them by hand with serde's derive: what emitted types are compared with.

use docbind::model::{Enumeration, Model, Property, QualifiedName, Scalar, Target, Type, TypeUse};
use heck::{ToSnakeCase, ToUpperCamelCase};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The source of a crate with every type of the model.
pub fn library(model: &Model) -> String {
    let mut text = String::from(
        "#![allow(dead_code)]\n#![recursion_limit = \"1024\"]\nuse serde::{Deserialize, Serialize};\n",
    );
    for (name, ty) in &model.types {
        match ty {
            Type::Struct(_) => structure(name, model, &mut text),
            Type::Enum(ty) => enumeration(name, ty, &mut text),
        }
    }
    text
}

/// The name of a type in such a crate.
pub fn type_name(name: &QualifiedName) -> String {
    name.0.replace("microsoft.graph", "").to_upper_camel_case()
}

fn structure(name: &QualifiedName, model: &Model, text: &mut String) {
    let _ = writeln!(
        text,
        "#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]\npub struct {} {{",
        type_name(name)
    );
    let mut fields = BTreeSet::new();
    for property in model.properties(name) {
        let field = property.name.replace(['@', '.'], "_").to_snake_case();
        if field.is_empty() || !fields.insert(field.clone()) {
            continue;
        }
        let _ = writeln!(
            text,
            "    #[serde(rename = {:?}, skip_serializing_if = \"Option::is_none\")]\n    pub f_{field}: Option<{}>,",
            property.name,
            held(property)
        );
    }
    text.push_str("}\n");
}

fn held(property: &Property) -> String {
    let TypeUse { target, collection } = &property.ty;
    let one = match target {
        Target::Scalar(scalar) => scalar_name(*scalar).to_owned(),
        Target::Named(name) if *collection => type_name(name),
        Target::Named(name) => format!("Box<{}>", type_name(name)),
        Target::Untyped | Target::Omitted(_) => "serde_json::Value".to_owned(),
    };
    if *collection {
        format!("Vec<{one}>")
    } else {
        one
    }
}

fn scalar_name(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Boolean => "bool",
        Scalar::Byte => "u8",
        Scalar::SByte => "i8",
        Scalar::Int16 => "i16",
        Scalar::Int32 => "i32",
        Scalar::Int64 => "i64",
        Scalar::Single | Scalar::Double => "f64",
        Scalar::Stream => "serde_json::Value",
        Scalar::String
        | Scalar::Decimal
        | Scalar::DateTimeOffset
        | Scalar::Date
        | Scalar::TimeOfDay
        | Scalar::Duration
        | Scalar::Guid
        | Scalar::Binary => "String",
    }
}

fn enumeration(name: &QualifiedName, ty: &Enumeration, text: &mut String) {
    let _ = writeln!(
        text,
        "#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]\npub enum {} {{",
        type_name(name)
    );
    let mut arms = BTreeSet::new();
    for member in &ty.members {
        let arm = member.name.to_upper_camel_case();
        if !arm.is_empty() && arms.insert(arm.clone()) {
            let _ = writeln!(
                text,
                "    #[serde(rename = {:?})]\n    M{arm},",
                member.name
            );
        }
    }
    text.push_str("    #[default]\n    #[serde(other)]\n    Unknown,\n}\n");
}
