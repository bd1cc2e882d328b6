//! Code that is compiled for tests alone.

use super::{folder, references, written_in_low};
use crate::tree::Tree;

#[test]
fn code_for_tests_alone_does_not_count() {
    let text = "
#[cfg(test)] use crate::Top;
#[cfg(all(test, feature = \"x\"))] mod tests { use crate::Top; }
#[cfg(any(test, doctest))] fn f(_: crate::Top) {}
struct A { #[cfg(test)] a: crate::Top }
enum B { #[cfg(test)] B(crate::Top) }
impl A { #[cfg(test)] fn f(_: crate::Top) {} }
trait C { #[cfg(test)] fn f(_: crate::Top); }
fn g() {
    #[cfg(test)] let x = crate::Top;
    #[cfg(test)] { crate::high::shine() }
    #[cfg(test)] println!(\"{}\", crate::high::shine());
    match 1 { #[cfg(test)] _ => crate::high::shine(), _ => {} }
    A { #[cfg(test)] a: crate::Top };
}
";
    assert_eq!(written_in_low(text), [""; 0]);
}

#[test]
fn code_under_another_condition_counts() {
    let text = "
#[cfg(not(test))] use crate::Top;
#[cfg(feature = \"test\")] use crate::Top as A;
#[cfg(any(test, feature = \"x\"))] use crate::Top as B;
";
    assert_eq!(written_in_low(text).len(), 3);
}

#[test]
fn files_for_tests_alone_are_not_read() {
    let files = [
        ("lib.rs", "mod a; mod b; #[cfg(test)] mod c; mod d;"),
        ("a/mod.rs", "#[cfg(test)] mod tests;"),
        ("a/tests/mod.rs", "mod inner; use crate::b::B;"),
        ("a/tests/inner.rs", "use crate::b::B;"),
        ("b.rs", "pub struct B;"),
        ("c.rs", "use crate::b::B;"),
        ("d.rs", "#![cfg(test)] use crate::b::B;"),
        ("forgotten.rs", ""),
    ];
    assert_eq!(references(&files), [""; 0]);
    let folder = folder(&files);
    let tree = Tree::read(folder.path());
    let unread: Vec<_> = files.iter().map(|(file, _)| *file).filter(|file| !tree.has(file)).collect();
    assert_eq!(unread, ["forgotten.rs"]);
}
