//! Types with properties.

pub(crate) mod base;
pub(crate) mod enumeration;
pub(crate) mod method;
pub(crate) mod part;
pub(crate) mod property;

use crate::diagnostic::{Code, Spanned};
use crate::dialect::{BlockType, Role};
use crate::page::{Annotation, Block, Fence, Findings, Section, lenient_json};
use crate::reader::outline::role::roles;
use crate::reader::phrase::type_phrase;
use crate::reader::resource::base::Lineage;
use crate::reader::resource::property::Names;
use crate::reader::{Context, Document, Property, Resource};

/// Reads the resources of a page: one per resource annotation, else one per part of the page that describes a type, else the one
/// that its heading names.
pub(crate) fn read(
    context: Context<'_, '_>,
    document: &Document,
    findings: &mut Findings<'_>,
) -> Vec<Resource> {
    let lineage = base::read(context);
    let mut resources: Vec<Resource> = Vec::new();
    for (annotation, fence) in annotated(context) {
        let Some(name) = annotation
            .ty
            .as_ref()
            .and_then(|name| type_name(context, name))
            .or_else(|| titled(context))
        else {
            continue;
        };
        if resources.iter().any(|known| known.name.value == name.value) {
            continue;
        }
        let mut resource = blank(name, document);
        apply(&mut resource, annotation);
        resource.json = fence.and_then(|fence| representation(fence, findings));
        resources.push(resource);
    }
    if resources.is_empty() {
        let parts = part::read(context, document, findings);
        if !parts.is_empty() {
            return parts;
        }
    }
    if resources.is_empty() && documents_properties(context) {
        resources.extend(titled(context).map(|name| {
            Resource {
                json: shown(context)
                    .and_then(|fence| representation(fence, findings))
                    .map(|json| listed(context, json)),
                ..blank(name, document)
            }
        }));
    }
    if !resources.is_empty() {
        distribute(context, &mut resources, findings);
    }
    if let Some(first) = resources.first_mut() {
        inherit(first, lineage);
    }
    resources
}

/// Resource annotations, each with the fence that follows it.
fn annotated<'p, 'a>(
    context: Context<'p, 'a>,
) -> impl Iterator<Item = (&'p Annotation, Option<&'p Fence<'a>>)> {
    context.page.sections.iter().flat_map(|section| {
        section
            .blocks
            .iter()
            .enumerate()
            .filter_map(|(at, block)| match block {
                Block::Annotation(annotation) if annotation.block == BlockType::Resource => {
                    let fence = section
                        .blocks
                        .iter()
                        .skip(at + 1)
                        .take(2)
                        .find_map(|block| match block {
                            Block::Fence(fence) => Some(fence),
                            _ => None,
                        });
                    Some((annotation, fence))
                }
                _ => None,
            })
    })
}

/// The type that an annotation names, without `#` and `Collection(...)`.
fn type_name(context: Context<'_, '_>, name: &Spanned<String>) -> Option<Spanned<String>> {
    let (names, _) = type_phrase::words(context.dialect, &name.value)?;
    names.into_iter().next().map(|found| Spanned {
        value: found.text,
        span: name.span,
    })
}

/// The first word of the heading.
fn titled(context: Context<'_, '_>) -> Option<Spanned<String>> {
    let heading = context
        .page
        .sections
        .iter()
        .find(|section| section.level == 1)?;
    let word = heading.title.split_whitespace().next()?;
    let (names, _) = type_phrase::words(context.dialect, word)?;
    names.into_iter().next().map(|name| Spanned {
        value: name.text,
        span: heading.span,
    })
}

/// Whether a page without an annotation documents a resource: it has a table of properties, or says that there are none.
fn documents_properties(context: Context<'_, '_>) -> bool {
    let has_table = property_sections(context, Role::Properties)
        .flat_map(Section::tables)
        .any(|table| property::columns(context, table).is_some_and(|columns| columns.ty.is_some()));
    let has_section = || {
        property_sections(context, Role::Properties)
            .next()
            .is_some()
    };
    let named = || {
        let heading = context
            .page
            .sections
            .iter()
            .find(|section| section.level == 1);
        let resource = &context.dialect.headings.resource;
        heading.is_some_and(|heading| resource.strip_suffix(&heading.title).is_some())
    };
    has_table || has_section() && named()
}

