//! Names in annotations: of comments that hold JSON, and of JSON objects themselves.

use crate::dialect::Words;

/// Names in annotations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotations {
    /// Names in the JSON of comments, with what they say.
    pub fields: Vec<(String, Field)>,
    /// Names in the JSON of comments that say nothing to docbind.
    pub ignored: Words,
    /// Kinds of blocks, with what stands in them.
    pub blocks: Vec<(String, BlockType)>,
    /// Kinds of blocks that say nothing to docbind.
    pub ignored_blocks: Words,
    /// Names that a misspelt one may have been meant to be.
    pub suggestions: Vec<String>,
    /// The member of a JSON object that names its type.
    pub type_of: String,
    /// The member of a reference that names what it refers to.
    pub id_of: String,
}

/// What a name in the JSON of a comment says of the block below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// What kind of block it is.
    Block,
    /// Which type it shows.
    Type,
    /// The same, where no [`Self::Type`] is there.
    OldType,
    /// Whether it shows many.
    IsCollection,
    /// The type that its type inherits from.
    Base,
    /// Which property is the key.
    Key,
    /// Whether the service adds properties of its own.
    Open,
    /// Whether instances are always of a derived type.
    Abstract,
    /// Whether the request calls a function.
    Composable,
    /// The namespace of its type.
    Namespace,
    /// The requests that it is about.
    Requests,
}

impl Field {
    /// Those that are looked for in a comment that is no JSON.
    pub(crate) const SEARCHED: [Self; 5] = [
        Self::Block,
        Self::Type,
        Self::OldType,
        Self::IsCollection,
        Self::Base,
    ];
}

/// What stands in an annotated block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BlockType {
    /// The JSON representation of a type.
    Resource,
    /// A request.
    Request,
    /// A response.
    Response,
    /// A table of permissions or its include.
    Permissions,
    /// `ignored`, `example`, page annotations and whatever else.
    #[default]
    Other,
}

impl Annotations {
    /// What a name in the JSON of a comment says.
    pub fn field(&self, name: &str) -> Option<Field> {
        let known = self.fields.iter().find(|(known, _)| known == name);
        known.map(|(_, field)| *field)
    }

    /// How some fields are written.
    pub(crate) fn names_of<'n>(&'n self, fields: &'n [Field]) -> impl Iterator<Item = &'n str> {
        let wanted = fields.iter();
        wanted.flat_map(|wanted| {
            let named = self.fields.iter().filter(move |(_, field)| field == wanted);
            named.map(|(name, _)| name.as_str())
        })
    }

    /// The names that are looked for in a comment that is no JSON, those of older pages aside.
    pub(crate) fn searched_names(&self) -> Vec<&str> {
        let current = |field: &Field| *field != Field::OldType;
        let fields = Field::SEARCHED.into_iter().filter(current);
        let fields: Vec<Field> = fields.collect();
        let named = fields.iter().filter_map(|wanted| {
            let mut known = self.fields.iter();
            known.find(|(_, field)| field == wanted)
        });
        named.map(|(name, _)| name.as_str()).collect()
    }

    /// What stands in a block of this kind; `None` for a kind that the dialect does not have.
    pub fn block(&self, word: &str) -> Option<BlockType> {
        let known = self
            .blocks
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(word.trim()));
        known
            .map(|(_, block)| *block)
            .or_else(|| self.ignored_blocks.is(word).then_some(BlockType::Other))
    }

    pub(super) fn graph() -> Self {
        let fields = [
            ("blockType", Field::Block),
            ("@odata.type", Field::Type),
            ("@type", Field::OldType),
            ("isCollection", Field::IsCollection),
            ("baseType", Field::Base),
            ("keyProperty", Field::Key),
            ("openType", Field::Open),
            ("abstract", Field::Abstract),
            ("isAbstract", Field::Abstract),
            ("isComposable", Field::Composable),
            ("namespace", Field::Namespace),
            ("requestUrls", Field::Requests),
        ];
        let blocks = [
            ("resource", BlockType::Resource),
            ("request", BlockType::Request),
            ("response", BlockType::Response),
            ("permissions", BlockType::Permissions),
        ];
        Self {
            fields: fields.map(|(name, field)| (name.to_owned(), field)).into(),
            ignored: Words::from([
                "@odata.annotations",
                "@property.aka",
                "@type.aka",
                "author",
                "description",
                "expectError",
                "id",
                "idempotent",
                "isEmpty",
                "isMediaEntity",
                "keywords",
                "mergePermissions",
                "name",
                "nullableProperties",
                "opaqueUrl",
                "optionalProperties",
                "sampleKeys",
                "scope",
                "scopes",
                "section",
                "suppressions",
                "tags",
                "target",
                "tocBookmarks",
                "tocIndex",
                "tocPath",
                "truncated",
                "type",
            ]),
            blocks: blocks.map(|(word, block)| (word.to_owned(), block)).into(),
            ignored_blocks: Words::from([
                "authorization",
                "example",
                "ignored",
                "samples",
                "simulatedResponse",
                "unknown",
                "enum",
                "enumeration",
                "test",
            ]),
            suggestions: [
                "@odata.type",
                "abstract",
                "baseType",
                "blockType",
                "ignored",
                "isCollection",
                "keyProperty",
                "name",
                "namespace",
                "openType",
                "optionalProperties",
                "permissions",
                "request",
                "resource",
                "response",
                "truncated",
            ]
            .map(str::to_owned)
            .into(),
            type_of: "@odata.type".to_owned(),
            id_of: "@odata.id".to_owned(),
        }
    }
}
