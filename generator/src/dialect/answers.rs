//! How a service answers with lists and with errors.

use serde_json::Value;

/// How lists are answered. Members are named, or given by a JSON Pointer: `/meta/next`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListForm {
    /// Where the items are.
    pub items: Items,
    /// How the next page is found. `None`: an answer is the whole list.
    pub next: Option<NextPage>,
    /// The member that says where changes are tracked from here on.
    pub delta: Option<String>,
    /// The member that says how many items there are in all.
    pub count: Option<String>,
}

/// Where the items of an answered list are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Items {
    /// The answer is a JSON array.
    Whole,
    /// In this member of a JSON object, or where this JSON Pointer leads.
    Member(String),
}

/// How the page behind an answered one is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextPage {
    /// A member holds its address.
    Member(String),
    /// The header `Link` holds its address, as the one with `rel="next"` (RFC 8288).
    LinkHeader,
    /// A member holds what the same request takes along in a query parameter.
    Cursor {
        /// The member.
        member: String,
        /// The query parameter.
        query: String,
    },
    /// The same request with the next number in a query parameter; a page without items is behind the last one.
    Number {
        /// The query parameter.
        query: String,
    },
}

impl ListForm {
    /// The form of the OData protocol.
    pub fn odata() -> Self {
        Self {
            items: Items::Member("value".to_owned()),
            next: Some(NextPage::Member("@odata.nextLink".to_owned())),
            delta: Some("@odata.deltaLink".to_owned()),
            count: Some("@odata.count".to_owned()),
        }
    }

    /// The member that leads to the next page.
    pub fn next_member(&self) -> Option<String> {
        match &self.next {
            Some(NextPage::Member(member) | NextPage::Cursor { member, .. }) => {
                Some(member.clone())
            }
            _ => None,
        }
    }

    /// What stands where the items of a list would be: in `value`, if the form is that of OData. What is there need be no array.
    pub fn items_of<'j>(&self, json: &'j Value) -> Option<&'j Value> {
        match &self.items {
            Items::Whole => json.is_array().then_some(json),
            Items::Member(name) if name.starts_with('/') => json.pointer(name),
            Items::Member(name) => json.get(name),
        }
    }
}

/// How errors are answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorForm {
    /// An object with `code` and `message` in this member.
    Member(String),
    /// Problem details (RFC 9457).
    Problem,
    /// Wherever these JSON Pointers lead.
    Pointers {
        /// To what a program reads.
        code: Option<String>,
        /// To what a person reads.
        message: Option<String>,
    },
}

impl ErrorForm {
    /// The form of the OData protocol.
    pub fn odata() -> Self {
        Self::Member("error".to_owned())
    }

    /// Whether a body is that of an error, and of nothing else.
    pub fn is_error(&self, json: &Value) -> bool {
        match self {
            Self::Member(name) => json.get(name).is_some(),
            Self::Problem => json.get("status").is_some() && json.get("title").is_some(),
            Self::Pointers { code, message } => {
                let mut pointers = code.iter().chain(message);
                pointers.all(|pointer| json.pointer(pointer).is_some())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn items_are_where_the_form_says() {
        let odata = ListForm::odata();
        assert_eq!(odata.items_of(&json!({"value": []})), Some(&json!([])));
        assert_eq!(odata.items_of(&json!([])), None);
        let array = ListForm {
            items: Items::Whole,
            ..odata
        };
        let inner = ListForm {
            items: Items::Member("/data/items".to_owned()),
            ..ListForm::odata()
        };
        let found = json!({"data": {"items": [1]}});
        assert_eq!(inner.items_of(&found), Some(&json!([1])));
        assert_eq!(array.items_of(&json!([1])), Some(&json!([1])));
        assert_eq!(array.items_of(&json!({"value": []})), None);
    }

    #[test]
    fn errors_are_told_from_other_answers() {
        let problem = json!({"type": "about:blank", "title": "Gone", "status": 410});
        let inside = json!({"error": {"code": "gone", "message": "It is gone."}});
        let pointers = ErrorForm::Pointers {
            code: Some("/error/code".to_owned()),
            message: None,
        };
        for (form, error, other) in [
            (ErrorForm::odata(), &inside, &problem),
            (ErrorForm::Problem, &problem, &inside),
            (pointers, &inside, &problem),
        ] {
            assert!(form.is_error(error) && !form.is_error(other), "{form:?}");
        }
    }
}
