//! One module of a crate: the names that it has, and the paths that it writes.

use std::collections::{BTreeMap, BTreeSet};

/// A module by its names from the crate's root, which has none.
pub type ModulePath = Vec<String>;

/// The parts of a path, such as `["crate", "data", "Path"]`. A glob ends in `*`.
pub type Segments = Vec<String>;

#[derive(Default)]
pub struct Module {
    /// The file that the module stands in, relative to `src`.
    pub file: String,
    /// The folder of its child modules, relative to `src`.
    pub folder: String,
    pub names: BTreeMap<String, Vec<Binding>>,
    /// The paths before the `*` of its glob imports.
    pub globs: Vec<Segments>,
    pub written: Vec<Written>,
    /// Its macros that have `#[macro_export]`, which other modules reach from the crate's root.
    pub exported: Vec<String>,
    /// The names of its variables and parameters.
    pub variables: BTreeSet<String>,
}

/// What a name stands for in a module.
pub enum Binding {
    /// Anything that the module defines and that is neither a macro nor a module.
    Item,
    Macro,
    Module,
    Import {
        path: Segments,
        is_public: bool,
    },
}

/// One path as a file writes it.
#[derive(Clone)]
pub struct Written {
    pub segments: Segments,
    pub line: usize,
    pub place: Place,
}

/// Where a path is written.
#[derive(Clone, Copy, PartialEq)]
pub enum Place {
    /// In a private `use`.
    Import,
    /// In a `pub use`, also a `pub(crate) use`.
    Reexport,
    /// Before the `!` of a macro.
    Macro,
    /// In any other code.
    Code,
}

impl Module {
    pub fn bind(&mut self, name: String, binding: Binding) {
        self.names.entry(name).or_default().push(binding);
    }
}
