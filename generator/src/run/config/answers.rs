//! How a profile says that lists and errors are answered.

use crate::dialect::{self, Items};
use crate::run::config::error::ProfileError;
use crate::run::config::{
    ErrorSettings, ListForm, ListSettings, NamedErrorForm, NamedListForm, NextPage,
};

/// What stands for the header `Link` where a member could be named.
const LINK_HEADER: &str = "link-header";

impl ListSettings {
    /// The form of lists that these settings make of that of the dialect.
    pub(super) fn form(
        &self,
        usual: &dialect::ListForm,
    ) -> Result<dialect::ListForm, ProfileError> {
        let mut form = usual.clone();
        let mut parts = (None, None, None);
        match &self.form {
            None => {}
            Some(ListForm::Named(NamedListForm::Odata)) => form = dialect::ListForm::odata(),
            Some(ListForm::Named(NamedListForm::Array)) => {
                form = dialect::ListForm {
                    items: Items::Whole,
                    // An array has no place for a link, and whoever answers with one puts it into the header.
                    next: Some(dialect::NextPage::LinkHeader),
                    delta: None,
                    count: None,
                };
            }
            Some(ListForm::Members(members)) => {
                form = dialect::ListForm {
                    items: Items::Member(member("items", &members.items)?),
                    next: None,
                    delta: None,
                    count: None,
                };
                parts = (
                    members.next.as_ref(),
                    members.count.as_ref(),
                    members.delta.as_ref(),
                );
            }
        }
        if let Some(next) = either("next", parts.0, self.next.as_ref())? {
            form.next = Some(next_page(next)?);
        }
        if let Some(count) = either("count", parts.1, self.count.as_ref())? {
            form.count = Some(member("count", count)?);
        }
        if let Some(delta) = either("delta", parts.2, self.delta.as_ref())? {
            form.delta = Some(member("delta", delta)?);
        }
        let in_object = [
            ("count", &form.count),
            ("delta", &form.delta),
            ("next", &form.next_member()),
        ];
        if form.items == Items::Whole
            && let Some((key, Some(name))) = in_object.into_iter().find(|(_, name)| name.is_some())
        {
            let expected = "part of a JSON array: the next page of one is found by `link-header` or `{ page = \"page\" }`";
            return Err(ProfileError::value("lists", key, name, expected));
        }
        Ok(form)
    }
}

impl ErrorSettings {
    /// The form of errors that these settings make of that of the dialect.
    pub(super) fn form(
        &self,
        usual: &dialect::ErrorForm,
    ) -> Result<dialect::ErrorForm, ProfileError> {
        let places = [("code", &self.code), ("message", &self.message)];
        for (key, pointer) in places {
            if let Some(pointer) = pointer
                && !pointer.starts_with('/')
            {
                let expected = "JSON Pointer: write it as in `/error/code`";
                return Err(ProfileError::value("errors", key, pointer, expected));
            }
        }
        let has_places = self.code.is_some() || self.message.is_some();
        match self.form {
            Some(_) if has_places => Err(ProfileError::Twice {
                section: "errors",
                keys: "`form` and `code` or `message`".into(),
            }),
            Some(NamedErrorForm::Odata) => Ok(dialect::ErrorForm::odata()),
            Some(NamedErrorForm::Problem) => Ok(dialect::ErrorForm::Problem),
            None if has_places => Ok(dialect::ErrorForm::Pointers {
                code: self.code.clone(),
                message: self.message.clone(),
            }),
            None => Ok(usual.clone()),
        }
    }
}

/// What is said in the table of the form or beside it.
fn either<'s, T>(
    key: &str,
    within: Option<&'s T>,
    beside: Option<&'s T>,
) -> Result<Option<&'s T>, ProfileError> {
    if within.is_some() && beside.is_some() {
        return Err(ProfileError::Twice {
            section: "lists",
            keys: format!("`{key}` and `{key}` in `form`").into(),
        });
    }
    Ok(within.or(beside))
}

/// A name that is one.
fn member(key: &'static str, name: &str) -> Result<String, ProfileError> {
    if name.trim().is_empty() {
        let expected = "name of a member";
        return Err(ProfileError::value("lists", key, name, expected));
    }
    Ok(name.to_owned())
}

