//! The same network trained here and by Python torch, from the same weights, under every kind of schedule.

#[path = "../common/mod.rs"]
mod common;

mod alone;
mod averaging;
mod checkpoints;
mod experiments;
mod killed_runs;
mod moving;
mod network;
mod threads;
mod trace;
mod twins;
mod twins_gpt;
mod weights;
