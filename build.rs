//! Compiles src/torch/native, and passes on the folder of libtorch, because cargo passes that of tch on to nobody: to the programs of
//! this crate (examples, tests, binaries) as RUNPATH, to programs of other crates that cargo starts as a folder with libraries, and
//! to their build scripts as `DEP_TCH_LR_NATIVE_LIBTORCH_LIB`. build.md, "A crate that depends on this one", says how they use it.

#[cfg(feature = "tch")]
#[path = "src/torch/native/build.rs"]
mod native;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "tch")]
    if let Err(message) = native::compile().and_then(|()| pass_on_libtorch()) {
        println!("cargo::error={message}");
    }
}

#[cfg(feature = "tch")]
fn pass_on_libtorch() -> Result<(), String> {
    let (Ok(libtorch), Ok(output)) = (std::env::var("DEP_TCH_LIBTORCH_LIB"), std::env::var("OUT_DIR")) else {
        return Ok(());
    };
    println!("cargo::metadata=libtorch_lib={libtorch}");
    let system = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if system == "linux" || system == "macos" {
        println!("cargo::rustc-link-arg=-Wl,-rpath,{libtorch}");
    }
    #[cfg(unix)]
    {
        // `cargo run` and `cargo test` add a folder to LD_LIBRARY_PATH only if it is below the target folder.
        let link = std::path::Path::new(&output).join("libtorch");
        if link.is_symlink() {
            std::fs::remove_file(&link).map_err(|error| format!("{}: {error}", link.display()))?;
        }
        std::os::unix::fs::symlink(&libtorch, &link).map_err(|error| format!("{}: {error}", link.display()))?;
        println!("cargo::rustc-link-search=native={}", link.display());
    }
    Ok(())
}
