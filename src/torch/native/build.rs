//! The part of the build script that compiles native.cpp, with the headers and the flags that torch-sys uses.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

const FOLDER: &str = "src/torch/native";
const SOURCE: &str = "src/torch/native/native.cpp";
const CUDA: &str = "src/torch/native/cuda.cpp";
const NARROW: &str = "src/torch/native/narrow";

const LIBRARY: &str = "tch_lr_native";

/// A Python program that prints the ABI and the include folders of torch. The build script of torch-sys runs the same queries.
const QUESTION: &str = "
import torch
from torch.utils import cpp_extension
print('ABI', int(torch._C._GLIBCXX_USE_CXX11_ABI))
for path in cpp_extension.include_paths():
    print('INCLUDE', path)
";

/// The include folders of a libtorch, and the value of `_GLIBCXX_USE_CXX11_ABI` that it was compiled with.
struct Headers {
    folders: Vec<PathBuf>,
    cxx11_abi: String,
}

/// Compiles native.cpp, and cuda.cpp if programs are to load CUDA. Does nothing if torch-sys has no libtorch, as in a build of the
/// documentation.
pub fn compile() -> Result<(), String> {
    println!("cargo::rustc-check-cfg=cfg(tch_lr_cuda)");
    for file in ["build.rs", "native.cpp", "cuda.cpp", "answers.h", "options.h", "state.h", "narrow"] {
        println!("cargo::rerun-if-changed={FOLDER}/{file}");
    }
    let Some(headers) = headers()? else {
        return Ok(());
    };
    let is_cuda = loads_cuda();
    if is_cuda {
        println!("cargo::rustc-cfg=tch_lr_cuda");
    }
    let narrow = build(&headers, Some(NARROW), is_cuda).try_compile(LIBRARY);
    narrow
        .or_else(|_| build(&headers, None, is_cuda).try_compile(LIBRARY))
        .map_err(|error| format!("{SOURCE} does not compile: {error}"))
}

/// The compilation with libtorch's headers. Those in the folder `instead` take the place of libtorch's.
fn build(headers: &Headers, instead: Option<&str>, is_cuda: bool) -> cc::Build {
    let mut build = cc::Build::new();
    build
        .cpp(true)
        .std("c++17")
        .pic(true)
        .warnings(false)
        // The errors of the first attempt are those of the second one too, if they are errors of the file.
        .cargo_warnings(instead.is_none())
        // The code has no loops that are worth optimizing, and a higher level would only compile more slowly.
        .debug(false)
        .opt_level(1)
        .includes(instead)
        .includes(&headers.folders)
        .define("_GLIBCXX_USE_CXX11_ABI", headers.cxx11_abi.as_str())
        .define("GLOG_USE_GLOG_EXPORT", None)
        .file(SOURCE);
    if env::var("CARGO_CFG_TARGET_ENV").is_ok_and(|environment| environment == "msvc") {
        build.flag("/EHsc");
    }
    if is_cuda {
        build.file(CUDA);
    }
    build
}

/// Whether libtorch has CUDA, and no variable asks to leave CUDA out. torch-sys passes libtorch_cuda.so to the linker by the same
/// condition.
fn loads_cuda() -> bool {
    let is_linux = env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux");
    let library = env::var_os("DEP_TCH_LIBTORCH_LIB").map(PathBuf::from);
    let has_cuda = library.is_some_and(|folder| folder.join("libtorch_cuda.so").exists());
    is_linux && has_cuda && variable("TCH_LR_CPU_ONLY").is_none()
}

/// The headers of the libtorch that torch-sys was compiled with; `None` if its feature `doc-only` is on and it has no libtorch.
fn headers() -> Result<Option<Headers>, String> {
    let library = env::var_os("DEP_TCH_LIBTORCH_LIB").map(PathBuf::from);
    let is_windows = env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "windows");
    if library.is_none() && !is_windows {
        return Ok(None);
    }
    if variable("LIBTORCH_USE_PYTORCH").is_some() {
        return of_python(is_windows).map(Some);
    }
    let named = variable("LIBTORCH_INCLUDE").or_else(|| variable("LIBTORCH")).map(PathBuf::from);
    // Without these variables, libtorch is in /usr or in the folder to which torch-sys has downloaded it.
    let root = named.or_else(|| library.as_deref().and_then(Path::parent).map(Path::to_owned));
    let Some(root) = root else {
        // On Windows, torch-sys passes on neither the folder of its libtorch nor whether it has one.
        println!("cargo::warning=set LIBTORCH to the folder of libtorch, unless this build is for documentation");
        return Ok(None);
    };
    let folders = vec![root.join("include"), root.join("include/torch/csrc/api/include")];
    Ok(Some(Headers { folders, cxx11_abi: variable("LIBTORCH_CXX11_ABI").unwrap_or_else(|| "1".into()) }))
}

/// The headers of the torch in the active Python.
fn of_python(is_windows: bool) -> Result<Headers, String> {
    let python = match (is_windows, env::var_os("VIRTUAL_ENV")) {
        (true, _) => "python.exe",
        (false, Some(_)) => "python",
        (false, None) => "python3",
    };
    let failed = |reason: &str| {
        format!("LIBTORCH_USE_PYTORCH is set, but {python} did not print the include folders of its torch: {reason}")
    };
    let output = Command::new(python).arg("-c").arg(QUESTION).output().map_err(|error| failed(&error.to_string()))?;
    let answer = String::from_utf8_lossy(&output.stdout);
    let mut headers = Headers { folders: vec![], cxx11_abi: String::new() };
    for line in answer.lines() {
        match line.split_once(' ') {
            Some(("ABI", abi)) => headers.cxx11_abi = abi.to_owned(),
            Some(("INCLUDE", folder)) => headers.folders.push(folder.into()),
            _ => {}
        }
    }
    match headers.cxx11_abi.is_empty() {
        true => Err(failed(String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or("it printed no error"))),
        false => Ok(headers),
    }
}

fn variable(name: &str) -> Option<String> {
    println!("cargo::rerun-if-env-changed={name}");
    env::var(name).ok().filter(|value| !value.is_empty())
}
