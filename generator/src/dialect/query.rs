//! The query options of the service.

/// The query options of the service. All begin with their sign, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryOptions {
    /// Those that a caller can set.
    pub all: Vec<String>,
    /// What general support stands for where one thing is read.
    pub of_one: Vec<String>,
    /// The same where many are.
    pub of_many: Vec<String>,
    /// Those that mean something only where many are read, without those that count or leaf through them.
    pub of_lists: Vec<String>,
    /// Those that every operation which reads something takes, whatever its page says.
    pub always: Vec<String>,
}

impl QueryOptions {
    /// The option that a word names, in any case.
    pub fn named(&self, word: &str) -> Option<&str> {
        self.find(|option| option.eq_ignore_ascii_case(word))
    }

    /// The option that a word names without its sign: `select`.
    pub fn without_sign(&self, word: &str) -> Option<&str> {
        self.find(|option| {
            option
                .get(1..)
                .is_some_and(|name| name.eq_ignore_ascii_case(word))
        })
    }

    /// Whether a query has an option that only a list understands: `$filter=size gt 1`.
    pub fn asks_for_list(&self, query: &str) -> bool {
        let mut parts = query.split('&').filter_map(|part| part.split_once('='));
        parts.any(|(name, _)| {
            let mut options = self.of_lists.iter();
            options.any(|option| option.eq_ignore_ascii_case(name.trim()))
        })
    }

    fn find(&self, wanted: impl Fn(&str) -> bool) -> Option<&str> {
        let mut options = self.all.iter().map(String::as_str);
        options.find(|option| wanted(option))
    }

    pub(super) fn graph() -> Self {
        let owned = |options: &[&str]| options.iter().map(|option| (*option).to_owned()).collect();
        Self {
            all: owned(&[
                "$select",
                "$expand",
                "$filter",
                "$orderby",
                "$search",
                "$top",
                "$skip",
                "$count",
                "$skiptoken",
                "$deltatoken",
                "$format",
            ]),
            of_one: owned(&["$select", "$expand"]),
            of_many: owned(&[
                "$select", "$expand", "$filter", "$orderby", "$search", "$top", "$skip", "$count",
            ]),
            of_lists: owned(&["$filter", "$orderby", "$top", "$skip"]),
            always: Vec::new(),
        }
    }
}
