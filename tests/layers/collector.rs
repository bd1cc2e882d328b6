//! Collects the names and the paths of one module from its syntax tree.

use crate::attributes::{are_for_tests, of_impl_item, of_item, of_statement, of_trait_item};
use crate::module::{Binding, Module, Place, Written};
use crate::tokens::add_paths;
use crate::uses::add_use;
use syn::visit::{self, Visit};
use syn::{Attribute, Item, Meta};

#[derive(Default)]
pub struct Collector<'code> {
    pub module: Module,
    pub children: Vec<&'code syn::ItemMod>,
    /// The names of the child modules that are compiled for tests alone.
    pub for_tests: Vec<String>,
    depth_of_blocks: usize,
}

impl Collector<'_> {
    fn define(&mut self, item: &Item) {
        let name = match item {
            Item::Macro(item) => {
                let Some(name) = &item.ident else { return };
                if item.attrs.iter().any(|attribute| attribute.path().is_ident("macro_export")) {
                    self.module.exported.push(name.to_string());
                }
                return self.module.bind(name.to_string(), Binding::Macro);
            }
            Item::Const(item) => &item.ident,
            Item::Enum(item) => &item.ident,
            Item::Fn(item) => &item.sig.ident,
            Item::Static(item) => &item.ident,
            Item::Struct(item) => &item.ident,
            Item::Trait(item) => &item.ident,
            Item::TraitAlias(item) => &item.ident,
            Item::Type(item) => &item.ident,
            Item::Union(item) => &item.ident,
            _ => return,
        };
        self.module.bind(name.to_string(), Binding::Item);
    }

    fn add_path(&mut self, path: &syn::Path, place: Place) {
        let Some(first) = path.segments.first() else { return };
        if path.leading_colon.is_none() {
            let segments = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
            self.module.written.push(Written { segments, line: first.ident.span().start().line, place });
        }
    }
}

/// Visits a part unless it is compiled for tests alone.
macro_rules! skip_tests {
    ($($visit:ident($Part:ty): $attributes:expr;)+) => {$(
        fn $visit(&mut self, part: &'code $Part) {
            let attributes: fn(&$Part) -> &[Attribute] = $attributes;
            if !are_for_tests(attributes(part)) {
                visit::$visit(self, part);
            }
        }
    )+};
}

impl<'code> Visit<'code> for Collector<'code> {
    skip_tests! {
        visit_impl_item(syn::ImplItem): of_impl_item;
        visit_trait_item(syn::TraitItem): of_trait_item;
        visit_stmt(syn::Stmt): of_statement;
        visit_arm(syn::Arm): |part| &part.attrs;
        visit_field(syn::Field): |part| &part.attrs;
        visit_variant(syn::Variant): |part| &part.attrs;
        visit_field_value(syn::FieldValue): |part| &part.attrs;
    }

    fn visit_item(&mut self, item: &'code Item) {
        if !are_for_tests(of_item(item)) {
            if self.depth_of_blocks == 0 {
                self.define(item);
            }
            visit::visit_item(self, item);
        } else if let Item::Mod(module) = item {
            self.for_tests.push(module.ident.to_string());
        }
    }

    fn visit_item_mod(&mut self, module: &'code syn::ItemMod) {
        self.module.bind(module.ident.to_string(), Binding::Module);
        self.children.push(module);
    }

    fn visit_item_use(&mut self, item: &'code syn::ItemUse) {
        add_use(item, &mut self.module);
    }

    fn visit_block(&mut self, block: &'code syn::Block) {
        self.depth_of_blocks += 1;
        visit::visit_block(self, block);
        self.depth_of_blocks -= 1;
    }

    fn visit_path(&mut self, path: &'code syn::Path) {
        self.add_path(path, Place::Code);
        visit::visit_path(self, path);
    }

    fn visit_pat_ident(&mut self, pattern: &'code syn::PatIdent) {
        let name = pattern.ident.to_string();
        if name.starts_with(char::is_uppercase) {
            self.add_path(&pattern.ident.clone().into(), Place::Code);
        } else {
            self.module.variables.insert(name);
        }
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_macro(&mut self, invocation: &'code syn::Macro) {
        self.add_path(&invocation.path, Place::Macro);
        add_paths(invocation.tokens.clone(), &mut self.module.written);
    }

    fn visit_attribute(&mut self, attribute: &'code Attribute) {
        match &attribute.meta {
            Meta::Path(_) => {}
            Meta::List(list) => add_paths(list.tokens.clone(), &mut self.module.written),
            Meta::NameValue(pair) => self.visit_expr(&pair.value),
        }
    }
}
