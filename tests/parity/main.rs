//! Parity with Python torch: against a live torch 2.13 if Python has one, and always against checked-in goldens.

#[path = "../common/mod.rs"]
mod common;

mod attempt;
mod chains;
mod cheat_sheet;
mod comparison;
mod fixed_composites;
mod fixed_ends;
mod fixed_plateau;
mod fractions;
mod goldens;
mod invalid_arguments;
mod momentum;
mod moved;
mod moved_composites;
mod moved_groups;
mod moved_plateaus;
mod moved_refused;
mod peers;
mod plateau;
mod schedules;
mod sequences;
mod upstream;
mod upstream_cycles;
mod upstream_plateaus;
