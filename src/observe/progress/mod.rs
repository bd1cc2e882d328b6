mod text;

use super::{Observation, Observer};
use crate::{Result, State};
use indicatif::{ProgressBar as Bar, ProgressDrawTarget, ProgressFinish, ProgressStyle};
use std::fmt;
use std::time::{Duration, Instant};
use text::Shown;

/// The shortest time between two frames.
const FRAME: Duration = Duration::from_millis(50);

const WITH_TOTAL: &str = "{pos}/{len} [{bar:12}] {wide_msg}";
const WITHOUT_TOTAL: &str = "{pos} {spinner} {wide_msg}";

/// A progress bar on the terminal: the step, the total, the learning rates, the last value of each metric, the speed and the
/// remaining time.
///
/// ```text
/// 4600/5000 [==========> ] 292 it/s, eta 00:01  lr 1.632e-5, 1.632e-6  loss 0.5436  val_loss 0.6667
/// ```
///
/// The bar is drawn to standard error, and only if that is a terminal. It has one line, which is cut off at the right if the
/// terminal is narrow. It is drawn at most 20 times a second; between two frames an observation only stores the values. The bar of
/// a resumed run begins at the step of the resume, and its speed counts the steps since then. When the bar is dropped, its last
/// line stays on the terminal, with the mean speed and the whole time.
///
/// # Examples
///
/// Logs and a progress bar in one loop:
///
/// ```
/// use tch_lr_scheduler::observe::{CsvLog, Observer, ProgressBar};
/// use tch_lr_scheduler::{CosineAnnealingLr, DryRun, Plan, Scheduler};
///
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("rates.csv");
/// let plan = Plan::lr(0.1, CosineAnnealingLr::new(100)?).total_steps(100);
/// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
/// let mut log = (CsvLog::append(&path, scheduler.state())?, ProgressBar::new(scheduler.state()));
/// while scheduler.state().step < 100 {
///     let loss = 0.5; // train
///     log.observe(scheduler.step(&mut DryRun)?.with("loss", loss))?;
/// }
/// assert_eq!(log.1.to_string(), "100/100 lr 0 loss 0.5");
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In other libraries
///
/// `tqdm` in Python, `ProgressBar` of Ignite and `TQDMProgressBar` of Lightning. The crate `indicatif` draws this bar.
#[doc(alias("tqdm", "TQDMProgressBar", "indicatif"))]
pub struct ProgressBar {
    bar: Bar,
    /// Whether the bar is drawn.
    is_visible: bool,
    shown: Shown,
    /// The step and the time at which the bar was created.
    start: (u64, Instant),
    /// The time of the last frame.
    drawn: Instant,
}

impl ProgressBar {
    /// Creates the bar of a run that starts or resumes at `state`. The total is the length of the plan, which
    /// [`Plan::total_steps`](crate::Plan::total_steps) sets. If the plan has no length, the bar shows neither a total nor the
    /// remaining time.
    ///
    /// ```
    /// use tch_lr_scheduler::observe::ProgressBar;
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let state = Plan::lr(0.1, Constant).total_steps(5_000).preview(1, 1_200)?;
    /// assert_eq!(ProgressBar::new(&state).to_string(), "1200/5000 lr 0.1");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(state: &State) -> Self {
        // The plan of a state is valid, so its length can be read.
        let total = state.plan().run_length().ok().flatten();
        let bar = Bar::with_draw_target(total, ProgressDrawTarget::hidden()).with_finish(ProgressFinish::Abandon);
        // indicatif counts the steps since its last tick. The bar is hidden until this tick, so that no frame has a speed that
        // counts the steps before the resume.
        bar.set_position(state.step);
        bar.tick();
        bar.reset_eta();
        let now = Instant::now();
        let mut progress = Self { bar, is_visible: false, shown: Shown::new(state, total), start: (state.step, now), drawn: now };
        progress.set_template(if total.is_some() { WITH_TOTAL } else { WITHOUT_TOTAL });
        progress.set_message();
        progress.bar.set_draw_target(ProgressDrawTarget::stderr());
        progress.is_visible = !progress.bar.is_hidden();
        progress.draw(now);
        progress
    }

    /// Sets the total number of steps, for a plan without a length or for a run that stops at another step.
    ///
    /// ```
    /// use tch_lr_scheduler::observe::ProgressBar;
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let bar = ProgressBar::new(&Plan::lr(0.1, Constant).preview(1, 0)?).total_steps(300);
    /// assert_eq!(bar.to_string(), "0/300 lr 0.1");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[must_use]
    pub fn total_steps(mut self, steps: u64) -> Self {
        self.shown.total = Some(steps);
        self.bar.set_length(steps);
        self.set_template(WITH_TOTAL);
        self.draw(Instant::now());
        self
    }

    /// Calls `print` with the bar removed from the terminal, and draws the bar again. Print through this method, so that the output
    /// and the bar do not mix.
    ///
    /// ```
    /// # use tch_lr_scheduler::observe::ProgressBar;
    /// # use tch_lr_scheduler::{Constant, Plan};
    /// let bar = ProgressBar::new(&Plan::lr(0.1, Constant).preview(1, 0)?).total_steps(300);
    /// bar.suspend(|| println!("epoch 1: 91.3 % correct"));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn suspend<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }

    fn set_template(&self, template: &str) {
        // The templates in this file are valid. With an invalid one, indicatif's own bar would be drawn.
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style.progress_chars("=> "));
        }
    }

    /// Draws a frame if the bar is visible.
    fn draw(&mut self, now: Instant) {
        if !self.is_visible {
            return;
        }
        self.drawn = now;
        self.bar.set_position(self.shown.step);
        self.set_message();
        self.bar.force_draw();
    }

    fn set_message(&self) {
        let left = self.shown.total.map(|_| self.bar.eta());
        self.bar.set_message(format!("{}  {}", text::speed(self.bar.per_sec(), left), self.shown.values()));
    }
}

impl Observer for ProgressBar {
    /// Stores the values, and draws them if the last frame is old enough.
    ///
    /// # Errors
    /// None: this observer never fails.
    fn record(&mut self, observation: &Observation<'_>) -> Result<()> {
        self.shown.update(observation);
        if self.is_visible {
            let now = Instant::now();
            if now.duration_since(self.drawn) >= FRAME {
                self.draw(now);
            }
        }
        Ok(())
    }
}

impl Drop for ProgressBar {
    /// Draws the last frame, and leaves it on the terminal.
    fn drop(&mut self) {
        if self.is_visible {
            let (step, started) = self.start;
            let elapsed = started.elapsed();
            let steps = self.shown.step.saturating_sub(step);
            self.bar.set_position(self.shown.step);
            let speed = text::mean_speed(steps as f64 / elapsed.as_secs_f64(), elapsed);
            self.bar.abandon_with_message(format!("{speed}  {}", self.shown.values()));
        }
    }
}

impl fmt::Display for ProgressBar {
    /// The step, the total and the values, such as `1200/5000 lr 0.1 loss 0.5`, without the bar and the speed.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.shown.step)?;
        if let Some(total) = self.shown.total {
            write!(formatter, "/{total}")?;
        }
        write!(formatter, " {}", self.shown.values().replace("  ", " "))
    }
}

impl fmt::Debug for ProgressBar {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("ProgressBar").field(&self.to_string()).finish()
    }
}
