//! The methods of a plan that assign learning rates.

use super::Plan;
use super::assignments::{Assignments, Source};
use super::given::Given;
use super::layer_wise::LayerWise;
use crate::{Hyperparameter, Schedule};

impl Plan {
    /// Creates a plan with one learning rate for every group: the initial rate `base`, which follows `schedule`. `base` is finite
    /// and not negative.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, ExponentialLr::new(0.5)?);
    /// assert_eq!(plan.preview(2, 1)?.lr, [0.05, 0.05]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn lr(base: f64, schedule: impl Schedule + 'static) -> Self {
        Self::of(Assignments::new(Hyperparameter::Lr).with(None, Source::Scheduled(Given::both(base, schedule))))
    }

    /// Creates a plan with a base and a schedule for each group, in the order of the groups. Each base is finite and not negative.
    ///
    /// In torch, a list is passed to a scheduler, such as the list of functions of `LambdaLR` or the list `max_lr` of
    /// `OneCycleLR`. The number of entries is checked against the optimizer when the plan is built, wrapped or started.
    ///
    /// ```
    /// use tch_lr_scheduler::{LambdaLr, Plan, Schedule};
    ///
    /// let plan = Plan::lr_groups([
    ///     (0.1, LambdaLr::new(|epoch| 0.5f64.powf((epoch / 20) as f64)).boxed()),
    ///     (0.2, LambdaLr::new(|epoch| 0.5f64.powf(epoch as f64)).boxed()),
    /// ]);
    /// assert_eq!(plan.preview(2, 1)?.lr, [0.1, 0.1]);
    /// let error = plan.preview(3, 1).unwrap_err();
    /// assert_eq!(error.to_string(), "plan: lr_groups has 2 entries, expected one for each of the optimizer's 3 groups");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "param_groups")]
    pub fn lr_groups<S: Schedule + 'static>(groups: impl IntoIterator<Item = (f64, S)>) -> Self {
        let entries = groups.into_iter().map(|(base, schedule)| Given::both(base, schedule)).collect();
        Self::of(Assignments::of_list(Hyperparameter::Lr, entries))
    }

    /// Sets the base of the learning rate of one group, which follows the common schedule from this base. `group` is counted
    /// from 0. `base` is finite and not negative.
    ///
    /// A schedule that does not use its base, such as `OneCycleLr`, has the same rate for all groups: use
    /// [`lr_factor`](Self::lr_factor) there. For another schedule, use [`lr_group`](Self::lr_group).
    ///
    /// ```
    /// use tch_lr_scheduler::{Plan, StepLr};
    ///
    /// let plan = Plan::lr(0.1, StepLr::new(200, 0.5)?).lr_base(1, 0.02);
    /// assert_eq!(plan.preview(2, 200)?.lr, [0.05, 0.01]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// # In PyTorch
    ///
    /// A `lr` in an entry of the optimizer's `param_groups`.
    pub fn lr_base(mut self, group: usize, base: f64) -> Self {
        self.lr.add(Some(group), Source::Scheduled(Given::base_only(base)));
        self
    }

    /// Sets the base and the schedule of the learning rate of one group. `group` is counted from 0. `base` is finite and not
    /// negative.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan, StepLr};
    ///
    /// let plan = Plan::lr(0.1, Constant).lr_group(1, 0.5, StepLr::new(1, 0.5)?);
    /// assert_eq!(plan.preview(2, 1)?.lr, [0.1, 0.25]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn lr_group(mut self, group: usize, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.lr.add(Some(group), Source::Scheduled(Given::both(base, schedule)));
        self
    }

    /// Multiplies the learning rate of one group by `factor`. `factor` is finite and not negative.
    ///
    /// The factor applies to the group's own schedule if it has one, and otherwise to the schedule of all groups.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, ExponentialLr::new(0.5)?).lr_factor(1, 0.1);
    /// assert_eq!(plan.preview(2, 1)?.lr, [0.05, 0.005000000000000001]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias("lr_mult", "lr_scale"))]
    pub fn lr_factor(mut self, group: usize, factor: f64) -> Self {
        self.lr.add_factor(group, factor);
        self
    }

    /// Multiplies the learning rates of the first `layers` groups by factors that rise from the first layer to the last: layer-wise
    /// learning-rate decay.
    ///
    /// ```text
    /// factor of group g = decay^(layers - 1 - g)      g = 0 is the first layer, g = layers - 1 is the last layer
    /// ```
    ///
    /// The last layer keeps its whole rate. `layers` is at most the number of groups, `decay` is finite and not negative, usually
    /// from 0.5 to 1. [`layer_wise_with`](Self::layer_wise_with) has several groups for a layer, and a smallest factor. A layer
    /// may also have its own factor, for instance a larger one for the head, and its own schedule, for instance one that is
    /// [frozen](Schedule::frozen_until) for longer than the others.
    ///
    /// With tch, `vs.root().set_group(layer)` is the path for the variables of a layer, and `assign_groups` assigns groups to the
    /// variables of a network that is already built.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let plan = Plan::lr(0.8, Constant).layer_wise(3, 0.5);
    /// assert_eq!(plan.preview(3, 0)?.lr, [0.2, 0.4, 0.8]);
    /// assert_eq!(plan.lr_factor(2, 10.0).preview(3, 0)?.lr, [0.2, 0.4, 8.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// # In other libraries
    ///
    /// timm: `layer_decay`.
    ///
    /// # Source
    ///
    /// Howard and Ruder, "Universal Language Model Fine-tuning for Text Classification", arXiv 1801.06146: discriminative
    /// fine-tuning.
    #[doc(alias("layer_decay", "llrd"))]
    pub fn layer_wise(self, layers: usize, decay: f64) -> Self {
        self.layer_wise_with(LayerWise::unchecked(layers, decay))
    }

    /// Multiplies the learning rates of groups by the factors of their layers.
    ///
    /// A group's own [`lr_factor`](Self::lr_factor) multiplies its rate too. A second `layer_wise` is an error when the plan is
    /// used.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, LayerWise, Plan};
    ///
    /// // Two groups for each layer, the second one without weight decay.
    /// let plan = Plan::lr(0.8, Constant)
    ///     .layer_wise_with(LayerWise::new(2, 0.5)?.groups_per_layer(2)?)
    ///     .weight_decay(0.05, Constant)
    ///     .weight_decay_base(1, 0.0)
    ///     .weight_decay_base(3, 0.0);
    /// assert_eq!(plan.preview(4, 0)?.lr, [0.4, 0.4, 0.8, 0.8]);
    /// assert_eq!(plan.preview(4, 0)?.weight_decay, [0.05, 0.0, 0.05, 0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias("layer_decay", "llrd", "layerwise_lr_decay"))]
    pub fn layer_wise_with(mut self, layers: LayerWise) -> Self {
        self.lr.add_layer_wise(layers);
        self
    }
}