fn blank(name: Spanned<String>, document: &Document) -> Resource {
    Resource {
        name,
        annotated_base: None,
        prose_base: None,
        derived: Vec::new(),
        is_abstract: false,
        open: false,
        key: None,
        description: document.description.clone(),
        properties: Vec::new(),
        relationships: Vec::new(),
        methods: Vec::new(),
        json: None,
    }
}

fn apply(resource: &mut Resource, annotation: &Annotation) {
    resource.annotated_base = annotation.base.clone();
    resource.is_abstract = annotation.is_abstract == Some(true);
    resource.open = annotation.open == Some(true);
    resource.key.clone_from(&annotation.key);
}

fn inherit(resource: &mut Resource, lineage: Lineage) {
    resource.prose_base = lineage.base;
    resource.derived = lineage.derived;
    resource.is_abstract |= lineage.is_abstract;
    resource.open |= lineage.open;
}

/// The JSON below the heading of the representation, where no annotation says which it is.
fn shown<'p, 'a>(context: Context<'p, 'a>) -> Option<&'p Fence<'a>> {
    let mut sections = property_sections(context, Role::Representation);
    let (_, fence) = sections.find_map(|section| section.fences().next())?;
    Some(fence)
}

/// The one that a list shows: `{"value": [{..}]}` with nothing else.
fn listed(
    context: Context<'_, '_>,
    mut json: Spanned<serde_json::Value>,
) -> Spanned<serde_json::Value> {
    let alone = json.value.as_object().is_some_and(|shown| shown.len() == 1);
    let items = context.dialect.service.lists.items_of(&json.value);
    let first = items.and_then(|items| items.get(0)).cloned();
    if let Some(first) = first.filter(|first| alone && first.is_object()) {
        json.value = first;
    }
    json
}

/// The JSON of a representation, an object.
fn representation(
    fence: &Fence<'_>,
    findings: &mut Findings<'_>,
) -> Option<Spanned<serde_json::Value>> {
    let text = fence.body.trim();
    match lenient_json::<serde_json::Value>(&text) {
        Ok(read) => {
            if !read.value.is_object() {
                findings.add(
                    Code::ExampleInvalid,
                    text.span(),
                    "the JSON representation is not an object",
                    "it was not compared with the tables",
                    "show an object with a member for each row of the tables",
                );
                return None;
            }
            if let Some(repaired) = read.repaired {
                findings.add(
                    Code::ExampleRepaired,
                    text.span(),
                    format!("the JSON representation is valid only after a repair: {repaired}"),
                    "the repaired JSON was used",
                    "write it as strict JSON",
                );
            }
            Some(Spanned {
                value: read.value,
                span: text.span(),
            })
        }
        Err(error) => {
            findings.add(
                Code::ExampleInvalid,
                text.span(),
                format!("the JSON representation is not JSON: {error}"),
                "it was not compared with the tables",
                "write it as strict JSON",
            );
            None
        }
    }
}

/// Sections with a role, without those whose heading says that they are about something else.
fn property_sections<'p, 'a>(
    context: Context<'p, 'a>,
    role: Role,
) -> impl Iterator<Item = &'p Section<'a>> {
    let sections = context
        .page
        .sections
        .iter()
        .zip(roles(context.page, &context.dialect.headings));
    sections
        .filter(move |(_, found)| *found == role)
        .map(|(section, _)| section)
}

/// Gives every table of the page to the resource it is about: the one its heading names, else the first.
fn distribute(context: Context<'_, '_>, resources: &mut [Resource], findings: &mut Findings<'_>) {
    for role in [Role::Properties, Role::Relationships, Role::Methods] {
        for section in property_sections(context, role) {
            let at = resources
                .iter()
                .position(|resource| is_about(section, &resource.name.value))
                .unwrap_or(0);
            let Some(resource) = resources.get_mut(at) else {
                continue;
            };
            for table in section.tables() {
                if role == Role::Methods {
                    resource.methods.extend(method::rows(context, table));
                    continue;
                }
                let Some(columns) =
                    property::columns(context, table).filter(|columns| columns.ty.is_some())
                else {
                    continue;
                };
                let mut rows = property::rows(context, table, columns, Names::Properties, findings);
                let owner = resource.name.value.clone();
                rows.iter_mut()
                    .for_each(|row| property::name_enumeration(context, &owner, row));
                let list = if role == Role::Properties {
                    &mut resource.properties
                } else {
                    &mut resource.relationships
                };
                extend(list, rows);
            }
        }
    }
}

