//! The sections of a page by what they speak of.

use crate::dialect::{Headings, Role};
use crate::page::{Page, Section};

/// The role of each section of a page, in page order.
pub(crate) fn roles(page: &Page<'_>, headings: &Headings) -> Vec<Role> {
    let mut above: Vec<(u8, Role)> = Vec::new();
    let mut roles = Vec::with_capacity(page.sections.len());
    let mut example_level = None;
    let own_properties = page
        .sections
        .iter()
        .find(|section| section.level == 1)
        .and_then(|title| title.slug.split('-').next())
        .map(|name| format!("{name}-{}", headings.own_properties));
    for section in &page.sections {
        while above
            .last()
            .is_some_and(|(level, _)| *level >= section.level)
        {
            above.pop();
        }
        let inherited = above.last().map_or(Role::Other, |(_, role)| *role);
        // `# thing resource type` may be followed by `## thing properties`.
        let own = own_properties.as_deref() == Some(&*section.slug);
        let named = role(section, headings).or(own.then_some(Role::Properties));
        let role = match (inherited, named) {
            (Role::Example, _) => Role::Example,
            // `### Properties of a thing definition` below `## Properties` are those of a value of one of them.
            (Role::Properties, Some(Role::Properties))
                if section.starts_with(&headings.nested_properties) =>
            {
                Role::Other
            }
            // `## Example` may be followed by `## Request` and `## Response` of the same level.
            (_, Some(Role::Body | Role::Response))
                if example_level == Some(section.level) && names_a_message(section, headings) =>
            {
                Role::Example
            }
            (_, Some(named)) => named,
            (inherited, None) => inherited,
        };
        match role {
            Role::Example if named == Some(Role::Example) => example_level = Some(section.level),
            Role::Request => example_level = None,
            _ => {}
        }
        above.push((section.level, role));
        roles.push(role);
    }
    roles
}

fn names_a_message(section: &Section<'_>, headings: &Headings) -> bool {
    section.is(&headings.messages) || section.starts_with(&headings.numbered_messages)
}

/// What a heading announces; `None` leaves it to the heading above.
fn role(section: &Section<'_>, headings: &Headings) -> Option<Role> {
    if section.level <= 1 {
        return Some(Role::Other);
    }
    let fitting = headings.roles.iter().find(|rule| match rule.whole {
        true => section.is(&rule.slugs),
        false => section.starts_with(&rule.slugs),
    });
    fitting.and_then(|rule| rule.role)
}

#[cfg(test)]
mod tests {
    use super::*;
    use camino::Utf8Path;

    fn read(headings: &[&str]) -> Vec<Role> {
        let text = format!("---\n---\n{}\n", headings.join("\n\n"));
        let mut diagnostics = Vec::new();
        let page = crate::page::parse(
            Utf8Path::new("api/x.md"),
            &text,
            &crate::dialect::graph().annotations,
            &mut diagnostics,
        );
        roles(&page, &crate::dialect::graph().headings)
            .into_iter()
            .skip(1)
            .collect()
    }

    #[test]
    fn headings_give_roles_and_pass_them_on() {
        use Role::*;
        assert_eq!(
            read(&[
                "# Get a thing",
                "## Permissions",
                "### Of groups",
                "## HTTP Request",
                "## Response",
                "## Example",
                "### Response"
            ]),
            [
                Other,
                Permissions,
                Permissions,
                Request,
                Response,
                Example,
                Example
            ]
        );
    }

    #[test]
    fn property_headings_may_name_the_type_or_another_thing() {
        use Role::*;
        assert_eq!(
            read(&[
                "# thing resource type",
                "## thing properties",
                "## Properties",
                "### Properties of a rule definition",
                "### More of them"
            ]),
            [Other, Properties, Properties, Other, Properties]
        );
    }

    #[test]
    fn messages_beside_an_example_heading_belong_to_it() {
        use Role::*;
        assert_eq!(
            read(&[
                "# T",
                "## HTTP request",
                "## Request body",
                "## Response",
                "## Example",
                "## Request",
                "## Response"
            ]),
            [Other, Request, Body, Response, Example, Example, Example]
        );
    }

    #[test]
    fn an_anchor_is_as_good_as_a_heading() {
        assert_eq!(
            read(&["# T", "## <a name=\"http-request\"></a>Anfrage"]),
            [Role::Other, Role::Request]
        );
    }
}
