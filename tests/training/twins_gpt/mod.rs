//! The network of the example `gpt`, trained by the code of the example and by its Python twin, from the same weights.

mod arguments;
mod curves;
mod ends_in_time;
mod losses;
mod mixed;
mod plan_files;
mod resumed;

// The modules of the example. The tests use a part of each.
#[allow(dead_code)]
#[path = "../../../examples/gpt/args.rs"]
mod args;
#[path = "../../../examples/gpt/block.rs"]
mod block;
#[allow(dead_code)]
#[path = "../../../examples/gpt/checkpoint.rs"]
mod checkpoint;
#[allow(dead_code)]
#[path = "../../../examples/gpt/deadline.rs"]
mod deadline;
#[allow(dead_code)]
#[path = "../../../examples/gpt/model.rs"]
mod model;
#[path = "../../../examples/gpt/precision.rs"]
mod precision;
#[path = "../../../examples/gpt/scaler.rs"]
mod scaler;
#[path = "../../../examples/gpt/schedule.rs"]
mod schedule;
#[path = "../../../examples/gpt/settings.rs"]
mod settings;
#[allow(dead_code)]
#[path = "../../../examples/gpt/text.rs"]
mod text;
#[path = "../../../examples/gpt/trainer.rs"]
mod trainer;

/// The settings that these flags of the example give.
fn settings(flags: &[String]) -> anyhow::Result<settings::Settings> {
    use clap::Parser;
    Ok(args::Args::try_parse_from(["gpt".to_owned()].iter().chain(flags))?.settings)
}

/// A network that trains 200 steps within seconds, on a text that does not change. Both programs have these flags.
fn small(more: &[&str]) -> Vec<String> {
    let flags = "--layers 2 --heads 2 --width 32 --context 32 --batch 8 --accumulate 2 --steps 200 --warmup 20 --lr 1e-3 --text";
    let text = concat!(env!("CARGO_MANIFEST_DIR"), "/../../LICENSE-APACHE");
    flags.split(' ').chain([text]).chain(more.iter().copied()).map(str::to_owned).collect()
}
