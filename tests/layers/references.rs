//! The references from one file of a crate to another.

use crate::module::{Binding, Module, ModulePath, Place, Written};
use crate::resolve::Found;
use crate::source::{LIB, room_of};
use crate::tree::Tree;
use std::fmt;

/// A path in one file that leads to another file, both relative to `src`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    pub from: String,
    pub line: usize,
    pub written: String,
    pub to: String,
}

impl Reference {
    pub fn rooms(&self) -> (&str, &str) {
        (room_of(&self.from), room_of(&self.to))
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "src/{}:{}: `{}` leads to src/{}", self.from, self.line, self.written, self.to)
    }
}

impl Tree {
    /// All references between two files, sorted. The crate's root has none, for it only re-exports.
    pub fn references(&self) -> Vec<Reference> {
        let mut references = Vec::new();
        for (path, module) in self.modules.iter().filter(|(_, module)| module.file != LIB) {
            for written in &module.written {
                if let Some(to) = self.target(path, module, written) {
                    let from = module.file.clone();
                    references.push(Reference { from, line: written.line, written: written.segments.join("::"), to });
                }
            }
        }
        references.sort();
        references.dedup();
        references
    }

    /// The other file that a path leads to, if it is a reference of its own.
    fn target(&self, path: &ModulePath, module: &Module, written: &Written) -> Option<String> {
        let first = written.segments.first()?;
        let is_alone = written.segments.len() == 1;
        let is_code = matches!(written.place, Place::Code | Place::Macro);
        if is_code && is_alone && module.variables.contains(first) {
            return None;
        }
        let file = match self.resolve(path, &written.segments) {
            Some(Found::Item(file)) => file,
            // A name alone in code is no module but something else that is not known here, and `pub(super)` names nothing.
            Some(Found::Module(_)) if is_code && is_alone => return None,
            Some(Found::Module(module)) => self.file_of(&module),
            Some(Found::Outside) => return None,
            None if written.place == Place::Macro => self.macro_above(path, first)?,
            None => return None,
        };
        let is_own_child = file.strip_prefix(&module.folder).is_some_and(|rest| rest.starts_with('/'));
        let is_root_glob = file == LIB && written.segments.last().is_some_and(|last| last == "*");
        let is_none = file == module.file
            || is_root_glob
            || written.place == Place::Reexport && is_own_child
            || is_code && self.is_imported(path, module, first, &file);
        (!is_none).then_some(file)
    }

    /// Whether a private `use` of the same file has the name, and leads to the file itself.
    fn is_imported(&self, path: &ModulePath, module: &Module, name: &str, file: &str) -> bool {
        module.names.get(name).into_iter().flatten().any(|binding| match binding {
            Binding::Import { path: imported, is_public: false } => match self.resolve(path, imported) {
                Some(Found::Item(imported)) => imported == file,
                Some(Found::Module(imported)) => self.file_of(&imported) == file,
                Some(Found::Outside) | None => false,
            },
            _ => false,
        })
    }

    /// The file of a `macro_rules!` of a module above, which modules that are declared after it see without a path.
    fn macro_above(&self, path: &ModulePath, name: &str) -> Option<String> {
        (0..path.len()).rev().find_map(|length| {
            let above = self.modules.get(&path[..length])?;
            let bindings = above.names.get(name)?;
            bindings.iter().any(|binding| matches!(binding, Binding::Macro)).then(|| above.file.clone())
        })
    }
}
