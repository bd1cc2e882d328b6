//! A run of the example that is saved in the middle and goes on in a new network.

use super::checkpoint;
use super::precision::Precision;
use super::text::Text;
use super::trainer::Trainer;
use super::{settings, small};
use crate::alone::alone;
use crate::common::scratch::Scratch;
use anyhow::{Context, Result};
use tch::{Device, Kind};

pub(super) fn train(trainer: &mut Trainer, text: &Text, steps: usize) -> Result<Vec<f64>> {
    let mut losses = vec![];
    for _ in 0..steps {
        let update = trainer.update(text)?.context("without mixed precision no step is skipped")?;
        losses.push(update.finite_loss(trainer.opt.state().step)?);
        trainer.opt.advance()?;
    }
    Ok(losses)
}

fn bits(trainer: &Trainer) -> Result<Vec<u64>> {
    let mut variables: Vec<_> = trainer.vs.variables().into_iter().collect();
    variables.sort_by(|(name, _), (other, _)| name.cmp(other));
    let mut bits = vec![];
    for (_, variable) in variables {
        bits.extend(Vec::<f64>::try_from(variable.detach().flatten(0, -1).to_kind(Kind::Double))?.into_iter().map(f64::to_bits));
    }
    Ok(bits)
}

#[test]
fn a_resumed_run_has_the_losses_and_weights_of_an_uninterrupted_one() -> Result<()> {
    alone("twins_gpt::resumed::a_resumed_run_has_the_losses_and_weights_of_an_uninterrupted_one", || {
        let scratch = Scratch::new();
        // Dropout draws from the same generator as the batches.
        let settings = settings(&small(&["--dropout", "0.1"]))?;
        let text = Text::load(settings.text.as_deref(), Device::Cpu)?;
        let new = || Trainer::new(&settings, Device::Cpu, Precision::Single);

        let mut uninterrupted = new()?;
        let losses = train(&mut uninterrupted, &text, 12)?;

        let mut stopped = new()?;
        train(&mut stopped, &text, 7)?;
        checkpoint::save(&checkpoint::checkpoints(&scratch.path("run"))?, &stopped, &text)?;
        let (latest, saved) = checkpoint::find(&scratch.path("run"))?;
        let mut resumed = Trainer::new(&saved, Device::Cpu, Precision::Single)?;
        checkpoint::load(&latest, &mut resumed, &text)?;
        assert_eq!(train(&mut resumed, &text, 5)?, losses[7..]);
        assert!(bits(&resumed)? == bits(&uninterrupted)?, "the weights differ");
        assert_eq!(resumed.validation_loss(&text)?, uninterrupted.validation_loss(&text)?);

        let other = Text::new(b"another text", Device::Cpu)?;
        let error = checkpoint::load(&latest, &mut resumed, &other).expect_err("the text is another one");
        assert!(error.to_string().contains("the text has changed"), "{error}");
        Ok(())
    })
}
