//! The model against the service's metadata: figures, and every disagreement with its place on a page.

mod figures;

use crate::diagnostic::Span;
use crate::metadata::{Metadata, MetadataProperty, MetadataStruct, MetadataType};
use crate::model::{Enumeration, Model, Property, Segment, Struct, Type, TypeUse};
use crate::report::inferred::{sources, type_use};
use camino::Utf8PathBuf;
pub use figures::Figure;

use figures::Counts;
use std::collections::{BTreeMap, BTreeSet};

/// The member that services add to enumerations which may grow.
const GROWS: &str = "unknownFutureValue";

/// What agrees and what does not.
#[derive(Debug, Default)]
pub struct Comparison {
    /// In the order in which they are shown.
    pub figures: Vec<Figure>,
    /// By cause.
    pub disagreements: BTreeMap<&'static str, Vec<Disagreement>>,
}

/// One item about which pages and metadata differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// `microsoft.graph.post.sender`.
    pub item: String,
    /// What the pages say.
    pub pages: String,
    /// What the metadata says.
    pub metadata: String,
    /// The parts of the pages that speak of it; empty where that does not apply.
    pub sources: String,
    /// Where; `None` where no page speaks of it.
    pub page: Place,
}

/// A page, and where on it; `None` where no page speaks of something.
pub type Place = Option<(Utf8PathBuf, Span)>;

/// Compares what the pages say with what the service says.
pub fn compare(model: &Model, metadata: &Metadata) -> Comparison {
    let mut comparing = Comparing {
        names: metadata
            .types
            .keys()
            .map(|name| (name.to_lowercase(), &**name))
            .collect(),
        metadata,
        counts: Counts::default(),
        matched: Vec::new(),
        listed: BTreeSet::new(),
        disagreements: BTreeMap::new(),
    };
    for ty in model.types.values() {
        match ty {
            Type::Struct(ty) => comparing.structure(ty),
            Type::Enum(ty) => comparing.enumeration(ty),
        }
    }
    comparing.unlisted();
    comparing.undocumented();
    let operations = documented_operations(model, metadata);
    Comparison {
        figures: comparing.counts.figures(metadata, operations),
        disagreements: comparing.disagreements,
    }
}

/// Properties of a type and its bases by name, with the type that has them itself.
type Inherited<'a> = BTreeMap<&'a str, (&'a str, &'a MetadataProperty)>;

struct Comparing<'a> {
    metadata: &'a Metadata,
    /// Types of the metadata by their name in small letters: pages are not consistent about capitals.
    names: BTreeMap<String, &'a str>,
    counts: Counts,
    /// Types that the pages and the metadata have, with the pages.
    matched: Vec<(&'a str, &'a MetadataStruct, Place)>,
    /// Properties of the metadata, by the type that has them itself, that pages of it or of a derived type list.
    listed: BTreeSet<(&'a str, &'a str)>,
    disagreements: BTreeMap<&'static str, Vec<Disagreement>>,
}

