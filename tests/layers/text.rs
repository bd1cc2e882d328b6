//! What is checked in the text of each file: the names that only one room may write, and the length.

use crate::source::{files_in, read, room_of};
use crate::tokens::for_each_name;
use proc_macro2::TokenStream;
use std::path::Path;

/// The file types whose length is limited; data and pictures are as long as they must be.
const LIMITED: [&str; 5] = [".rs", ".py", ".cpp", ".h", ".md"];

/// The most lines of a file.
const LONGEST: usize = 300;

/// The places outside `src/torch` that name tch or torch-sys, and those outside `src/torch/native` that have `unsafe`.
pub fn forbidden_names(src: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for file in files_in(src).iter().filter(|file| file.ends_with(".rs")) {
        let tokens: TokenStream = match read(&src.join(file)).parse() {
            Ok(tokens) => tokens,
            Err(error) => panic!("src/{file}: {error}"),
        };
        for_each_name(tokens, &mut |name, line| {
            let allowed = match name {
                "tch" | "torch_sys" if room_of(file) != "torch" => "src/torch",
                "unsafe" if !file.starts_with("torch/native/") && file != "torch/native.rs" => "src/torch/native",
                _ => return,
            };
            found.push(format!("src/{file}:{line}: `{name}` is allowed in {allowed} only"));
        });
    }
    found
}

/// The files in the folders that are too long.
pub fn too_long(root: &Path, folders: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for folder in folders {
        let files = files_in(&root.join(folder)).into_iter().map(|file| format!("{folder}/{file}"));
        let limited = files.filter(|file| LIMITED.iter().any(|ending| file.ends_with(ending)));
        for file in limited.filter(|file| !file.contains("/target/")) {
            let lines = read(&root.join(&file)).lines().count();
            if lines > LONGEST {
                found.push(format!("{file}: {lines} lines, but {LONGEST} are allowed: split it by idea"));
            }
        }
    }
    found
}