fn next_page(next: &NextPage) -> Result<dialect::NextPage, ProfileError> {
    let query = match next {
        NextPage::Link(name) if name == LINK_HEADER => return Ok(dialect::NextPage::LinkHeader),
        NextPage::Link(name) => return Ok(dialect::NextPage::Member(member("next", name)?)),
        NextPage::Query(query) => query,
    };
    match (&query.cursor, &query.page) {
        (Some(cursor), None) => Ok(dialect::NextPage::Cursor {
            member: member("next", cursor)?,
            query: member("next", query.query.as_ref().unwrap_or(cursor))?,
        }),
        (None, Some(page)) if query.query.is_none() => Ok(dialect::NextPage::Number {
            query: member("next", page)?,
        }),
        _ => Err(ProfileError::Missing {
            section: "lists.next".into(),
            key: "cursor",
            why: "it takes `cursor`, the member with the cursor, and `query`, the parameter that takes it; or `page` alone, the parameter that takes the number of the page",
        }),
    }
}

#[cfg(test)]
mod tests {
    use crate::dialect::{ErrorForm, Items, ListForm, NextPage, Service};

    fn service(text: &str) -> Result<Service, String> {
        let config: crate::run::config::Config =
            toml::from_str(text).map_err(|error| error.message().to_owned())?;
        let dialect = config.profile("v2.0").dialect();
        dialect
            .map(|dialect| dialect.service)
            .map_err(|error| error.to_string())
    }

    fn lists(text: &str) -> Result<ListForm, String> {
        service(&format!("[lists]\n{text}")).map(|service| service.lists)
    }

    fn text(text: &str) -> String {
        text.to_owned()
    }

    #[test]
    fn lists_have_one_of_several_forms() {
        assert_eq!(lists("form = 'odata'"), Ok(ListForm::odata()));
        let array = ListForm {
            items: Items::Whole,
            next: Some(NextPage::LinkHeader),
            delta: None,
            count: None,
        };
        assert_eq!(lists("form = 'array'"), Ok(array.clone()));
        let numbered = ListForm {
            next: Some(NextPage::Number {
                query: text("page"),
            }),
            ..array.clone()
        };
        assert_eq!(
            lists("form = 'array'\nnext = { page = 'page' }"),
            Ok(numbered)
        );
        let items = ListForm {
            items: Items::Member(text("data")),
            next: None,
            ..array
        };
        assert_eq!(lists("form = { items = 'data' }"), Ok(items.clone()));
        for (next, meaning) in [
            ("'nextPage'", NextPage::Member(text("nextPage"))),
            ("'link-header'", NextPage::LinkHeader),
            (
                "{ cursor = 'after' }",
                NextPage::Cursor {
                    member: text("after"),
                    query: text("after"),
                },
            ),
            (
                "{ cursor = 'after', query = 'from' }",
                NextPage::Cursor {
                    member: text("after"),
                    query: text("from"),
                },
            ),
            ("{ page = 'p' }", NextPage::Number { query: text("p") }),
        ] {
            let expected = ListForm {
                next: Some(meaning),
                count: Some(text("total")),
                ..items.clone()
            };
            let within = format!("form = {{ items = 'data', next = {next}, count = 'total' }}");
            let beside = format!("form = {{ items = 'data' }}\nnext = {next}\ncount = 'total'");
            assert_eq!(
                (lists(&within), lists(&beside)),
                (Ok(expected.clone()), Ok(expected))
            );
        }
    }

    #[test]
    fn errors_have_one_of_several_forms() {
        let errors =
            |text: &str| service(&format!("[errors]\n{text}")).map(|service| service.errors);
        assert_eq!(errors("form = 'odata'"), Ok(ErrorForm::odata()));
        assert_eq!(errors("form = 'problem'"), Ok(ErrorForm::Problem));
        let code = ErrorForm::Pointers {
            code: Some(text("/code")),
            message: None,
        };
        assert_eq!(errors("code = '/code'"), Ok(code));
        assert!(
            errors("code = 'code'")
                .unwrap_err()
                .contains("JSON Pointer")
        );
        let twice = errors("form = 'problem'\ncode = '/code'").unwrap_err();
        assert!(twice.contains("leave one out"), "{twice}");
    }

    #[test]
    fn says_which_part_of_a_form_is_of_no_use() {
        for (key, message) in [
            (
                "form = 'arrray'",
                "unknown variant `arrray`, expected `odata` or `array`",
            ),
            ("form = { itmes = 'x' }", "unknown field `itmes`"),
            ("form = 1", "expected `odata`, `array` or a table"),
            ("next = { curser = 'x' }", "unknown field `curser`"),
            ("next = { cursor = 'x', page = 'y' }", "or `page` alone"),
            ("next = { }", "needs `cursor`"),
            ("next = ''", "no name of a member"),
            ("form = 'array'\nnext = 'next'", "no part of a JSON array"),
            ("form = 'array'\ncount = 'total'", "no part of a JSON array"),
            (
                "form = { items = 'x', next = 'y' }\nnext = 'z'",
                "leave one out",
            ),
        ] {
            let error = lists(key).unwrap_err();
            assert!(error.contains(message), "{key}: {error}");
        }
    }
}
