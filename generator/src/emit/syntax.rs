//! Nodes of emitted items, put together as syn has them. To write them as tokens and to parse those would give the same, in
//! several times the time.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{
    AngleBracketedGenericArguments, AttrStyle, Attribute, Block, Expr, ExprArray, ExprCall,
    ExprLit, ExprMethodCall, ExprPath, ExprReference, ExprStruct, Field, FieldValue, Fields,
    FieldsNamed, FieldsUnnamed, FnArg, GenericArgument, Generics, ImplItem, ImplItemFn, Item,
    ItemEnum, ItemImpl, ItemStruct, Lit, LitStr, MacroDelimiter, Member, Meta, MetaList,
    MetaNameValue, Pat, PatIdent, PatType, Path, PathArguments, PathSegment, ReturnType, Signature,
    Stmt, Token, Type, TypePath, TypeReference, Variant, Visibility,
};

/// A name of the API as an identifier.
pub fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// `#[inline]`.
pub fn word(name: &str) -> Attribute {
    attribute(Meta::Path(ident(name).into()))
}

/// `#[derive(Clone, Debug)]`.
pub fn list(name: &str, tokens: TokenStream) -> Attribute {
    attribute(Meta::List(MetaList {
        path: ident(name).into(),
        delimiter: MacroDelimiter::Paren(Default::default()),
        tokens,
    }))
}

/// `#[doc = "..."]`: `/// ...`, where the text has a space in front.
pub fn doc(text: &str) -> Attribute {
    attribute(Meta::NameValue(MetaNameValue {
        path: ident("doc").into(),
        eq_token: Default::default(),
        value: string(text),
    }))
}

fn attribute(meta: Meta) -> Attribute {
    Attribute {
        pound_token: Default::default(),
        style: AttrStyle::Outer,
        bracket_token: Default::default(),
        meta,
    }
}

/// `super::Message`.
pub fn path(parts: impl IntoIterator<Item = Ident>) -> Path {
    Path {
        leading_colon: None,
        segments: parts.into_iter().map(PathSegment::from).collect(),
    }
}

/// The type that a path names.
pub fn of_path(path: Path) -> Type {
    Type::Path(TypePath {
        attrs: Vec::new(),
        qself: None,
        path,
    })
}

/// `String`.
pub fn named(name: &str) -> Type {
    of_path(ident(name).into())
}

/// `Option<String>`.
pub fn generic(mut path: Path, of: Type) -> Type {
    let arguments = AngleBracketedGenericArguments {
        colon2_token: None,
        lt_token: Default::default(),
        args: Punctuated::from_iter([GenericArgument::Type(of)]),
        gt_token: Default::default(),
    };
    if let Some(last) = path.segments.last_mut() {
        last.arguments = PathArguments::AngleBracketed(arguments);
    }
    of_path(path)
}

/// `&str`.
pub fn reference(to: Type) -> Type {
    Type::Reference(TypeReference {
        attrs: Vec::new(),
        and_token: Default::default(),
        lifetime: None,
        mutability: None,
        elem: Box::new(to),
    })
}

/// A type as it stands in the text of a macro.
pub fn type_text(ty: &impl ToTokens) -> String {
    ty.to_token_stream().to_string().replace(' ', "")
}

/// `pub struct Message { .. }`.
pub fn structure(attrs: Vec<Attribute>, name: &str, fields: Vec<Field>) -> Item {
    Item::Struct(ItemStruct {
        attrs,
        vis: public(),
        struct_token: Default::default(),
        ident: ident(name),
        generics: Generics::default(),
        fields: Fields::Named(FieldsNamed {
            brace_token: Default::default(),
            named: fields.into_iter().collect(),
        }),
        semi_token: None,
    })
}

/// `pub subject: Option<String>`.
pub fn field(attrs: Vec<Attribute>, name: &str, ty: Type) -> Field {
    Field {
        vis: public(),
        ..private_field(attrs, Some(ident(name)), ty)
    }
}

/// `call: Call`, or the payload of an arm.
pub fn private_field(attrs: Vec<Attribute>, name: Option<Ident>, ty: Type) -> Field {
    Field {
        attrs,
        vis: Visibility::Inherited,
        modifiers: Default::default(),
        colon_token: name.is_some().then(Default::default),
        ident: name,
        ty,
        default: None,
    }
}

/// `pub enum Importance { .. }`.
pub fn enumeration(attrs: Vec<Attribute>, name: &str, arms: Vec<Variant>) -> Item {
    Item::Enum(ItemEnum {
        attrs,
        vis: public(),
        enum_token: Default::default(),
        ident: ident(name),
        generics: Generics::default(),
        brace_token: Default::default(),
        variants: arms.into_iter().collect(),
    })
}

