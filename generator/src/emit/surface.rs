//! What callers of the emitted crate see of a model, item by item: the names and types that changes of pages can break.

use crate::emit::address::Address;
use crate::emit::body;
use crate::emit::body::Shape;
use crate::emit::context::{Context, scalar_name};
use crate::emit::name::version_module;
use crate::emit::operation::{argument_type, is_delta, methods, options, query_scalar};
use crate::emit::route::Constructor;
use crate::emit::syntax::type_text;
use crate::emit::{Options, Unit, enumeration, operation, operation_units, response, structure};
use crate::model::{Model, Operation, Property, QualifiedName, Scalar, Target, Type};
use camino::Utf8Path;
use std::collections::{BTreeMap, VecDeque};

/// The items that a version's pages become.
#[derive(Clone, Debug, Default)]
pub struct Surface<'a> {
    /// The module of the version: `v1_0`.
    pub module: String,
    /// By the name of the model.
    pub types: BTreeMap<&'a QualifiedName, TypeItem<'a>>,
    /// One for each operation of the model, in its order.
    pub operations: Vec<OperationItem<'a>>,
}

/// What a type becomes.
#[derive(Clone, Debug, Default)]
pub struct TypeItem<'a> {
    /// `v1_0::models::Message`.
    pub path: String,
    /// By the names of the properties, those of base types included.
    pub fields: Fields<'a>,
    /// The arm of each member of an enumeration, in page order.
    pub arms: Vec<String>,
    /// The arm for members that no page lists.
    pub catch_all: Option<String>,
    /// The enumeration of derived types.
    pub variants: Option<VariantsItem<'a>>,
    /// The feature without which it is not there.
    pub feature: Option<String>,
}

/// The fields of a struct by the names of its properties.
pub type Fields<'a> = BTreeMap<&'a str, FieldItem<'a>>;

/// A field of a struct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldItem<'a> {
    /// What it is made from.
    pub property: &'a Property,
    /// `received_date_time`.
    pub name: String,
    /// `RECEIVED_DATE_TIME`.
    pub constant: String,
    /// The type of its value. Types of the model stand under their own names, so that one that moves is not another.
    pub ty: String,
}

/// The enumeration in which a base type can be viewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantsItem<'a> {
    /// `v1_0::models::AttachmentVariant`.
    pub path: String,
    /// By derived type.
    pub arms: BTreeMap<&'a QualifiedName, String>,
}

/// What an operation becomes.
#[derive(Clone, Debug, Default)]
pub struct OperationItem<'a> {
    /// `v1_0::user::ListMessages`.
    pub path: String,
    /// One for each route, in page order.
    pub constructors: Vec<ConstructorItem>,
    /// Query options of OData and their methods.
    pub options: BTreeMap<&'static str, &'static str>,
    /// One for each query parameter, in page order.
    pub query_parameters: Vec<MethodItem>,
    /// The method of each header, in page order.
    pub headers: Vec<String>,
    /// What constructors take beside the parts of the path.
    pub body: BodyItem<'a>,
    /// The response type.
    pub answer: AnswerItem,
    /// It can continue from a delta token.
    pub resumes: bool,
    /// The feature without which it is not there.
    pub feature: Option<String>,
}

/// A constructor of a request type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConstructorItem {
    /// `in_users`.
    pub name: String,
    /// Types of the path's arguments. Their order counts, their names do not.
    pub arguments: Vec<String>,
}

/// A method of a request type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodItem {
    /// `prefer`.
    pub name: String,
    /// The type of its argument.
    pub argument: String,
}

/// What an operation answers with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerItem {
    /// One type, whatever the status.
    Always(String),
    /// An enumeration: its path, and its arms in the order of the statuses.
    ByStatus {
        /// `v1_0::ticket::UpsertResponse`.
        path: String,
        /// Each with the type it holds.
        arms: Vec<(String, String)>,
    },
}

impl Default for AnswerItem {
    fn default() -> Self {
        Self::Always(String::new())
    }
}

