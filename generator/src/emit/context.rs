//! What the files of one version need to know of each other.

use crate::diagnostic::Diagnostic;
use crate::emit::area::Areas;
use crate::emit::link::Links;
use crate::emit::place::{Place, Places};
use crate::emit::source::Source;
use crate::emit::syntax::{generic, named, of_path};
use crate::emit::{Options, name};
use crate::model::{Body, Model, Property, QualifiedName, Scalar, Struct, Target, Type, TypeUse};
use camino::Utf8Path;
use std::collections::{BTreeMap, BTreeSet};
use syn::Type as RustType;

/// The widest family of derived types that gets a variant enumeration; a base of nearly everything has no useful one.
const WIDEST_FAMILY: usize = 200;

/// One version's model with all decisions that concern several files.
pub struct Context<'a> {
    /// The types and operations.
    pub model: &'a Model,
    /// `v1_0`.
    pub version: String,
    /// Where each type lives.
    pub places: Places<'a>,
    /// Base types that can be viewed as a derived one: the name of the enumeration, and the derived types.
    pub families: BTreeMap<&'a QualifiedName, Family<'a>>,
    /// Which feature an item needs.
    pub areas: Areas<'a>,
    links: Links<'a>,
    options: &'a Options,
}

/// A base type's derived types.
pub struct Family<'a> {
    /// `AttachmentVariant`.
    pub name: String,
    /// All that inherit from the base, directly or not.
    pub derived: Vec<&'a QualifiedName>,
}

impl<'a> Context<'a> {
    /// Takes the decisions.
    pub fn new(model: &'a Model, options: &'a Options, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let links = Links::new(model);
        let areas = if options.areas {
            Areas::new(model)
        } else {
            Areas::off()
        };
        let mut places = Places::new(model, &areas, diagnostics);
        let families = families(model, &mut places);
        Self {
            model,
            version: name::version_module(&model.version),
            places,
            families,
            links,
            areas,
            options,
        }
    }

    /// The type of the model by this name, with its place.
    pub fn place(&self, name: &QualifiedName) -> Option<&Place> {
        self.places.get(name)
    }

    /// The type of the model by this name if it has properties.
    pub fn structure(&self, target: &Target) -> Option<&'a Struct> {
        match target {
            Target::Named(name) => match self.model.types.get(name) {
                Some(Type::Struct(ty)) => Some(ty),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a type inherits from one that is more than the root of everything, so that a value must say what it is.
    pub fn is_variant(&self, name: &QualifiedName) -> bool {
        match self.model.types.get(name) {
            Some(Type::Struct(ty)) => ty
                .base
                .as_ref()
                .is_some_and(|base| self.families.contains_key(base) || self.is_variant(base)),
            _ => false,
        }
    }

    /// The Rust type of one value.
    pub fn target_type(&self, target: &Target, source: &mut Source) -> RustType {
        match target {
            Target::Scalar(scalar) => named(scalar_name(*scalar)),
            Target::Named(name) => match self.place(name) {
                Some(place) => of_path(source.type_path(place)),
                None => named("Json"),
            },
            Target::Untyped | Target::Omitted(_) => named("Json"),
        }
    }

    /// The Rust type of a use: `Vec` of it when there are many.
    pub fn use_type(&self, ty: &TypeUse, source: &mut Source) -> RustType {
        let one = self.target_type(&ty.target, source);
        if ty.collection {
            generic("Vec", one)
        } else {
            one
        }
    }

    /// The Rust type of what a property of `owner` holds, without `Option`.
    pub fn property_type(
        &self,
        owner: &QualifiedName,
        property: &Property,
        source: &mut Source,
    ) -> RustType {
        let ty = self.use_type(&property.ty, source);
        if self.is_linked(owner, property) {
            generic("Link", ty)
        } else {
            ty
        }
    }

    /// Whether a property of `owner` holds its value behind a link.
    pub fn is_linked(&self, owner: &QualifiedName, property: &Property) -> bool {
        self.links.through(owner, property)
    }

    /// The feature that the type of a property needs.
    pub fn property_feature(&self, property: &Property) -> Option<&str> {
        match &property.ty.target {
            Target::Named(target) => self.areas.of_type(target),
            _ => None,
        }
    }

    /// Where a person reads the page, when the configuration says.
    pub fn page_link(&self, page: &Utf8Path) -> Option<String> {
        let template = self.options.page_link.as_deref()?;
        Some(
            template
                .replace("{version}", &self.model.version)
                .replace("{stem}", page.file_stem().unwrap_or_default())
                .replace("{page}", page.with_extension("").as_str()),
        )
    }

    /// `[the page](https://...)`, or its path.
    pub fn page_words(&self, page: &Utf8Path) -> String {
        match self.page_link(page) {
            Some(link) => format!("[{page}]({link})"),
            None => format!("`{page}`"),
        }
    }
}

/// The Rust type of a primitive.
pub fn scalar_name(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::String => "String",
        Scalar::Boolean => "bool",
        Scalar::Byte => "u8",
        Scalar::SByte => "i8",
        Scalar::Int16 => "i16",
        Scalar::Int32 => "i32",
        Scalar::Int64 => "i64",
        // As f64, because a shorter form would not write back what was read.
        Scalar::Single | Scalar::Double => "f64",
        Scalar::Decimal => "Decimal",
        Scalar::DateTimeOffset => "DateTimeOffset",
        Scalar::Date => "Date",
        Scalar::TimeOfDay => "TimeOfDay",
        Scalar::Duration => "Duration",
        Scalar::Guid => "Guid",
        Scalar::Binary => "Binary",
        Scalar::Stream => "Json",
    }
}

/// Base types that something holds, sends or answers with, and their derived types.
fn families<'a>(
    model: &'a Model,
    places: &mut Places<'a>,
) -> BTreeMap<&'a QualifiedName, Family<'a>> {
    let used = used_types(model);
    let mut families: BTreeMap<&QualifiedName, Vec<&QualifiedName>> = BTreeMap::new();
    for (name, ty) in &model.types {
        let mut seen = BTreeSet::from([name]);
        let mut ty = Some(ty);
        while let Some(Type::Struct(Struct {
            base: Some(base), ..
        })) = ty
        {
            if !seen.insert(base) {
                break;
            }
            families.entry(base).or_default().push(name);
            ty = model.types.get(base);
        }
    }
    families
        .into_iter()
        .filter(|(base, derived)| used.contains(*base) && derived.len() <= WIDEST_FAMILY)
        .filter_map(|(base, derived)| {
            let place = places.get(base)?.clone();
            let name = places.claim(&place.module, format!("{}Variant", place.name));
            Some((base, Family { name, derived }))
        })
        .collect()
}

fn used_types(model: &Model) -> BTreeSet<&QualifiedName> {
    let properties = model.types.values().filter_map(|ty| match ty {
        Type::Struct(ty) => Some(&ty.properties),
        Type::Enum(_) => None,
    });
    let of_properties = properties.flatten().map(|property| &property.ty.target);
    let of_operations = model.operations.iter().flat_map(|operation| {
        let body = match &operation.body {
            Body::Type { ty, .. } => Some(&ty.target),
            _ => None,
        };
        let parameters = match &operation.body {
            Body::Parameters { parameters } => &parameters[..],
            _ => &[],
        };
        let answers = operation
            .responses
            .iter()
            .filter_map(|response| response.body.target());
        body.into_iter()
            .chain(parameters.iter().map(|p| &p.ty.target))
            .chain(answers)
    });
    of_properties
        .chain(of_operations)
        .filter_map(|target| match target {
            Target::Named(name) => Some(name),
            _ => None,
        })
        .collect()
}
