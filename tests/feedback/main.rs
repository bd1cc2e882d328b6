//! Feedback rules: parity with other libraries, resuming, several rules in one plan, and what they ask the loop to do.

mod errors;
mod files;
mod peers;
mod resume;
mod runs;
mod several;