/// The body argument of a request's constructors.
#[derive(Clone, Debug, Default)]
pub struct BodyItem<'a> {
    /// Its type, if there is one.
    pub argument: Option<String>,
    /// The struct that only this operation has, and its fields by the names of the properties.
    pub own: Option<(String, Fields<'a>)>,
}

/// The items of a model, with the features that they have in a whole package.
///
/// `rename` gives each type of the model the name it shall have in the types of fields, bodies and answers.
pub fn surface<'a>(
    model: &'a Model,
    rename: &dyn Fn(&QualifiedName) -> QualifiedName,
) -> Surface<'a> {
    static WHOLE: Options = Options {
        page_link: None,
        title: None,
        areas: true,
        tested_crate: None,
    };
    let context = Context::new(model, &WHOLE, &mut Vec::new());
    let types = Types {
        context: &context,
        rename,
    };
    Surface {
        types: model
            .types
            .iter()
            .map(|(name, ty)| (name, types.item(name, ty)))
            .collect(),
        operations: types.operations(),
        module: context.version,
    }
}

/// `v1_0` for the version `v1.0`.
pub fn module_of_version(version: &str) -> String {
    version_module(version)
}

/// Names types in the items of a model.
struct Types<'a, 'c> {
    context: &'c Context<'a>,
    rename: &'c dyn Fn(&QualifiedName) -> QualifiedName,
}

