//! What breaks the rules is found, and nothing else.

use super::rules;

#[test]
fn a_path_to_a_higher_layer_is_found() {
    let files = [
        ("lib.rs", "mod low; mod mid; mod side; mod high; pub use high::*;"),
        ("side.rs", ""),
        ("low.rs", "pub struct Low;"),
        ("mid.rs", "use crate::{low::Low, side};\n\nuse crate::High;"),
        ("high/mod.rs", "mod top;\npub use top::High;\nuse crate::mid;"),
        ("high/top.rs", "pub struct High;"),
    ];
    let expected = "src/mid.rs:3: `crate::High` leads to src/high/top.rs, in `high` of layer 3, but `mid` of layer 2 may only name: low, \
                    mid, side";
    assert_eq!(rules(&files).upward(), [expected]);
}

#[test]
fn a_circle_is_found() {
    let files = |last| {
        [
            ("lib.rs", "mod low; mod mid; mod side; mod high;"),
            ("low.rs", "use crate::side;"),
            ("side/mod.rs", "mod part; use part::P;"),
            ("side/part.rs", "use crate::mid;"),
            ("mid.rs", last),
            ("high.rs", "use crate::{low, mid, side};"),
        ]
    };
    assert_eq!(rules(&files("")).circles(), [""; 0]);
    let expected = "a circle among low, mid, side, which must name each other in one direction only:\n    \
                    src/low.rs:1: `crate::side` leads to src/side/mod.rs\n    \
                    src/mid.rs:2: `crate::low` leads to src/low.rs\n    \
                    src/side/part.rs:1: `crate::mid` leads to src/mid.rs";
    assert_eq!(rules(&files("\nuse crate::low;")).circles(), [expected]);
}

#[test]
fn two_files_that_name_each_other_are_found() {
    let files = |module| {
        [
            ("lib.rs", "mod low;"),
            ("low/mod.rs", module),
            ("low/a.rs", "use super::{b::B, Low};\npub struct A;"),
            ("low/b.rs", "pub struct B;\nfn f(_: super::a::A) {}"),
        ]
    };
    let expected = "2 files name each other in a circle, of which one must not:\n    \
                    src/low/a.rs:1: `super::b::B` leads to src/low/b.rs\n    \
                    src/low/b.rs:2: `super::a::A` leads to src/low/a.rs";
    assert_eq!(rules(&files("mod a;\nmod b;\npub use a::A;\npub struct Low;")).circles_of_files(), [expected]);
    let found = rules(&files("mod a;\nmod b;\nuse a::A;\npub struct Low;")).circles_of_files();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].contains("(all in circles: low/a.rs, low/b.rs, low/mod.rs)"), "{}", found[0]);
}

#[test]
fn three_files_that_name_each_other_in_a_circle_are_found() {
    let files = |last| {
        [
            ("lib.rs", "mod low;"),
            ("low/mod.rs", "mod a;\nmod b;\nmod c;"),
            ("low/a.rs", "use super::b::B;\npub struct A;"),
            ("low/b.rs", "pub struct B;\nfn f(_: super::c::C) {}"),
            ("low/c.rs", last),
        ]
    };
    assert_eq!(rules(&files("pub struct C;")).circles_of_files(), [""; 0]);
    let expected = "3 files name each other in a circle, of which one must not:\n    \
                    src/low/a.rs:1: `super::b::B` leads to src/low/b.rs\n    \
                    src/low/b.rs:2: `super::c::C` leads to src/low/c.rs\n    \
                    src/low/c.rs:2: `super::a::A` leads to src/low/a.rs";
    assert_eq!(rules(&files("pub struct C;\nuse super::a::A;")).circles_of_files(), [expected]);
}

#[test]
fn only_the_file_of_the_trait_may_name_its_wrappers() {
    let files = |helper| {
        [
            ("lib.rs", "mod low; mod high; pub use low::Trait;"),
            ("low/mod.rs", "mod helper; mod base; pub use base::Trait;"),
            ("low/base.rs", "use crate::high::Wrapper;\npub trait Trait {}"),
            ("low/helper.rs", helper),
            ("high.rs", "use crate::Trait;\npub struct Wrapper;"),
        ]
    };
    let allowed = rules(&files(""));
    assert_eq!([allowed.upward(), allowed.circles(), allowed.circles_of_files()].concat(), [""; 0]);
    let found = rules(&files("use crate::high::Wrapper;"));
    assert_eq!([found.upward().len(), found.circles().len(), found.circles_of_files().len()], [1, 1, 0]);
}

#[test]
fn a_path_that_leads_to_no_room_is_found() {
    let files = [("lib.rs", "mod low;\nstruct Here;"), ("low.rs", "use crate::Here;\nuse crate::Nowhere;\nuse crate::low;")];
    let expected = ["Here", "Nowhere"].into_iter().enumerate().map(|(line, name)| {
        let line = line + 1;
        format!("src/low.rs:{line}: `crate::{name}` leads to src/lib.rs, which exports no such name from a room")
    });
    assert_eq!(rules(&files).lost(), expected.collect::<Vec<_>>());
}
