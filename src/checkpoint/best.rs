use super::checkpoint::Checkpoint;
use super::checkpoints::{BestBy, Checkpoints};
use super::folder_name::FolderName;
use super::manifest::Manifest;
use super::unreadable::unreadable;
use crate::{Error, MetricValue, Mode, Result};

impl Checkpoints {
    /// Keeps the checkpoint with the best value of `metric`, in addition to those that [`keep_last`](Self::keep_last) keeps.
    ///
    /// `mode` determines whether the smallest or the largest value is the best. Among equal values, the first one that was saved is
    /// the best. A checkpoint with the metric NaN, or without the metric, is never the best.
    ///
    #[cfg_attr(feature = "tch", doc = "```")]
    #[cfg_attr(not(feature = "tch"), doc = "```ignore")]
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::{Constant, Plan};
    /// use tch_lr_scheduler::{Checkpoints, Mode};
    /// # let folder = std::env::temp_dir().join(format!("best-of-an-example-{}", std::process::id()));
    /// # let mut vs = nn::VarStore::new(Device::Cpu);
    /// # let mut opt = Plan::lr(0.5, Constant).build(&vs, nn::Sgd::default())?;
    ///
    /// let checkpoints = Checkpoints::new(&folder).keep_last(1)?.keep_best("val_loss", Mode::Min);
    /// for val_loss in [0.9, 0.4, 0.7, 0.5] {
    ///     opt.advance()?;
    ///     checkpoints.with_metric("val_loss", val_loss)?.save(&vs, &opt)?;
    /// }
    /// assert_eq!(checkpoints.best()?.map(|best| best.step()), Some(2));
    /// assert_eq!(checkpoints.latest()?.map(|latest| latest.step()), Some(4));
    /// assert_eq!(checkpoints.paths()?.len(), 2);
    /// # std::fs::remove_dir_all(folder).unwrap();
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[must_use]
    #[doc(alias("monitor", "save_best_only"))]
    pub fn keep_best(mut self, metric: impl Into<String>, mode: Mode) -> Self {
        self.best_by = Some(BestBy { metric: metric.into(), mode });
        self
    }

    /// Returns these checkpoints with a metric that the next saves record. A second value for the same name replaces the first one.
    ///
    /// The metric may be infinite or NaN, or a tensor with one element. `None` removes the metric. [`Checkpoint::metric`] returns it.
    ///
    /// # Errors
    /// [`Error::Parameter`] if the name is empty, and the errors of [`MetricValue`].
    ///
    #[cfg_attr(feature = "tch", doc = "```")]
    #[cfg_attr(not(feature = "tch"), doc = "```ignore")]
    /// # use tch::{Device, nn};
    /// # use tch_lr_scheduler::{Checkpoint, Checkpoints, Constant, Plan};
    /// # let folder = std::env::temp_dir().join(format!("metric-of-an-example-{}", std::process::id()));
    /// # let mut vs = nn::VarStore::new(Device::Cpu);
    /// # let mut opt = Plan::lr(0.5, Constant).build(&vs, nn::Sgd::default())?;
    /// let checkpoints = Checkpoints::new(&folder);
    /// let path = checkpoints.with_metric("val_loss", 0.25)?.save(&vs, &opt)?;
    /// assert_eq!(Checkpoint::open(path)?.metric("val_loss"), Some(0.25));
    /// # std::fs::remove_dir_all(folder).unwrap();
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn with_metric(&self, name: impl Into<String>, value: impl MetricValue) -> Result<Self> {
        let (name, value) = (name.into(), value.metric_value()?);
        if name.is_empty() {
            return Err(Error::parameter("Checkpoints", "name", "a name of at least one letter", format!("{name:?}")));
        }
        let mut with = self.clone();
        with.metrics.retain(|(known, _)| *known != name);
        with.metrics.extend(value.map(|value| (name, value)));
        Ok(with)
    }

    /// The checkpoint with the best metric; `None` if no checkpoint has the metric.
    ///
    /// # Errors
    /// [`Error::Parameter`] if [`keep_best`](Self::keep_best) was not called, because it defines which checkpoint is the best. The
    /// errors of [`paths`](Self::paths), and [`Error::Checkpoint`] if a `checkpoint.json` is damaged, because this checkpoint might
    /// be the best.
    ///
    /// ```
    /// use tch_lr_scheduler::{Checkpoints, Mode};
    ///
    /// assert!(Checkpoints::new("no-such-folder").keep_best("val_loss", Mode::Min).best()?.is_none());
    /// assert!(Checkpoints::new("no-such-folder").best().is_err());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn best(&self) -> Result<Option<Checkpoint>> {
        let Some(best_by) = &self.best_by else {
            let bound = "chosen with `Checkpoints::keep_best`, so that there is a best checkpoint";
            return Err(Error::parameter("Checkpoints", "metric", bound, "none".into()));
        };
        let open = |name: &FolderName| {
            let path = name.path_in(&self.folder);
            Manifest::open(&path).map_err(|error| unreadable(&path, error))
        };
        let names = FolderName::list_checkpoints(&self.folder)?;
        let opened = names.iter().map(|name| Ok((*name, open(name)?))).collect::<Result<Vec<_>>>()?;
        best_by.best(&opened).map(|name| Checkpoint::open(name.path_in(&self.folder))).transpose()
    }

    /// Checks that a save records the metric of [`keep_best`](Self::keep_best) if it records any.
    #[cfg(feature = "tch")]
    pub(crate) fn check_metrics(&self) -> Result<()> {
        let names = || self.metrics.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>();
        match &self.best_by {
            Some(BestBy { metric, .. }) if !names().is_empty() && !names().contains(&metric.as_str()) => {
                let bound = format!("{metric} or include it, because `keep_best` compares this metric");
                Err(Error::parameter("Checkpoints", "metrics", bound, names().join(", ")))
            }
            _ => Ok(()),
        }
    }
}

impl BestBy {
    /// The first of the checkpoints with the best metric.
    pub(super) fn best(&self, checkpoints: &[(FolderName, Manifest)]) -> Option<FolderName> {
        let mut best: Option<(FolderName, f64)> = None;
        for (name, manifest) in checkpoints {
            let Some(&(_, value)) = manifest.metrics.iter().find(|(metric, _)| *metric == self.metric) else {
                continue;
            };
            let is_better = |(_, best): (_, f64)| match self.mode {
                Mode::Min => value < best,
                Mode::Max => value > best,
            };
            if !value.is_nan() && best.is_none_or(is_better) {
                best = Some((*name, value));
            }
        }
        best.map(|(name, _)| name)
    }
}
