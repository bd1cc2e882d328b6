//! Follows a path through modules, imports and re-exports to the file that defines what it names.

use crate::module::{Binding, ModulePath};
use crate::tree::Tree;
use std::collections::BTreeSet;

/// What a path leads to.
pub enum Found {
    /// An item, by the file that defines it, or by the file of its module if a macro makes it there.
    Item(String),
    Module(ModulePath),
    /// An item of another crate.
    Outside,
}

/// The names that are being looked up, each with its module, and whether more of the path follows: an import that leads back to one
/// of them leads nowhere.
type Open = BTreeSet<(ModulePath, String, bool)>;

impl Tree {
    /// What a path that is written in the module `from` leads to; `None` if its first name is unknown there.
    pub fn resolve(&self, from: &ModulePath, segments: &[String]) -> Option<Found> {
        self.follow(from, segments, false, &mut Open::new())
    }

    /// The file that defines what the crate's root exports by `name`.
    pub fn file_of_root_item(&self, name: &str) -> Option<String> {
        match self.resolve(&Vec::new(), &[name.into()])? {
            Found::Item(file) => Some(file),
            Found::Module(_) | Found::Outside => None,
        }
    }

    pub fn file_of(&self, module: &ModulePath) -> String {
        self.modules.get(module).map(|module| module.file.clone()).unwrap_or_default()
    }

    /// As `resolve`, for a path that may be the beginning of a longer one, so that it `has_more`.
    fn follow(&self, from: &ModulePath, segments: &[String], has_more: bool, open: &mut Open) -> Option<Found> {
        let mut found = Found::Module(from.clone());
        for (index, segment) in segments.iter().enumerate() {
            let Found::Module(module) = &found else { break };
            found = match segment.as_str() {
                "crate" => Found::Module(Vec::new()),
                "super" => Found::Module(module[..module.len().saturating_sub(1)].to_vec()),
                "self" | "*" => found,
                name => match self.look_up(module, name, has_more || index + 1 < segments.len(), open) {
                    Some(found) => found,
                    None if index == 0 => return None,
                    None => Found::Item(self.file_of(module)),
                },
            };
        }
        Some(found)
    }

    /// What a name stands for in a module. If more of a path follows, a module comes before an item of the same name.
    fn look_up(&self, module: &ModulePath, name: &str, has_more: bool, open: &mut Open) -> Option<Found> {
        let this = (module.clone(), name.into(), has_more);
        if !open.insert(this.clone()) {
            return None;
        }
        let found = self.look_up_names(module, name, has_more, open).or_else(|| self.look_up_globs(module, name, has_more, open));
        open.remove(&this);
        found
    }

    fn look_up_names(&self, path: &ModulePath, name: &str, has_more: bool, open: &mut Open) -> Option<Found> {
        let module = self.modules.get(path)?;
        let mut items = Vec::new();
        let mut modules = Vec::new();
        for binding in module.names.get(name)? {
            match binding {
                Binding::Item | Binding::Macro => items.insert(0, Found::Item(module.file.clone())),
                Binding::Module => modules.push(Found::Module([path.as_slice(), &[name.into()]].concat())),
                Binding::Import { path: imported, .. } => match self.follow(path, imported, has_more, open) {
                    Some(found @ Found::Module(_)) => modules.push(found),
                    found => items.push(found.unwrap_or(Found::Outside)),
                },
            }
        }
        let (first, second) = if has_more { (modules, items) } else { (items, modules) };
        first.into_iter().chain(second).next()
    }

    fn look_up_globs(&self, path: &ModulePath, name: &str, has_more: bool, open: &mut Open) -> Option<Found> {
        self.modules.get(path)?.globs.iter().find_map(|glob| match self.follow(path, glob, true, open)? {
            Found::Module(module) => self.look_up(&module, name, has_more, open),
            Found::Item(_) | Found::Outside => None,
        })
    }
}
