//! What parts of pages say, and how it is decided between them.
//!
//! A part of a page makes a [`Statement`]. Where several parts speak of the same thing, their statements are put in the order in
//! which they are believed, and [`settle`] makes a [`Decision`] of them. It keeps what it rests on and what was said against it, so
//! that findings, the report and the emitted documentation tell the same story. Where many pages use a word, a [`Tally`] counts.

use crate::diagnostic::Span;
use crate::model::{Contradiction, Source};
use crate::resolve::names::type_id::{Property, TypeId, TypeUse};
use camino::Utf8Path;
use std::collections::BTreeMap;

/// What one part of a page says about the type of something.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Statement<'a> {
    /// Which part.
    pub source: Source,
    /// What it says.
    pub says: TypeUse,
    /// The page.
    pub page: &'a Utf8Path,
    /// Where on it.
    pub span: Span,
}

impl Statement<'_> {
    /// As something that was not believed.
    pub fn contradiction(&self) -> Contradiction<TypeId> {
        Contradiction {
            source: self.source,
            says: self.says,
            page: self.page.to_owned(),
            span: self.span,
        }
    }
}

/// What was decided.
#[derive(Clone, Debug)]
pub(crate) struct Decision {
    /// The type.
    pub value: TypeUse,
    /// Every part that speaks of it; the one that was believed first.
    pub sources: Vec<Source>,
    /// Whether it is a guess: parts contradict each other, or only an example shows it.
    pub inferred: bool,
    /// What was not believed.
    pub contradictions: Vec<Contradiction<TypeId>>,
}

impl Decision {
    /// What one part says, while no other part speaks.
    pub fn of(statement: &Statement<'_>) -> Self {
        Self {
            value: statement.says,
            sources: vec![statement.source],
            inferred: statement.source == Source::Example,
            contradictions: Vec::new(),
        }
    }

    /// Believes the first statement, and notes of the others whether they agree with it.
    pub fn settle<'a>(
        statements: impl IntoIterator<Item = Statement<'a>>,
        agree: impl Fn(&TypeUse, &TypeUse) -> bool,
    ) -> Option<Self> {
        let mut statements = statements.into_iter();
        let mut decision = Self::of(&statements.next()?);
        for other in statements {
            decision.sources.push(other.source);
            if !agree(&decision.value, &other.says) {
                decision.contradict(&other);
            }
        }
        Some(decision)
    }

    /// Notes a statement that was not believed.
    pub fn contradict(&mut self, other: &Statement<'_>) {
        self.inferred = true;
        self.contradictions.push(other.contradiction());
    }
}

/// Notes what was said about the type of a property and not believed.
pub(crate) fn contradict(known: &mut Property, other: &Statement<'_>) {
    known.inferred = true;
    known.contradictions.push(other.contradiction());
}

/// How many pages, or parts of pages, use each of several words or types.
#[derive(Clone, Debug)]
pub(crate) struct Tally<K>(BTreeMap<K, usize>);

impl<K> Default for Tally<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord> Tally<K> {
    /// Counts one.
    pub fn add(&mut self, key: K) {
        self.add_weight(key, 1);
    }

    /// Counts one that weighs more or less than others.
    pub fn add_weight(&mut self, key: K, weight: usize) {
        let count = self.0.entry(key).or_default();
        *count = count.saturating_add(weight);
    }

    /// How often it was counted.
    pub fn count(&self, key: &K) -> usize {
        self.0.get(key).copied().unwrap_or_default()
    }

    /// How many were counted.
    pub fn total(&self) -> usize {
        self.0.values().sum()
    }

    /// The one that was counted most often, with its count. Of several, the first in order.
    pub fn most(&self) -> Option<(&K, usize)> {
        let leaders = self.leaders();
        leaders.first().map(|first| (*first, self.count(first)))
    }

    /// All that were counted most often, in order.
    pub fn leaders(&self) -> Vec<&K> {
        let most = self.0.values().max();
        let all = self.0.iter();
        all.filter(|(_, count)| Some(*count) == most)
            .map(|(key, _)| key)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Scalar;
    use crate::resolve::names::type_id::{Target, one};

    fn says(source: Source, scalar: Scalar) -> Statement<'static> {
        Statement {
            source,
            says: one(Target::Scalar(scalar)),
            page: Utf8Path::new("api/a.md"),
            span: Span::default(),
        }
    }

    #[test]
    fn the_first_statement_is_believed_and_the_others_support_or_contradict_it() {
        let statements = [
            says(Source::Prose, Scalar::String),
            says(Source::Methods, Scalar::String),
            says(Source::Annotation, Scalar::Guid),
        ];
        let decision = Decision::settle(statements, |a, b| a == b).unwrap();
        assert_eq!(decision.value, one(Target::Scalar(Scalar::String)));
        assert_eq!(
            decision.sources,
            [Source::Prose, Source::Methods, Source::Annotation]
        );
        assert!(decision.inferred);
        assert_eq!(decision.contradictions.len(), 1);
        assert_eq!(decision.contradictions[0].source, Source::Annotation);
        assert!(Decision::settle([], |a, b| a == b).is_none());
    }

    #[test]
    fn an_example_alone_is_a_guess_and_a_table_is_none() {
        assert!(Decision::of(&says(Source::Example, Scalar::Guid)).inferred);
        assert!(!Decision::of(&says(Source::Table, Scalar::Guid)).inferred);
    }

    #[test]
    fn of_equal_counts_the_first_in_order_wins_whatever_was_counted_first() {
        let mut tally = Tally::default();
        for word in ["b", "a", "c", "a", "b"] {
            tally.add(word);
        }
        assert_eq!(tally.most(), Some((&"a", 2)));
        assert_eq!(tally.leaders(), [&"a", &"b"]);
    }
}
