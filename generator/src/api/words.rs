//! The words of a version in snake case, each converted once.
//!
//! Reference pages repeat themselves: a few thousand names make up all properties, parameters and paths.

use crate::api::name::{singular, snake};
use crate::model::{Argument, ArgumentValue, Body, Model, Operation, Property, Segment, Type};
use std::borrow::Cow;
use std::collections::HashMap;

/// Words of a version by the text that the pages give.
#[derive(Default)]
pub struct Words<'m> {
    snake: HashMap<&'m str, String>,
    /// Fixed segments of paths, which stand for collections, without the ending of the plural.
    singular: HashMap<&'m str, String>,
}

impl<'m> Words<'m> {
    /// Converts the names of all properties, parameters, headers and segments.
    pub fn of(model: &'m Model) -> Self {
        let mut words = Self::default();
        for ty in model.types.values() {
            if let Type::Struct(ty) = ty {
                words.properties(&ty.properties);
            }
        }
        for operation in &model.operations {
            words.operation(operation);
        }
        words
    }

    /// The text in snake case.
    pub fn snake(&self, text: &str) -> Cow<'_, str> {
        match self.snake.get(text) {
            Some(known) => Cow::Borrowed(known),
            None => Cow::Owned(snake(text)),
        }
    }

    /// What one of the collection `text` is, in snake case: `user` for `users`.
    pub fn singular(&self, text: &str) -> Cow<'_, str> {
        match self.singular.get(text) {
            Some(known) => Cow::Borrowed(known),
            None => Cow::Owned(snake(&singular(text))),
        }
    }

    fn operation(&mut self, operation: &'m Operation) {
        self.properties(&operation.parameters);
        self.properties(&operation.query_parameters);
        match &operation.body {
            Body::Type { accepted, .. } => self.properties(accepted),
            Body::Parameters { parameters } => self.properties(parameters),
            Body::None | Body::Bytes | Body::Reference | Body::Untyped => {}
        }
        for header in &operation.headers {
            self.learn(&header.name);
        }
        for segment in operation.routes.iter().flat_map(|route| &route.segments) {
            match segment {
                Segment::Literal(text) => self.collection(last_part(text)),
                Segment::Parameter(names) => names.iter().for_each(|name| self.learn(name)),
                Segment::Path { parameter, .. } => self.learn(parameter),
                Segment::Function { name, arguments } => {
                    self.collection(last_part(name));
                    arguments
                        .iter()
                        .for_each(|argument| self.argument(argument));
                }
            }
        }
    }

    fn argument(&mut self, argument: &'m Argument) {
        if let Some(name) = &argument.name {
            self.learn(name);
        }
        if let ArgumentValue::Parameter(name) = &argument.value {
            self.learn(name);
        }
    }

    fn properties(&mut self, properties: &'m [Property]) {
        for property in properties {
            self.learn(&property.name);
        }
    }

    fn collection(&mut self, text: &'m str) {
        self.learn(text);
        self.singular
            .entry(text)
            .or_insert_with(|| snake(&singular(text)));
    }

    fn learn(&mut self, text: &'m str) {
        self.snake.entry(text).or_insert_with(|| snake(text));
    }
}

/// A segment without its namespace: `folderItem` of `microsoft.graph.folderItem`.
pub fn last_part(segment: &str) -> &str {
    segment.rsplit('.').next().unwrap_or(segment)
}
