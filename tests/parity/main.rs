//! Python torch beside this crate: live where there is a Python torch 2.13, against checked-in goldens everywhere.

#[path = "../common/mod.rs"]
mod common;

mod chains;
mod cheat_sheet;
mod fractions;
mod goldens;
mod mended_arguments;
mod mended_composites;
mod mended_ends;
mod mended_plateau;
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
