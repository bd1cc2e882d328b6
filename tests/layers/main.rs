//! The crate's own structure: a file names only files of its own layer or of a lower one, and files form no circles.
//!
//! A reference is any path that leads to another file: in a `use`, in code, in an attribute, in what a macro is given, in the body
//! of a `macro_rules!`. It is followed through re-exports to the file that defines the item. Code that is compiled for tests alone
//! does not count, nor does a module that declares or re-exports its own children.
//!
//! A method that is called on a value writes no path, so a call of an inherent method that a higher room defines is not seen.

mod attributes;
mod circles;
mod collector;
mod made_up;
mod module;
mod references;
mod resolve;
mod rules;
mod source;
mod text;
mod tokens;
mod tree;
mod uses;

use rules::Rules;
use source::{LIB, OUTSIDE, files_in, room_of};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use tree::Tree;

/// The rooms of `src`, layer by layer, the lowest first. The command line, `src/bin/tch-lr`, is above them all: it is a program of
/// its own and sees only the public API.
const LAYERS: &[&[&str]] = &[
    &["error", "hyperparameter"],
    &["data"],
    &["schedule"],
    &["schedules", "combinators", "feedback"],
    &["plan"],
    &["spec"],
    &["run"],
    &["report", "observe", "range_test", "pytorch", "plot", "checkpoint", "recipes", "predict", "gallery"],
    &["torch"],
];

/// The trait with a method for each combinator. Its file names the combinators, and every combinator names the trait: the one
/// circle that is allowed, between `schedule` and `combinators`. The methods stay on the trait because users need them daily.
const TRAIT: &str = "Schedule";
const COMBINATORS: &str = "combinators";

static TREE: LazyLock<Tree> = LazyLock::new(|| Tree::read(&root().join("src")));
static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::new(&TREE, LAYERS, TRAIT, COMBINATORS));

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[track_caller]
fn assert_none(found: Vec<String>) {
    assert!(found.is_empty(), "{} found:\n{}", found.len(), found.join("\n"));
}

#[test]
fn every_room_has_a_layer() {
    let listed: BTreeSet<_> = LAYERS.concat().into_iter().collect();
    let files = files_in(&root().join("src"));
    let rooms: BTreeSet<_> = files.iter().filter(|file| *file != LIB).map(|file| room_of(file)).collect();
    let rooms: BTreeSet<_> = rooms.into_iter().filter(|room| !OUTSIDE.contains(room)).collect();
    let unlisted = rooms.difference(&listed).map(|room| format!("src/{room} has no layer: add it to LAYERS"));
    let missing =
        listed.difference(&rooms).map(|room| format!("src/{room} is listed in LAYERS, but there is no such folder or file"));
    assert_none(unlisted.chain(missing).collect());
}

#[test]
fn every_file_and_every_path_is_followed() {
    let files = files_in(&root().join("src"));
    let code = files.iter().filter(|file| file.ends_with(".rs") && !OUTSIDE.contains(&room_of(file)));
    // The crate's build.rs takes this file in: it compiles the C++ beside it.
    let code = code.filter(|file| *file != "torch/native/build.rs");
    let unread = code.filter(|file| !TREE.has(file)).map(|file| format!("src/{file}: no `mod` line leads to it"));
    assert_none(unread.chain(RULES.lost()).collect());
}

#[test]
fn no_layer_names_a_higher_one() {
    assert_none(RULES.upward());
}

#[test]
fn rooms_form_no_circle() {
    assert_none(RULES.circles());
}

#[test]
fn files_form_no_circle() {
    assert_none(RULES.circles_of_files());
}

#[test]
fn only_torch_names_tch_and_only_native_is_unsafe() {
    assert_none(text::forbidden_names(&root().join("src")));
}

#[test]
fn no_file_is_too_long() {
    assert_none(text::too_long(&root(), &["src", "tests", "examples", "benches"]));
}
