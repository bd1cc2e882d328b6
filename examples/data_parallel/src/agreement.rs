use crate::Ranks;
use anyhow::{Result, bail};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher};
use tch::Tensor;
use tch_lr_scheduler::State;

/// Checks that all ranks have the same state of the schedules, by its digest, and the same weights. Collective. The error names the
/// ranks that differ from most of the others.
pub fn check_agreement(ranks: &Ranks, state: &State, variables: &[Tensor]) -> Result<()> {
    let all = ranks.gather([state.digest(), digest_of(variables)]);
    let step = state.step;
    let of = |index: usize| all.iter().map(|digests| digests[index]).collect::<Vec<_>>();
    if let Some(differ) = differing(&of(0)) {
        bail!(
            "the ranks disagree at step {step}: {differ} in the state of the schedules. Give a feedback rule only a metric that \
            `Ranks::mean` has made, and move the schedules of all ranks in the same way. Then continue from the last checkpoint, which \
            rank 0 has written, with --resume"
        );
    }
    if let Some(differ) = differing(&of(1)) {
        bail!(
            "the ranks disagree at step {step}: {differ} in the weights. Start all ranks from the same weights, average all gradients, \
            and use the same libtorch on machines of the same kind. Then continue from the last checkpoint, which rank 0 has written, \
            with --resume"
        );
    }
    Ok(())
}

/// Names the ranks whose digest is not the most frequent one, or `None` if all are equal.
fn differing(digests: &[u64]) -> Option<String> {
    let mut counts = BTreeMap::new();
    for digest in digests {
        *counts.entry(digest).or_insert(0) += 1;
    }
    // The first of the most frequent ones, so that in a job of two ranks the second one differs.
    let most = counts.values().max()?;
    let common = *digests.iter().find(|digest| counts[digest] == *most)?;
    let others: Vec<_> = (0..digests.len()).filter(|&rank| digests[rank] != common).collect();
    let first = others.first()?;
    let named: Vec<_> = others.iter().map(ToString::to_string).collect();
    let (found, verb) = (digests[*first], if others.len() == 1 { "differs" } else { "differ" });
    let noun = if others.len() == 1 { "rank" } else { "ranks" };
    let of = digests.len();
    Some(format!("{noun} {} of {of} {verb} from the others (digest {found:016x}, expected {common:016x})", named.join(", ")))
}

fn digest_of(variables: &[Tensor]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for variable in variables {
        let mut bytes = vec![0; variable.numel() * variable.kind().elt_size_in_bytes()];
        variable.copy_data_u8(&mut bytes, variable.numel());
        hasher.write(&bytes);
    }
    hasher.finish()
}
