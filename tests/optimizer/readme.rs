//! The program of README, with the output that README shows.

use std::cell::RefCell;

const README: &str = include_str!("../../README.md");

thread_local! {
    static PRINTED: RefCell<String> = const { RefCell::new(String::new()) };
}

mod program {
    /// Keeps the line in place of printing it.
    macro_rules! println {
        ($($line:tt)*) => { super::PRINTED.with_borrow_mut(|printed| *printed += &format!("{}\n", format_args!($($line)*))) };
    }

    include!("readme_program.rs");

    pub fn run() -> Result<(), tch_lr_scheduler::Error> {
        main()
    }
}

#[test]
fn the_program_of_readme_prints_the_output_of_readme() -> Result<(), tch_lr_scheduler::Error> {
    let code = format!("```rust\n{}```", include_str!("readme_program.rs"));
    assert!(README.contains(&code), "write README's program to tests/optimizer/readme_program.rs");
    program::run()?;
    let printed = PRINTED.take();
    assert!(README.contains(&format!("```text\n{printed}```")), "README does not show the output of its program:\n{printed}");
    Ok(())
}
