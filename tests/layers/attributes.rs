//! Which parts of a file are compiled for tests alone, by their `#[cfg(...)]`.

use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ImplItem, Item, Meta, Stmt, Token, TraitItem};

/// Whether a `#[cfg(...)]` among the attributes can be true only in tests: `test`, `doctest`, an `all` with one of them, or an `any`
/// of nothing else.
pub fn are_for_tests(attributes: &[Attribute]) -> bool {
    let conditions = attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    conditions.filter_map(|attribute| attribute.parse_args().ok()).any(|condition| needs_test(&condition))
}

fn needs_test(condition: &Meta) -> bool {
    match condition {
        Meta::Path(path) => path.is_ident("test") || path.is_ident("doctest"),
        Meta::List(list) => {
            let parts = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
            let parts: Vec<_> = parts.into_iter().flatten().collect();
            list.path.is_ident("all") && parts.iter().any(needs_test) || list.path.is_ident("any") && parts.iter().all(needs_test)
        }
        Meta::NameValue(_) => false,
    }
}

/// The attributes of a `$node` that is one of the `$kind`s of the enum `$Enum`.
macro_rules! attributes {
    ($node:expr, $Enum:ident: $($kind:ident)+) => {
        match $node {
            $($Enum::$kind(node) => &node.attrs,)+
            _ => &[],
        }
    };
}

pub fn of_item(item: &Item) -> &[Attribute] {
    attributes!(item, Item: Const Enum ExternCrate Fn ForeignMod Impl Macro Mod Static Struct Trait TraitAlias Type Union Use)
}

pub fn of_impl_item(item: &ImplItem) -> &[Attribute] {
    attributes!(item, ImplItem: Const Fn Macro Type)
}

pub fn of_trait_item(item: &TraitItem) -> &[Attribute] {
    attributes!(item, TraitItem: Const Fn Macro Type)
}

pub fn of_statement(statement: &Stmt) -> &[Attribute] {
    match statement {
        Stmt::Local(local) => &local.attrs,
        Stmt::Item(item) => of_item(item),
        Stmt::Expr(expression, _) => of_expression(expression),
        Stmt::Macro(invocation) => &invocation.attrs,
    }
}

fn of_expression(expression: &Expr) -> &[Attribute] {
    attributes!(expression, Expr: Array Assign Async Await Binary Block Break Call Cast Closure Const Continue Field ForLoop If Index
        Let Lit Loop Macro Match MethodCall Paren Path Range Reference Repeat Return Struct Try Tuple Unary Unsafe While)
}
