//! The names and the paths of a `use`.

use crate::module::{Binding, Module, Place, Segments, Written};
use syn::{Ident, ItemUse, UseTree, Visibility};

pub fn add_use(item: &ItemUse, module: &mut Module) {
    if item.leading_colon.is_none() {
        let place = if matches!(item.vis, Visibility::Inherited) { Place::Import } else { Place::Reexport };
        add_tree(&item.tree, &[], place, module);
    }
}

fn add_tree(tree: &UseTree, prefix: &[String], place: Place, module: &mut Module) {
    match tree {
        UseTree::Path(path) => add_tree(&path.tree, &joined(prefix, path.ident.to_string()), place, module),
        UseTree::Group(group) => group.items.iter().for_each(|tree| add_tree(tree, prefix, place, module)),
        UseTree::Name(leaf) => add_leaf(&leaf.ident, &leaf.ident, prefix, place, module),
        UseTree::Rename(leaf) => add_leaf(&leaf.ident, &leaf.rename, prefix, place, module),
        UseTree::Glob(glob) => {
            let line = glob.star_token.spans[0].start().line;
            module.written.push(Written { segments: joined(prefix, "*".into()), line, place });
            module.globs.push(prefix.to_vec());
        }
    }
}

fn add_leaf(leaf: &Ident, name: &Ident, prefix: &[String], place: Place, module: &mut Module) {
    let is_self = leaf == "self" && !prefix.is_empty();
    let path = if is_self { prefix.to_vec() } else { joined(prefix, leaf.to_string()) };
    let name = if name == "self" { path.last().cloned().unwrap_or_default() } else { name.to_string() };
    module.written.push(Written { segments: path.clone(), line: leaf.span().start().line, place });
    module.bind(name, Binding::Import { path, is_public: place == Place::Reexport });
}

fn joined(prefix: &[String], last: String) -> Segments {
    [prefix, &[last]].concat()
}
