//! Which paths are references, and where they lead.

use super::{references, written_in_low};

#[test]
fn a_use_leads_through_reexports_to_the_file_that_defines_the_item() {
    let text = "
use crate::Top;
use crate::high::Top as Renamed;
use crate::{high::{Kit, shine, top::{self, Kind}}};
use super::Kit as Second;
";
    let expected = [
        "2: `crate::Top` leads to src/high/top.rs",
        "3: `crate::high::Top` leads to src/high/top.rs",
        "4: `crate::high::Kit` leads to src/high/tools.rs",
        "4: `crate::high::shine` leads to src/high/tools.rs",
        "4: `crate::high::top` leads to src/high/top.rs",
        "4: `crate::high::top::Kind` leads to src/high/top.rs",
        "5: `super::Kit` leads to src/high/tools.rs",
    ];
    assert_eq!(written_in_low(text), expected);
}

#[test]
fn a_path_leads_on_from_an_imported_module() {
    let text = "
use crate::high;
use crate::high::top::Kind;
use ::high::Kit;
fn f() {
    high::shine();
    high::top::made();
    let _ = Kind::Good;
    ::high::shine();
}
";
    let expected = [
        "2: `crate::high` leads to src/high/mod.rs",
        "3: `crate::high::top::Kind` leads to src/high/top.rs",
        "6: `high::shine` leads to src/high/tools.rs",
        "7: `high::top::made` leads to src/high/top.rs",
    ];
    assert_eq!(written_in_low(text), expected);
}

#[test]
fn a_path_counts_wherever_it_is_written() {
    let text = "
struct A(crate::Top);
impl crate::high::Tool for A {}
fn f<T: Into<crate::high::Kit>>(x: T) -> Vec<crate::high::top::Kind> {
    match crate::high::top::made() {
        crate::high::top::Kind::Good => vec![],
    }
}
#[derive(crate::high::top::made)]
struct B { pub(in crate::high) b: u8 }
";
    let found = written_in_low(text);
    let lines: Vec<_> = found.iter().filter_map(|line| line.split(':').next()).collect();
    // The `Tool` that is not exported leads to the file of its module.
    assert_eq!(lines, ["2", "3", "4", "4", "5", "6", "9", "10"], "{found:#?}");
    assert_eq!(found[1], "3: `crate::high::Tool` leads to src/high/mod.rs");
}

#[test]
fn a_name_that_comes_by_a_glob_leads_to_its_own_file() {
    let text = "
use crate::*;
fn f(shine: u8) -> Top {
    let _ = shine;
    Kit
}
";
    let expected = ["3: `Top` leads to src/high/top.rs", "5: `Kit` leads to src/high/tools.rs"];
    assert_eq!(written_in_low(text), expected);
    assert_eq!(written_in_low("use crate::high::*;"), ["1: `crate::high::*` leads to src/high/mod.rs"]);
}

#[test]
fn globs_of_one_folder_are_all_followed() {
    let files = [
        ("lib.rs", "mod a; mod user;"),
        ("a/mod.rs", "pub mod b; pub mod c;"),
        ("a/b.rs", "pub struct B;"),
        ("a/c.rs", "pub struct C;"),
        ("user.rs", "use crate::a::b::*;\nuse crate::a::c::*;\nfn f(_: C) {}"),
    ];
    assert_eq!(references(&files).last().map(String::as_str), Some("src/user.rs:3: `C` leads to src/a/c.rs"));
}

#[test]
fn a_module_counts_for_its_children_only_what_it_uses_itself() {
    let with = |module| references(&[("lib.rs", "mod a;"), ("a/mod.rs", module), ("a/b.rs", "pub(super) struct B;")]);
    assert_eq!(with("mod b;\npub use b::B;"), [""; 0]);
    assert_eq!(with("mod b;\npub(crate) use self::b::*;"), [""; 0]);
    assert_eq!(with("mod b;\nuse b::B;"), ["src/a/mod.rs:2: `b::B` leads to src/a/b.rs"]);
    assert_eq!(with("mod b;\nfn f(_: b::B) {}"), ["src/a/mod.rs:2: `b::B` leads to src/a/b.rs"]);
    assert_eq!(with("mod b;\npub use b::B;\nfn f(_: B) {}"), ["src/a/mod.rs:3: `B` leads to src/a/b.rs"]);
}

#[test]
fn a_module_and_an_item_may_have_one_name() {
    let files = [
        ("lib.rs", "mod a; mod c;"),
        ("a/mod.rs", "pub mod same; pub use same::same;"),
        ("a/same.rs", "pub fn same() {} pub use super::super::c::C;"),
        ("c.rs", "pub struct C;\nuse crate::a::same;\nuse crate::a::same::same as other;\nuse crate::a::same::C as D;"),
    ];
    let expected = [
        "src/a/same.rs:1: `super::super::c::C` leads to src/c.rs",
        "src/c.rs:2: `crate::a::same` leads to src/a/same.rs",
        "src/c.rs:3: `crate::a::same::same` leads to src/a/same.rs",
    ];
    assert_eq!(references(&files), expected);
    // The function of that name stands in another file than the module.
    let user = "use crate::a::same;\nfn f() {\n    same::same();\n}";
    let files = [("lib.rs", "mod a; mod c;"), ("a/mod.rs", "pub mod same;\npub fn same() {}"), ("a/same.rs", ""), ("c.rs", user)];
    let expected = ["src/c.rs:1: `crate::a::same` leads to src/a/mod.rs", "src/c.rs:3: `same::same` leads to src/a/same.rs"];
    assert_eq!(references(&files), expected);
}

#[test]
fn a_path_after_an_import_is_not_counted_twice() {
    let files = [
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::b::{self, B};\nfn f() {\n    b::g();\n    B::new();\n}"),
        ("b.rs", "pub fn g() {} pub struct B;"),
    ];
    let expected = ["src/a.rs:1: `crate::b` leads to src/b.rs", "src/a.rs:1: `crate::b::B` leads to src/b.rs"];
    assert_eq!(references(&files), expected);
}

#[test]
fn modules_inside_a_file_belong_to_it() {
    let files = [
        ("lib.rs", "mod a; mod c;"),
        ("a.rs", "mod inner {\n    use super::super::c::C;\n    pub struct I;\n}\nuse inner::I;"),
        ("c.rs", "pub struct C;\nuse crate::a::inner::I;"),
    ];
    let expected = ["src/a.rs:2: `super::super::c::C` leads to src/c.rs", "src/c.rs:2: `crate::a::inner::I` leads to src/a.rs"];
    assert_eq!(references(&files), expected);
}

#[test]
fn imports_that_lead_to_themselves_end() {
    let files =
        [("lib.rs", "mod a; mod b;"), ("a.rs", "pub use crate::b::*; use X as Y;"), ("b.rs", "pub use crate::a::*; use Y as X;")];
    assert_eq!(references(&files).len(), 2);
}