/// Adds rows whose name is new; the first row of a name counts.
fn extend(list: &mut Vec<Property>, rows: Vec<Property>) {
    for row in rows {
        if !list.iter().any(|known| known.name.value == row.name.value) {
            list.push(row);
        }
    }
}

fn is_about(section: &Section<'_>, name: &str) -> bool {
    let short = name.rsplit('.').next().unwrap_or(name).to_lowercase();
    section.slug.split('-').any(|word| word == short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::reader::test_page;

    fn read_page(text: &str) -> (Vec<Resource>, Vec<Diagnostic>) {
        test_page::read_page(
            "resources/x.md",
            &format!("---\n---\n{text}"),
            |context, findings| read(context, &Document::default(), findings),
        )
    }

    fn names(list: &[Property]) -> Vec<&str> {
        list.iter()
            .map(|property| property.name.value.as_str())
            .collect()
    }

    const TABLE: &str = "|Property|Type|Description|\n|-|-|-|\n";

    #[test]
    fn annotation_tables_and_json_make_a_resource() {
        let (found, _) = read_page(&format!(
            "# Thing resource type\n\nInherits from [item](item.md).\n\n## Methods\n|Method|Return type|\n|-|-|\n|[Get](../api/thing-get.md)|[thing](thing.md)|\n\
             ## Properties\n{TABLE}|a|String|x|\n|a|Int32|again|\n## Relationships\n|Relationship|Type|Description|\n|-|-|-|\n|b|[item](item.md)|y|\n\
             ## JSON representation\n<!-- {{\"blockType\": \"resource\", \"@odata.type\": \"#sample.thing\", \"baseType\": \"sample.item\", \"keyProperty\": \"a\"}} -->\n```json\n{{\"a\": \"String\",}}\n```"
        ));
        let thing = &found[0];
        assert_eq!(thing.name.value, "sample.thing");
        assert_eq!(
            thing
                .annotated_base
                .as_ref()
                .unwrap()
                .as_ref()
                .unwrap()
                .value,
            "sample.item"
        );
        assert_eq!(thing.prose_base.as_ref().unwrap().names[0].text, "item");
        assert_eq!(
            (names(&thing.properties), names(&thing.relationships)),
            (vec!["a"], vec!["b"])
        );
        assert_eq!(thing.methods.len(), 1);
        assert!(thing.json.as_ref().unwrap().value.get("a").is_some());
    }

    #[test]
    fn a_page_without_annotation_is_named_by_its_heading() {
        let (found, _) = read_page(&format!(
            "# thing resource type\n\n## Properties\n{TABLE}|a|String|x|"
        ));
        assert_eq!(found[0].name.value, "thing");
        let (found, _) = read_page("# thing resource type\n\n## Properties\n\nNone.");
        assert!(found[0].properties.is_empty());
        assert!(read_page("# About things\n\nText.").0.is_empty());
    }

    #[test]
    fn a_second_resource_gets_the_tables_below_its_name() {
        let (found, _) = read_page(&format!(
            "# thing resource type\n## Properties\n{TABLE}|a|String|x|\n### part properties\n{TABLE}|b|String|x|\n## JSON representation\n\
             <!-- {{\"blockType\": \"resource\", \"@odata.type\": \"s.thing\"}} -->\n```json\n{{}}\n```\n\
             <!-- {{\"blockType\": \"resource\", \"@odata.type\": \"s.part\"}} -->\n```json\n{{}}\n```"
        ));
        assert_eq!(found.len(), 2);
        assert_eq!(
            (names(&found[0].properties), names(&found[1].properties)),
            (vec!["a"], vec!["b"])
        );
    }

    #[test]
    fn tables_with_other_columns_are_no_properties() {
        let (found, _) = read_page(&format!(
            "# thing resource type\n## Properties\n|Colour|Code|\n|-|-|\n|red|1|\n\n{TABLE}|a|String|x|"
        ));
        assert_eq!(names(&found[0].properties), ["a"]);
    }
}
