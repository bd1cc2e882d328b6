use anyhow::{Context, Result};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the program was asked to stop, by Ctrl-C or by a cluster that ends the job (SIGTERM).
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// From now on, the first Ctrl-C only sets the flag, so that the loop can save a checkpoint. The second one ends the program.
    pub fn at_ctrl_c() -> Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            // The order matters: the first handler ends the program only if the second one has set the flag before.
            flag::register_conditional_shutdown(signal, 130, stop.clone()).context("cannot handle Ctrl-C")?;
            flag::register(signal, stop.clone()).context("cannot handle Ctrl-C")?;
        }
        Ok(Self(stop))
    }

    pub fn is_requested(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
