//! How many examples of pages fit the types that the tables give, and what contradicts them.

use crate::api::{Api, Packaging};
use crate::corpus::PageTexts;
use crate::fit::{Contradiction, Fit, Kind, Rows, Shape};
use crate::model::{Model, Property};
use camino::Utf8Path;
use std::collections::{BTreeMap, BTreeSet};

/// What the examples of a version say about its types.
#[derive(Debug, Default)]
pub struct Fits<'m> {
    /// Strict examples that fit their documented type.
    pub fitting: usize,
    /// Strict examples with at least one contradiction.
    pub contradicting: usize,
    /// Strict examples whose type the pages do not say.
    pub untyped: usize,
    /// Examples that are JSON only after a repair; they are looked into like the others.
    pub repaired: usize,
    /// Values that contradict their tables, by page and line.
    pub misfits: Vec<Misfit<'m>>,
    /// Members that no table lists, by type and name.
    pub unlisted: BTreeMap<(String, String), Shown<'m>>,
    /// Contradictions that are listed in the tests of the bindings.
    pub listed: usize,
    /// Those that are not, as the page does not say itself what they contradict: the tests fail there.
    pub unstated: usize,
}

/// How often an example shows something.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'m> {
    /// In all.
    pub times: usize,
    /// The page and line of the first.
    pub first: (&'m Utf8Path, u32),
}

/// A value that contradicts its table.
#[derive(Debug)]
pub struct Misfit<'m> {
    /// The page of the example.
    pub page: &'m Utf8Path,
    /// The line of the value, or of the example where it was repaired.
    pub line: u32,
    /// `/value/0/sender`; empty for the body itself.
    pub pointer: String,
    /// What the table says and what the example shows.
    pub cause: String,
    /// The row of the table.
    pub property: Option<&'m Property>,
}

impl<'m> Fits<'m> {
    /// Looks into every example of the model.
    pub fn of(model: &'m Model, texts: &PageTexts) -> Self {
        let rows = Rows::of(model, texts);
        let apis = Api::of_versions(
            std::slice::from_ref(model),
            Packaging::Whole,
            &mut Vec::new(),
        );
        let mut fits = Self::default();
        // A page that lists several operations shows their examples once.
        let mut seen = BTreeSet::new();
        let items = apis
            .iter()
            .flat_map(|api| api.operations().map(move |item| (api, item)));
        for (api, item) in items {
            let page: &Utf8Path = &item.operation.page;
            for example in &item.operation.examples {
                if seen.insert((page, example.id)) {
                    fits.add(
                        page,
                        example.repaired.is_none(),
                        Fit::of(example, item, api),
                        &rows,
                    );
                }
            }
        }
        fits.misfits
            .sort_by(|a, b| (a.page, a.line, &a.pointer).cmp(&(b.page, b.line, &b.pointer)));
        fits
    }

    fn add(&mut self, page: &'m Utf8Path, strict: bool, fit: Fit<'_, 'm>, rows: &Rows<'_>) {
        let typed = !matches!(fit.shape, Shape::Json);
        self.repaired += usize::from(!strict);
        // What an open type has beyond its table contradicts nothing.
        let is_contradiction = |found: &Contradiction| !matches!(found.kind, Kind::Extra(_));
        let contradictions: Vec<_> = fit
            .contradictions
            .into_iter()
            .filter(is_contradiction)
            .collect();
        match (strict, typed, contradictions.is_empty()) {
            (false, ..) => {}
            (true, false, _) => self.untyped += 1,
            (true, true, true) => self.fitting += 1,
            (true, true, false) => self.contradicting += 1,
        }
        for found in contradictions {
            let count = match found.is_stated(rows) {
                true => &mut self.listed,
                false => &mut self.unstated,
            };
            *count += 1;
            if let Kind::Member(of) = found.kind {
                let ty = of.map_or(&*found.documented, |ty| &*ty.name.0).to_owned();
                let name = found
                    .pointer
                    .rsplit('/')
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                let first = (page, found.line);
                let shown = self.unlisted.entry((ty, name));
                shown.or_insert(Shown { times: 0, first }).times += 1;
            } else {
                self.misfits.push(Misfit {
                    page,
                    line: found.line,
                    cause: found.cause(),
                    property: found.property(),
                    pointer: found.pointer,
                });
            }
        }
    }

    /// Strict examples with a documented type.
    pub fn typed(&self) -> usize {
        self.fitting + self.contradicting
    }

    /// The misfits, those of the most frequent cause first.
    pub fn by_cause(&self) -> Vec<(&str, Vec<&Misfit<'m>>)> {
        let mut causes: BTreeMap<&str, Vec<&Misfit<'m>>> = BTreeMap::new();
        for misfit in &self.misfits {
            causes.entry(&misfit.cause).or_default().push(misfit);
        }
        let mut causes: Vec<_> = causes.into_iter().collect();
        causes.sort_by_key(|(_, misfits)| std::cmp::Reverse(misfits.len()));
        causes
    }
}
