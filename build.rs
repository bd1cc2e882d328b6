//! Compiles src/torch/native, and passes link arguments to the programs of this package (examples, tests, binaries), because cargo
//! does not pass those of tch on: the folder of libtorch as RUNPATH, and the whole of libtorch.so. Without `--no-as-needed` the
//! linker drops libtorch.so, CUDA is never loaded, and `Cuda::is_available()` returns false on a machine with a GPU. build.md has the
//! same lines for crates that depend on this one. With TCH_LR_CPU_ONLY in the environment, CUDA is left out on purpose.

use std::env;

#[cfg(feature = "tch")]
#[path = "src/torch/native/build.rs"]
mod native;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=TCH_LR_CPU_ONLY");
    #[cfg(feature = "tch")]
    if let Err(message) = native::compile() {
        println!("cargo::error={message}");
    }
    let Ok(libtorch) = env::var("DEP_TCH_LIBTORCH_LIB") else {
        return;
    };
    // The build script of a crate that depends on this one reads it as DEP_TCH_LR_NATIVE_LIBTORCH_LIB.
    println!("cargo::metadata=libtorch_lib={libtorch}");
    let system = env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if system == "linux" || system == "macos" {
        println!("cargo::rustc-link-arg=-Wl,-rpath,{libtorch}");
    }
    if system == "linux" && env::var_os("TCH_LR_CPU_ONLY").is_none() {
        // Not for the unit tests and the examples of the documentation: they use the CPU, and start twice as fast without CUDA.
        for programs in ["examples", "tests"] {
            println!("cargo::rustc-link-arg-{programs}=-Wl,--no-as-needed");
            println!("cargo::rustc-link-arg-{programs}=-ltorch");
        }
    }
}
