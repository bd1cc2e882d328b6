//! Python torch beside this crate: live where there is a Python torch 2.13, against checked-in goldens everywhere.

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
mod plateau;
mod schedules;
mod sequences;
mod upstream;
mod upstream_cycles;
mod upstream_plateaus;
