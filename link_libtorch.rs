//! The build script of the packages of this repository whose programs use tch. It passes the link arguments that they need: build.md
//! explains them. The crate itself has build.rs.

use std::env;

fn main() {
    println!("cargo::rerun-if-env-changed=TCH_LR_CPU_ONLY");
    let Ok(libtorch) = env::var("DEP_TCH_LR_NATIVE_LIBTORCH_LIB") else {
        return;
    };
    let system = env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if system == "linux" || system == "macos" {
        println!("cargo::rustc-link-arg=-Wl,-rpath,{libtorch}");
    }
    if system == "linux" && env::var_os("TCH_LR_CPU_ONLY").is_none() {
        println!("cargo::rustc-link-arg=-Wl,--no-as-needed");
        println!("cargo::rustc-link-arg=-ltorch");
    }
}
