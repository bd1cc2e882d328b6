//! Compiles the native room (src/torch/native), and gives this crate's own programs (examples, tests, binaries) the link arguments
//! that tch cannot pass on: the folder of libtorch, and all of its libraries. Without `--no-as-needed` the linker drops
//! libtorch.so, CUDA is never loaded, and `Cuda::is_available()` is false on a GPU machine. build.md has the same lines for crates
//! that depend on this one.

use std::env;

#[cfg(feature = "tch")]
#[path = "src/torch/native/build.rs"]
mod native;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "tch")]
    if let Err(message) = native::compile() {
        println!("cargo::error={message}");
    }
    let Ok(libtorch) = env::var("DEP_TCH_LIBTORCH_LIB") else {
        return;
    };
    let system = env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if system == "linux" || system == "macos" {
        println!("cargo::rustc-link-arg=-Wl,-rpath,{libtorch}");
    }
    if system == "linux" {
        println!("cargo::rustc-link-arg=-Wl,--no-as-needed");
        println!("cargo::rustc-link-arg=-ltorch");
    }
}
