//! Paths in what macros are given and in their bodies.

use super::{references, written_in_low};

#[test]
fn paths_in_the_body_of_a_macro_count() {
    let text = "
use crate::high;
macro_rules! make {
    ($name:ident, $high:path) => {
        use crate::{high::{Kit, top::*}};
        fn $name(&self) -> $crate::high::Top {
            $high::shine::<'static>(crate::Top);
        }
    };
}
";
    let expected = [
        "2: `crate::high` leads to src/high/mod.rs",
        "5: `crate::high::Kit` leads to src/high/tools.rs",
        "5: `crate::high::top::*` leads to src/high/top.rs",
        "6: `crate::high::Top` leads to src/high/top.rs",
        "7: `crate::Top` leads to src/high/top.rs",
    ];
    assert_eq!(written_in_low(text), expected);
}

#[test]
fn paths_in_what_a_macro_is_given_count() {
    let text = "
use crate::high;
use crate::*;
fn f() {
    println!(\"crate::high {}\", high::shine());
    assert!(matches!(x, Kit { .. }) && 0..crate::high::top::made());
    assert!(x.shine() && ::high::shine() && high(x));
}
";
    let expected = [
        "2: `crate::high` leads to src/high/mod.rs",
        "5: `high::shine` leads to src/high/tools.rs",
        "6: `Kit` leads to src/high/tools.rs",
        "6: `crate::high::top::made` leads to src/high/top.rs",
    ];
    assert_eq!(written_in_low(text), expected);
}

#[test]
fn a_macro_leads_to_the_file_that_defines_it() {
    let files = [
        ("lib.rs", "mod a; mod c;"),
        ("a/mod.rs", "macro_rules! above { () => {} }\nmod b;\n#[macro_export] macro_rules! everywhere { () => {} }"),
        ("a/b.rs", "above!();\nvec![1];"),
        ("c/mod.rs", "mod d;\npub(crate) use d::{named};"),
        ("c/d.rs", "macro_rules! named { () => { crate::everywhere!() } }\npub(crate) use named;"),
    ];
    let expected = ["src/a/b.rs:1: `above` leads to src/a/mod.rs", "src/c/d.rs:1: `crate::everywhere` leads to src/a/mod.rs"];
    assert_eq!(references(&files), expected);
}