/// `Low`, or `Unrecognized(Box<str>)`.
pub fn arm(attrs: Vec<Attribute>, name: &str, payload: Option<Type>) -> Variant {
    let fields = payload.map_or(Fields::Unit, |ty| {
        Fields::Unnamed(FieldsUnnamed {
            paren_token: Default::default(),
            unnamed: Punctuated::from_iter([private_field(Vec::new(), None, ty)]),
        })
    });
    Variant {
        attrs,
        ident: ident(name),
        fields,
        discriminant: None,
    }
}

/// `impl ListMessages { .. }`.
pub fn implementation(name: &str, functions: Vec<ImplItem>) -> Item {
    Item::Impl(ItemImpl {
        attrs: Vec::new(),
        modifiers: Default::default(),
        unsafety: None,
        impl_token: Default::default(),
        generics: Generics::default(),
        trait_: None,
        self_ty: Box::new(named(name)),
        brace_token: Default::default(),
        items: functions,
    })
}

/// `pub fn me(..) -> Self { .. }`.
pub fn function(
    attrs: Vec<Attribute>,
    name: &str,
    arguments: Punctuated<FnArg, Token![,]>,
    value: Expr,
) -> ImplItem {
    let output = Box::new(named("Self"));
    ImplItem::Fn(ImplItemFn {
        attrs,
        vis: public(),
        modifiers: Default::default(),
        sig: Signature {
            constness: None,
            asyncness: None,
            safety: Default::default(),
            abi: None,
            fn_token: Default::default(),
            ident: ident(name),
            generics: Generics::default(),
            paren_token: Default::default(),
            inputs: arguments,
            variadic: None,
            output: ReturnType::Type(Default::default(), output),
        },
        block: Block {
            brace_token: Default::default(),
            stmts: vec![Stmt::Expr(value, None)],
        },
    })
}

/// `id: &str`.
pub fn argument(name: &str, ty: Type) -> FnArg {
    let name = PatIdent {
        attrs: Vec::new(),
        by_ref: None,
        mutability: None,
        ident: ident(name),
        subpat: None,
    };
    FnArg::Typed(PatType {
        attrs: Vec::new(),
        pat: Box::new(Pat::Ident(name)),
        colon_token: Default::default(),
        ty: Box::new(ty),
    })
}

/// `"text"`.
pub fn string(text: &str) -> Expr {
    Expr::Lit(ExprLit {
        attrs: Vec::new(),
        lit: Lit::Str(LitStr::new(text, Span::call_site())),
    })
}

/// `id`.
pub fn value(name: &str) -> Expr {
    value_at(ident(name).into())
}

/// `Call::get`.
pub fn associated(mut ty: Path, name: &str) -> Expr {
    ty.segments.push(ident(name).into());
    value_at(ty)
}

fn value_at(path: Path) -> Expr {
    Expr::Path(ExprPath {
        attrs: Vec::new(),
        qself: None,
        path,
    })
}

/// `Call::get("/me")`.
pub fn call<const N: usize>(function: Expr, arguments: [Expr; N]) -> Expr {
    Expr::Call(ExprCall {
        attrs: Vec::new(),
        func: Box::new(function),
        paren_token: Default::default(),
        args: Punctuated::from_iter(arguments),
    })
}

/// `call.json(body)`.
pub fn method<const N: usize>(receiver: Expr, name: &str, arguments: [Expr; N]) -> Expr {
    Expr::MethodCall(ExprMethodCall {
        attrs: Vec::new(),
        receiver: Box::new(receiver),
        dot_token: Default::default(),
        method: ident(name),
        turbofish: None,
        paren_token: Default::default(),
        args: Punctuated::from_iter(arguments),
    })
}

/// `&id`.
pub fn borrowed(value: Expr) -> Expr {
    Expr::Reference(ExprReference {
        attrs: Vec::new(),
        and_token: Default::default(),
        mutability: None,
        expr: Box::new(value),
    })
}

/// `[a, b]`.
pub fn array(values: Vec<Expr>) -> Expr {
    Expr::Array(ExprArray {
        attrs: Vec::new(),
        bracket_token: Default::default(),
        elems: values.into_iter().collect(),
    })
}

/// `Self { call: .. }`.
pub fn of_call(call: Expr) -> Expr {
    let field = FieldValue {
        attrs: Vec::new(),
        member: Member::Named(ident("call")),
        colon_token: Some(Default::default()),
        expr: call,
    };
    Expr::Struct(ExprStruct {
        attrs: Vec::new(),
        qself: None,
        path: ident("Self").into(),
        brace_token: Default::default(),
        fields: Punctuated::from_iter([field]),
        dot2_token: None,
        rest: None,
    })
}

fn public() -> Visibility {
    Visibility::Public(Default::default())
}
