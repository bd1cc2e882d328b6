//! Passes the link arguments that a program with tch needs: build.md of the package above explains them.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let Ok(libtorch) = env::var("DEP_TCH_LIBTORCH_LIB") else {
        return;
    };
    let system = env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if system == "linux" || system == "macos" {
        println!("cargo::rustc-link-arg=-Wl,-rpath,{libtorch}");
    }
    println!("cargo::rerun-if-env-changed=TCH_LR_CPU_ONLY");
    if system == "linux" && env::var_os("TCH_LR_CPU_ONLY").is_none() {
        println!("cargo::rustc-link-arg=-Wl,--no-as-needed");
        println!("cargo::rustc-link-arg=-ltorch");
    }
}
