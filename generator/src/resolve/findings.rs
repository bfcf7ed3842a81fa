//! Where passes leave what they find, and how they work on all threads without changing its order.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::resolve::names::folded::Folded;
use crate::resolve::names::index::{LookupScope, TypeIndex};
use camino::Utf8PathBuf;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Collects findings; says of a page only once that a type is undefined.
#[derive(Debug, Default)]
pub(crate) struct FindingSink {
    /// In the order they were made.
    pub all: Vec<Diagnostic>,
    undefined: BTreeSet<(Utf8PathBuf, Folded)>,
}

impl FindingSink {
    /// Says that no page defines a type.
    pub fn undefined(
        &mut self,
        index: &TypeIndex<'_>,
        scope: LookupScope<'_>,
        name: &str,
        span: Span,
    ) {
        let key = (scope.page.to_owned(), Folded(name.to_owned()));
        if name.is_empty() || !self.undefined.insert(key) {
            return;
        }
        let finding = Diagnostic::new(
            Code::TypeUndefined,
            scope.page,
            span,
            format!("no page defines the type `{name}`"),
        );
        let help = near_help(index, name).unwrap_or_else(|| {
            format!("add a resource page for `{name}`, or name a type that has one")
        });
        self.all
            .push(finding.done("the value is any JSON").help(help));
    }
}

/// A hint at a known name that the unknown one may be a slip of.
pub(crate) fn near_help(index: &TypeIndex<'_>, name: &str) -> Option<String> {
    let near = index.near(name)?;
    Some(format!("did you mean `{}`?", index.name(near).name()))
}

/// Does the same with every item, on all threads; results and findings come in the order of the items.
pub(crate) fn par_map<I: Sync, T: Send>(
    items: &[I],
    findings: &mut FindingSink,
    work: impl Fn(&I, &mut FindingSink) -> T + Sync,
) -> Vec<T> {
    let done: Vec<_> = items
        .par_iter()
        .map(|item| {
            let mut found = FindingSink::default();
            (work(item, &mut found), found.all)
        })
        .collect();
    done.into_iter()
        .map(|(result, mut found)| {
            findings.all.append(&mut found);
            result
        })
        .collect()
}
