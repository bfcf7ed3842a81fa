//! The last step from numbers to names: what leaves for the model says the qualified name of every type.

use crate::model::{self, Body, Evidence, Response, ResponseBody, Type};
use crate::resolve::evidence::Decision;
use crate::resolve::names::index::TypeIndex;
use crate::resolve::names::type_id::{Property, Struct, Target, TypeId, TypeUse};

/// Gives types their names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Naming<'a>(pub &'a TypeIndex<'a>);

impl Naming<'_> {
    /// A type.
    pub fn ty(self, ty: Type<TypeId>) -> Type {
        match ty {
            Type::Struct(ty) => Type::Struct(self.structure(ty)),
            Type::Enum(ty) => Type::Enum(model::Enumeration {
                name: self.0.name(ty.name).clone(),
                pages: ty.pages,
                area: ty.area,
                description: ty.description,
                members: ty.members,
                numbers: ty.numbers,
            }),
        }
    }

    fn structure(self, ty: Struct) -> model::Struct {
        model::Struct {
            name: self.0.name(ty.name).clone(),
            base: ty.base.map(|base| self.0.name(base).clone()),
            pages: ty.pages,
            area: ty.area,
            description: ty.description,
            is_abstract: ty.is_abstract,
            open: ty.open,
            deprecated: ty.deprecated,
            inferred: ty.inferred,
            properties: self.properties(ty.properties),
        }
    }

    /// Properties or parameters.
    pub fn properties(self, properties: Vec<Property>) -> Vec<model::Property> {
        let named = properties.into_iter().map(|property| model::Property {
            name: property.name,
            ty: self.type_use(property.ty),
            navigation: property.navigation,
            description: property.description,
            read_only: property.read_only,
            required: property.required,
            nullable: property.nullable,
            deprecated: property.deprecated,
            inferred: property.inferred,
            sources: property.sources,
            contradictions: self.contradictions(property.contradictions),
            page: property.page,
            span: property.span,
        });
        named.collect()
    }

    fn contradictions(
        self,
        contradictions: Vec<model::Contradiction<TypeId>>,
    ) -> Vec<model::Contradiction> {
        let named = contradictions
            .into_iter()
            .map(|found| model::Contradiction {
                source: found.source,
                says: self.type_use(found.says),
                page: found.page,
                span: found.span,
            });
        named.collect()
    }

    /// A use of a type.
    pub fn type_use(self, ty: TypeUse) -> model::TypeUse {
        model::TypeUse {
            target: self.target(ty.target),
            collection: ty.collection,
        }
    }

    fn target(self, target: Target) -> model::Target {
        match target {
            Target::Scalar(scalar) => model::Target::Scalar(scalar),
            Target::Named(ty) => model::Target::Named(self.0.name(ty).clone()),
            Target::Untyped => model::Target::Untyped,
            Target::Omitted(ty) => model::Target::Omitted(self.0.name(ty).clone()),
        }
    }

    /// What a decision rests on.
    pub fn evidence(self, decision: Decision) -> Evidence {
        Evidence {
            sources: decision.sources,
            inferred: decision.inferred,
            contradictions: self.contradictions(decision.contradictions),
        }
    }

    /// What a request carries.
    pub fn body(self, body: Body<TypeId>) -> Body {
        match body {
            Body::None => Body::None,
            Body::Type { ty, accepted } => Body::Type {
                ty: self.type_use(ty),
                accepted: self.properties(accepted),
            },
            Body::Parameters { parameters } => Body::Parameters {
                parameters: self.properties(parameters),
            },
            Body::Reference => Body::Reference,
            Body::Bytes => Body::Bytes,
            Body::Untyped => Body::Untyped,
        }
    }

    /// What a success answers with.
    pub fn response(self, response: Response<TypeId>) -> Response {
        Response {
            status: response.status,
            body: match response.body {
                ResponseBody::None => ResponseBody::None,
                ResponseBody::Value { ty } => ResponseBody::Value {
                    ty: self.type_use(ty),
                },
                ResponseBody::Page { item, delta } => ResponseBody::Page {
                    item: self.target(item),
                    delta,
                },
                ResponseBody::Bytes => ResponseBody::Bytes,
            },
            content: response.content.map(|ty| self.0.name(ty).clone()),
            sources: response.sources,
            contradictions: self.contradictions(response.contradictions),
            inferred: response.inferred,
        }
    }
}