impl<'a> Types<'a, '_> {
    fn item(&self, name: &QualifiedName, ty: &'a Type) -> TypeItem<'a> {
        let Some(place) = self.context.place(name) else {
            return TypeItem::default();
        };
        let path = self.path(&place.module, &place.name);
        let feature = place.feature.clone();
        match ty {
            Type::Struct(_) => TypeItem {
                path,
                feature,
                fields: self.fields(name, &self.context.model.properties(name)),
                variants: self.variants(name, &place.module),
                ..TypeItem::default()
            },
            Type::Enum(ty) => {
                let arms = enumeration::arms(ty);
                TypeItem {
                    path,
                    feature,
                    arms: arms.members,
                    catch_all: Some(arms.catch_all),
                    ..TypeItem::default()
                }
            }
        }
    }

    fn path(&self, module: &[String], name: &str) -> String {
        format!("{}::{}::{name}", self.context.version, module.join("::"))
    }

    fn fields(&self, owner: &QualifiedName, properties: &[&'a Property]) -> Fields<'a> {
        let names = structure::names(properties);
        properties
            .iter()
            .zip(names)
            .map(|(property, (name, constant))| {
                let many = property.ty.collection;
                let mut ty = collected(self.one(&property.ty.target), many);
                if self.context.is_linked(owner, property) {
                    ty = format!("Link<{ty}>");
                }
                let field = FieldItem {
                    property,
                    name,
                    constant,
                    ty,
                };
                (&*property.name, field)
            })
            .collect()
    }

    fn variants(&self, base: &QualifiedName, module: &[String]) -> Option<VariantsItem<'a>> {
        let family = self.context.families.get(base)?;
        let arms = structure::variants(family, self.context);
        Some(VariantsItem {
            path: self.path(module, &family.name),
            arms: arms
                .known
                .into_iter()
                .map(|variant| (variant.derived, variant.arm))
                .collect(),
        })
    }

    fn one(&self, target: &Target) -> String {
        match target {
            Target::Scalar(scalar) => scalar_name(*scalar).to_owned(),
            Target::Named(name) if self.context.place(name).is_some() => (self.rename)(name).0,
            Target::Named(_) | Target::Untyped | Target::Omitted(_) => "Json".to_owned(),
        }
    }

    /// In the order of the model: by page, then in page order.
    fn operations(&self) -> Vec<OperationItem<'a>> {
        let mut pages: BTreeMap<&Utf8Path, VecDeque<OperationItem<'a>>> = BTreeMap::new();
        for unit in operation_units(self.context).into_values() {
            if let Unit::Operations {
                address,
                page,
                operations,
            } = unit
            {
                pages.insert(page, self.page(&address, &operations));
            }
        }
        let mut next = |page: &Utf8Path| pages.get_mut(page).and_then(VecDeque::pop_front);
        self.context
            .model
            .operations
            .iter()
            .map(|operation| next(&operation.page).unwrap_or_default())
            .collect()
    }

    fn page(&self, address: &Address, operations: &[&'a Operation]) -> VecDeque<OperationItem<'a>> {
        let module = std::slice::from_ref(&address.module);
        let mut names = operation::local_names(address);
        operations
            .iter()
            .zip(&address.names)
            .map(|(operation, name)| {
                let mut path = |wanted: String| self.path(module, &names.claim(wanted));
                OperationItem {
                    body: self.body(operation, || path(format!("{name}Body"))),
                    answer: self.answer(operation, || path(format!("{name}Response"))),
                    ..self.operation(operation, self.path(module, name))
                }
            })
            .collect()
    }

    fn operation(&self, operation: &'a Operation, path: String) -> OperationItem<'a> {
        let methods = methods(operation);
        let arguments = operation.query_parameters.iter().map(query_scalar);
        OperationItem {
            path,
            constructors: methods.constructors.iter().map(constructor).collect(),
            options: options(operation).collect(),
            query_parameters: methods
                .query_parameters
                .into_iter()
                .zip(arguments.map(argument_text))
                .map(|(name, argument)| MethodItem { name, argument })
                .collect(),
            headers: methods.headers,
            resumes: is_delta(operation),
            feature: self.context.areas.of_operation(operation),
            ..OperationItem::default()
        }
    }

    fn body(&self, operation: &'a Operation, own: impl FnOnce() -> String) -> BodyItem<'a> {
        let shape = body::shape(operation, self.context);
        let argument = match &shape {
            Shape::None => None,
            Shape::Bytes => Some("impl Into<Bytes>".to_owned()),
            Shape::Reference => Some("&str".to_owned()),
            Shape::Parameters(_) => Some("&Body".to_owned()),
            Shape::Changes { of, .. } => Some(format!("&Changes<{}>", (self.rename)(&of.name).0)),
            Shape::Object(_, target) => Some(format!("&{}", self.one(target))),
            Shape::Json(ty) => Some(format!(
                "&{}",
                collected(self.one(&ty.target), ty.collection)
            )),
        };
        let own = match &shape {
            Shape::Parameters(properties) => {
                let owner = QualifiedName(String::new());
                Some((own(), self.fields(&owner, properties)))
            }
            Shape::Changes { of, properties } => Some((own(), self.fields(&of.name, properties))),
            _ => None,
        };
        BodyItem { argument, own }
    }

    fn answer(&self, operation: &Operation, own: impl FnOnce() -> String) -> AnswerItem {
        let mut one = |target: &Target| self.one(target);
        let answers: Vec<(u16, String)> = operation
            .responses
            .iter()
            .map(|response| {
                (
                    response.status,
                    response::answer(response, self.context, &mut one),
                )
            })
            .collect();
        if response::differ(&answers) {
            let types = answers.iter().map(|(_, ty)| ty.clone());
            AnswerItem::ByStatus {
                path: own(),
                arms: response::arms(&answers).into_iter().zip(types).collect(),
            }
        } else {
            let ty = answers.into_iter().next().map(|(_, ty)| ty);
            AnswerItem::Always(ty.unwrap_or_else(|| "()".to_owned()))
        }
    }
}

fn constructor(constructor: &Constructor) -> ConstructorItem {
    ConstructorItem {
        name: constructor.name.clone(),
        arguments: constructor
            .arguments
            .iter()
            .map(|argument| argument_text(argument.scalar))
            .collect(),
    }
}

fn argument_text(scalar: Scalar) -> String {
    type_text(&argument_type(scalar, "value").0)
}

fn collected(one: String, many: bool) -> String {
    if many { format!("Vec<{one}>") } else { one }
}
