#![doc = include_str!("plan_files.md")]
#![doc = include_str!("../docs/pictures/plan_files.svg")]
//!
//! Next: [the command line](crate::docs::command_line). See also: [units](crate::docs::units), module [`spec`](crate::spec).
