//! The profile of a docs tree: how its pages and its service differ from those of the Microsoft Graph reference.

use crate::run::config::forms::{Batch, EnumerationForm, ListForm, NamedErrorForm, NextPage};
use crate::run::config::settings::settings;
use camino::Utf8PathBuf;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Places of one service, by name.
pub type Clouds = BTreeMap<String, CloudSettings>;

settings! {
    /// The service behind the pages.
    ServiceSettings {
        /// What it is called.
        name: String,
        /// Where requests go; `{version}` is replaced by the name of the version. Without it, whoever makes a client says where.
        base_url: String,
        /// The scopes that a client asks a token for, unless its builder says otherwise.
        scopes: Vec<String>,
        /// How request lines may begin in place of the base URL: `examplePrefix`, `https://{host}/api/v2.0`. No such beginning
        /// is part of a path.
        prefix: Vec<String>,
        /// The header of a response with the identifier by which those who run the service find the request.
        request_id_header: String,
        /// Whether the service takes several requests in one as OData's JSON batches have it, and at which path behind the base
        /// URL, if that is not `/$batch`.
        batch: Batch,
        /// Where else the same service is reached, by names in small letters with `-` between words.
        clouds: Clouds,
    }

    /// A place where the same service is reached.
    CloudSettings {
        /// Where requests go; `{version}` is replaced by the name of the version.
        base_url: String,
        /// The scopes that a client asks a token for; without them, those of the service.
        scopes: Vec<String>,
    }

    /// Where pages and what they include are.
    PageSettings {
        /// The folder of the pages, relative to docbind.toml: they may stay where they are.
        #[schemars(with = "Option<String>")]
        root: Utf8PathBuf,
        /// Globs of the pages that document operations, whatever else they hold. Without, what a page holds says what it is.
        operations: Vec<String>,
        /// Globs of the pages that document types; `operations` wins.
        types: Vec<String>,
        /// A folder outside the docs folder from which pages may include files, relative to docbind.toml.
        #[schemars(with = "Option<String>")]
        includes: Utf8PathBuf,
    }

    /// How the names of pages become names in code.
    StemSettings {
        /// How all names of pages begin: that part is no part of a name.
        strip: String,
        /// What stands between the words of a name of a page: `-` or `_`.
        separator: String,
    }

    /// The types of the service.
    TypeSettings {
        /// The namespace of types whose page states none.
        namespace: String,
        /// Further words for primitive types, each with the name of the type: `numeric = "Decimal"`.
        spellings: BTreeMap<String, String>,
        /// What stands for a member of an enumeration on the wire: its name as `text`, or its `number`, where its table has one for
        /// each member.
        enumerations: EnumerationForm,
    }

    /// How headings begin that announce a part of a page, beside those that docbind knows.
    HeadingSettings {
        /// Tables of permissions.
        permissions: Vec<String>,
        /// Request lines.
        request: Vec<String>,
        /// Request headers.
        headers: Vec<String>,
        /// Query options and parameters.
        query: Vec<String>,
        /// Parameters of the path or of a function.
        parameters: Vec<String>,
        /// The request body.
        body: Vec<String>,
        /// The response.
        response: Vec<String>,
        /// Examples.
        example: Vec<String>,
        /// Tables of properties.
        properties: Vec<String>,
        /// Tables of relationships.
        relationships: Vec<String>,
        /// Tables of operations.
        methods: Vec<String>,
        /// Members of an enumeration.
        members: Vec<String>,
        /// JSON representations.
        representation: Vec<String>,
        /// Nothing that docbind reads.
        other: Vec<String>,
    }

    /// What columns of tables are called, beside the words that docbind knows.
    ColumnSettings {
        /// The name of a property, relationship or parameter.
        name: Vec<String>,
        /// Its type.
        r#type: Vec<String>,
        /// What it is for.
        description: Vec<String>,
        /// Whether it must be given.
        required: Vec<String>,
        /// The members of an enumeration.
        member: Vec<String>,
        /// The number of a member.
        number: Vec<String>,
        /// What an operation of a Methods table returns.
        returns: Vec<String>,
    }

    /// Query options.
    QuerySettings {
        /// Options that every operation which reads something takes, whatever its page says.
        always: Vec<String>,
    }

    /// How lists are answered.
    ListSettings {
        /// `odata`: an object with the items in `value`; `array`: a JSON array; or a table whose `items` is the member with the
        /// items. `next`, `count` and `delta` may stand in that table, too.
        form: ListForm,
        /// How the next page is found: a member with its address, or `link-header`, or a table: `{ cursor = "member", query =
        /// "parameter" }`, `{ page = "parameter" }`.
        next: NextPage,
        /// The member with the number of all items.
        count: String,
        /// The member with the link to later changes.
        delta: String,
    }

    /// How errors are answered.
    ErrorSettings {
        /// `odata`: an object with `code` and `message` in `error`; `problem`: problem details, as RFC 9457 has them. Or `code`
        /// and `message` say where they are.
        form: NamedErrorForm,
        /// Where the code of an error is, as a JSON Pointer: `/error/code`.
        code: String,
        /// Where its message is: `/error/message`.
        message: String,
    }
}

macro_rules! profile {
    ($($(#[$doc:meta])* $section:ident: $ty:ident,)*) => {
        /// The sections of `docbind.toml` that make the profile of a docs tree.
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
        #[non_exhaustive]
        pub struct Profile {
            $($(#[$doc])* pub $section: $ty,)*
        }

        impl Profile {
            /// This profile, and what `base` says where this one says nothing.
            #[must_use]
            pub fn over(self, base: &Self) -> Self {
                Self { $($section: self.$section.over(&base.$section),)* }
            }
        }

        impl crate::run::config::Config {
            /// The profile of one version.
            pub fn profile(&self, version: &str) -> Profile {
                let everywhere = Profile { $($section: self.$section.clone(),)* };
                match self.versions.get(version) {
                    Some(own) => own.clone().over(&everywhere),
                    None => everywhere,
                }
            }
        }
    };
}

profile! {
    /// The service behind the pages.
    service: ServiceSettings,
    /// Where pages and what they include are.
    pages: PageSettings,
    /// How the names of pages become names in code.
    stems: StemSettings,
    /// The types of the service.
    types: TypeSettings,
    /// What headings announce.
    headings: HeadingSettings,
    /// What columns are called.
    columns: ColumnSettings,
    /// Query options.
    query: QuerySettings,
    /// How lists are answered.
    lists: ListSettings,
    /// How errors are answered.
    errors: ErrorSettings,
}
