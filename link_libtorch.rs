//! The build script of the packages of this repository whose programs use tch: stores the folder of libtorch in them, so that they
//! also start without cargo. build.md, "A crate that depends on this one", explains it. The crate itself has build.rs.

fn main() {
    if let Ok(libtorch) = std::env::var("DEP_TCH_LR_NATIVE_LIBTORCH_LIB") {
        println!("cargo::rustc-link-arg=-Wl,-rpath,{libtorch}");
    }
}
