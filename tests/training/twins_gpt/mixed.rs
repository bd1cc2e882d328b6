//! Mixed precision on the CPU, beside the same run in single precision.

use super::precision::Precision;
use super::resumed::train;
use super::text::Text;
use super::trainer::Trainer;
use super::{settings, small};
use crate::alone::alone;
use anyhow::Result;
use tch::{Device, Kind};

#[test]
fn mixed_precision_has_nearly_the_losses_of_single_precision() -> Result<()> {
    alone("twins_gpt::mixed::mixed_precision_has_nearly_the_losses_of_single_precision", || {
        let settings = settings(&small(&[]))?;
        let text = Text::load(settings.text.as_deref(), Device::Cpu)?;
        let run = |precision| -> Result<_> {
            let mut trainer = Trainer::new(&settings, Device::Cpu, precision)?;
            let losses = train(&mut trainer, &text, 20)?;
            assert!(trainer.vs.variables().values().all(|variable| variable.kind() == Kind::Float));
            Ok(losses)
        };
        let (single, mixed) = (run(Precision::Single)?, run(Precision::Mixed)?);
        assert!(mixed[19] < 0.95 * mixed[0], "{mixed:?}");
        for (single, mixed) in single.iter().zip(&mixed) {
            // bfloat16 has 8 bits of precision.
            approx::assert_relative_eq!(mixed, single, max_relative = 1.0 / 256.0);
        }
        assert_ne!(single, mixed, "mixed precision rounds in other places");
        Ok(())
    })
}