impl<'a> Comparing<'a> {
    fn known(&self, name: &str) -> Option<&'a str> {
        match self.metadata.types.get_key_value(name) {
            Some((name, _)) => Some(name),
            None => self.names.get(&name.to_lowercase()).copied(),
        }
    }

    /// Whether both names mean one type.
    fn same(&self, ours: &str, theirs: &str) -> bool {
        ours == theirs || self.known(ours) == Some(theirs)
    }

    fn differ(&mut self, cause: &'static str, found: Disagreement) {
        self.disagreements.entry(cause).or_default().push(found);
    }

    fn absent(&mut self, cause: &'static str, name: &str, pages: &[Utf8PathBuf]) {
        let other_kind = self
            .known(name)
            .map(|name| match self.metadata.types.get(name) {
                Some(MetadataType::Enum(_)) => "an enumeration",
                _ => "a type with properties",
            });
        self.differ(
            cause,
            Disagreement {
                item: name.to_owned(),
                pages: String::new(),
                metadata: other_kind.unwrap_or_default().to_owned(),
                sources: String::new(),
                page: first(pages),
            },
        );
    }

    fn structure(&mut self, ty: &Struct) {
        let known = self.known(&ty.name.0);
        let Some((name, known)) = known.and_then(|name| match self.metadata.types.get(name) {
            Some(MetadataType::Struct(known)) => Some((name, known)),
            _ => None,
        }) else {
            self.counts.structs.add(false);
            self.absent(
                "Types with properties that the metadata does not have",
                &ty.name.0,
                &ty.pages,
            );
            return;
        };
        self.counts.structs.add(true);
        self.counts.documented.insert(name.to_owned());
        self.base(ty, known);
        let chain = self.metadata.chain(name);
        let inherited: Inherited<'a> = chain
            .iter()
            .rev()
            .flat_map(|(owner, ty)| ty.properties.iter().map(move |property| (*owner, property)))
            .map(|(owner, property)| (&*property.name, (owner, property)))
            .collect();
        for property in &ty.properties {
            if let Some((owner, known)) = self.property(ty, property, &inherited) {
                self.listed.insert((owner, &*known.name));
            }
        }
        self.matched.push((name, known, first(&ty.pages)));
    }

    /// Properties that the metadata gives a type itself and that no page of it or of a derived type lists.
    fn unlisted(&mut self) {
        for (name, known, page) in std::mem::take(&mut self.matched) {
            for property in &known.properties {
                let listed = self.listed.contains(&(name, &*property.name));
                if !self.counts.own.add(listed) {
                    self.differ(
                        "Properties of the metadata that the type's pages do not list",
                        Disagreement {
                            item: format!("{name}.{}", property.name),
                            pages: String::new(),
                            metadata: theirs(property),
                            sources: String::new(),
                            page: page.clone(),
                        },
                    );
                }
            }
        }
    }

    fn base(&mut self, ty: &Struct, known: &MetadataStruct) {
        let ours = ty.base.as_ref().map_or("", |base| &*base.0);
        let theirs = known.base.as_deref().unwrap_or_default();
        if !self.counts.bases.add(self.same(ours, theirs)) {
            self.differ(
                "Base types that differ",
                Disagreement {
                    item: ty.name.0.clone(),
                    pages: ours.to_owned(),
                    metadata: theirs.to_owned(),
                    sources: String::new(),
                    page: first(&ty.pages),
                },
            );
        }
    }

    /// Compares a property; gives the one of the metadata that it is.
    fn property(
        &mut self,
        ty: &Struct,
        property: &Property,
        known: &Inherited<'a>,
    ) -> Option<(&'a str, &'a MetadataProperty)> {
        let found = |metadata: String| Disagreement {
            item: format!("{}.{}", ty.name.0, property.name),
            pages: type_use(&property.ty),
            metadata,
            sources: sources(&property.sources),
            page: Some((property.page.clone(), property.span)),
        };
        let exact = known.get(&*property.name).copied();
        self.counts.names.add(exact.is_some());
        let other_case = || {
            let mut all = known.values();
            all.find(|(_, known)| known.name.eq_ignore_ascii_case(&property.name))
                .copied()
        };
        let (owner, theirs) = match exact {
            Some(exact) => exact,
            None => match other_case() {
                Some(other) => {
                    self.differ(
                        "Property names with other capital letters",
                        found(other.1.name.clone()),
                    );
                    other
                }
                None => {
                    self.differ(
                        "Properties that the metadata does not have",
                        found(String::new()),
                    );
                    return None;
                }
            },
        };
        let same_type = self.same_type(&property.ty, theirs);
        let same_many = property.ty.collection == theirs.collection;
        if !self.counts.types.add(same_type && same_many) {
            let cause = match same_type {
                true => "Properties that are one in one place and many in the other",
                false => "Properties with another type",
            };
            self.differ(cause, found(crate::report::comparison::theirs(theirs)));
        }
        Some((owner, theirs))
    }

    fn same_type(&self, ours: &TypeUse, theirs: &MetadataProperty) -> bool {
        let one = TypeUse {
            target: ours.target.clone(),
            collection: false,
        };
        self.same(&type_use(&one), &theirs.ty)
    }

    fn enumeration(&mut self, ty: &Enumeration) {
        let known = self.known(&ty.name.0);
        let Some((name, known)) = known.and_then(|name| match self.metadata.types.get(name) {
            Some(MetadataType::Enum(known)) => Some((name, known)),
            _ => None,
        }) else {
            self.counts.enums.add(false);
            self.absent(
                "Enumerations that the metadata does not have",
                &ty.name.0,
                &ty.pages,
            );
            return;
        };
        self.counts.enums.add(true);
        self.counts.documented.insert(name.to_owned());
        let ours: BTreeSet<&str> = ty.members.iter().map(|member| &*member.name).collect();
        let theirs: BTreeSet<&str> = known.iter().map(String::as_str).collect();
        for member in &theirs {
            self.counts.member_names.add(ours.contains(member));
        }
        let only = |a: &BTreeSet<&str>, b: &BTreeSet<&str>| {
            let members = a.difference(b).filter(|member| **member != GROWS);
            members.copied().collect::<Vec<_>>().join(", ")
        };
        let (pages, metadata) = (only(&ours, &theirs), only(&theirs, &ours));
        if !self
            .counts
            .members
            .add(pages.is_empty() && metadata.is_empty())
        {
            self.differ(
                "Enumerations with other members: those that only one side has",
                Disagreement {
                    item: ty.name.0.clone(),
                    pages,
                    metadata,
                    sources: String::new(),
                    page: first(&ty.pages),
                },
            );
        }
    }

    /// Types that no page defines.
    fn undocumented(&mut self) {
        let metadata = self.metadata;
        for (name, ty) in &metadata.types {
            if self.counts.documented.contains(name) {
                continue;
            }
            let kind = match ty {
                MetadataType::Struct(_) => "a type with properties",
                MetadataType::Enum(_) => "an enumeration",
            };
            self.differ(
                "Types of the metadata that no page defines",
                Disagreement {
                    item: name.clone(),
                    pages: String::new(),
                    metadata: kind.to_owned(),
                    sources: String::new(),
                    page: None,
                },
            );
        }
    }
}

fn first(pages: &[Utf8PathBuf]) -> Place {
    pages.first().map(|page| (page.clone(), Span::default()))
}

fn theirs(property: &MetadataProperty) -> String {
    match property.collection {
        true => format!("Collection({})", property.ty),
        false => property.ty.clone(),
    }
}

/// How many names of actions and functions are a segment of a documented route.
fn documented_operations(model: &Model, metadata: &Metadata) -> usize {
    let routes = model
        .operations
        .iter()
        .flat_map(|operation| &operation.routes);
    let names: BTreeSet<&str> = routes
        .flat_map(|route| &route.segments)
        .filter_map(|segment| match segment {
            Segment::Literal(name) | Segment::Function { name, .. } => name.rsplit('.').next(),
            _ => None,
        })
        .collect();
    let known = |name: &&String| names.contains(name.as_str());
    metadata.operations.iter().filter(known).count()
}
