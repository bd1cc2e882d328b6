//! Names that only one room may write, and long files.

use super::folder;
use crate::text::{forbidden_names, too_long};

#[test]
fn names_outside_their_room_are_found() {
    let free = "//! tch, unsafe\n#[cfg(feature = \"tch\")]\nfn f() { \"unsafe\"; } // torch_sys";
    let folder = folder(&[
        ("lib.rs", "#![forbid(unsafe_code)]\n#[cfg(feature = \"tch\")] mod torch;"),
        ("low.rs", free),
        ("mid/mod.rs", "fn f() {\n    m!(unsafe { a });\n}"),
        ("side.rs", "use ::tch::Tensor;\n#[cfg(test)] mod tests { use torch_sys::C; }"),
        ("torch/mod.rs", "use tch::Tensor;\nunsafe fn f() {}"),
        ("torch/native/mod.rs", "use torch_sys::C;\nunsafe fn f() {}"),
    ]);
    let expected = [
        "src/mid/mod.rs:2: `unsafe` is allowed in src/torch/native only",
        "src/side.rs:1: `tch` is allowed in src/torch only",
        "src/side.rs:2: `torch_sys` is allowed in src/torch only",
        "src/torch/mod.rs:2: `unsafe` is allowed in src/torch/native only",
    ];
    assert_eq!(forbidden_names(folder.path()), expected);
}

#[test]
fn long_files_are_found() {
    let [longest, too_many] = [300, 301].map(|lines| "\n".repeat(lines));
    let folder = folder(&[
        ("src/a/b.rs", &longest),
        ("src/a/c.rs", &too_many),
        ("tests/d.py", &too_many),
        ("tests/e.json", &too_many),
        ("tests/fuzz/target/f.rs", &too_many),
    ]);
    let found = too_long(folder.path(), &["src", "tests"]);
    let expected = ["src/a/c.rs", "tests/d.py"].map(|file| format!("{file}: 301 lines, but 300 are allowed: split it by idea"));
    assert_eq!(found, expected);
}
