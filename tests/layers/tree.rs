//! The modules of a crate, read from its source.

use crate::attributes::are_for_tests;
use crate::collector::Collector;
use crate::module::{Binding, Module, ModulePath};
use crate::source::{LIB, OUTSIDE, parse};
use std::collections::BTreeMap;
use std::path::Path;
use syn::Item;
use syn::visit::Visit;

/// All modules that are compiled without `cfg(test)`, but for those of `src/bin` and `src/docs`.
#[derive(Default)]
pub struct Tree {
    pub modules: BTreeMap<ModulePath, Module>,
    /// The files of modules that are compiled for tests alone, without `.rs`; other files may lie in a folder of that name.
    pub for_tests: Vec<String>,
}

impl Tree {
    pub fn read(src: &Path) -> Self {
        let mut tree = Self::default();
        tree.add_file(src, Vec::new(), LIB, "");
        tree.export_macros();
        tree
    }

    /// Whether a file is read, or is compiled for tests alone.
    pub fn has(&self, file: &str) -> bool {
        let is_of = |test: &String| file.strip_prefix(test.as_str()).is_some_and(|rest| rest == ".rs" || rest.starts_with('/'));
        self.modules.values().any(|module| module.file == file) || self.for_tests.iter().any(is_of)
    }

    fn add_file(&mut self, src: &Path, path: ModulePath, file: &str, folder: &str) {
        let parsed = parse(&src.join(file));
        if are_for_tests(&parsed.attrs) {
            self.for_tests.push(folder.into());
        } else {
            self.add(src, path, file, folder, &parsed.items);
        }
    }

    fn add(&mut self, src: &Path, path: ModulePath, file: &str, folder: &str, items: &[Item]) {
        let mut collector = Collector::default();
        items.iter().for_each(|item| collector.visit_item(item));
        let inside = |name: &str| if folder.is_empty() { name.into() } else { format!("{folder}/{name}") };
        self.for_tests.extend(collector.for_tests.iter().map(|name| inside(name)));
        for child in collector.children {
            let name = child.ident.to_string();
            let folder = inside(&name);
            let path = [path.as_slice(), &[name]].concat();
            if let Some((_, items)) = &child.content {
                self.add(src, path, file, &folder, items);
            } else if !OUTSIDE.contains(&folder.as_str()) {
                let [flat, nested] = [format!("{folder}.rs"), format!("{folder}/mod.rs")];
                let Some(child) = [&flat, &nested].into_iter().find(|file| src.join(file).is_file()) else {
                    panic!("src/{file} declares the module `{}`, but there is neither src/{flat} nor src/{nested}", child.ident);
                };
                self.add_file(src, path, child, &folder);
            }
        }
        self.modules.insert(path, Module { file: file.into(), folder: folder.into(), ..collector.module });
    }

    /// Gives the root the macros that have `#[macro_export]`.
    fn export_macros(&mut self) {
        let of_module =
            |(path, module): (&ModulePath, &Module)| module.exported.iter().map(|name| (path.clone(), name.clone())).collect();
        let exported: Vec<(ModulePath, String)> = self.modules.iter().flat_map::<Vec<_>, _>(of_module).collect();
        let root = self.modules.entry(Vec::new()).or_default();
        for (module, name) in exported {
            let path = [vec!["crate".into()], module, vec![name.clone()]].concat();
            root.bind(name, Binding::Import { path, is_public: true });
        }
    }
}
