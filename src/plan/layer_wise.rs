use crate::Result;
use crate::error::check;
use crate::schedule::arithmetic::decayed;

/// Layer-wise learning-rate decay: the factors of the groups of a network's layers, which rise from the first layer to the last.
/// [`Plan::layer_wise_with`](crate::Plan::layer_wise_with) takes it, and [`Plan::layer_wise`](crate::Plan::layer_wise) is its short
/// form.
///
/// ```text
/// factor of group g = max(min_factor, decay^(layers - 1 - l))     l = floor(g / groups_per_layer), the layer of the group
/// ```
///
/// Layer 0 is the first one, for instance the embeddings, and the last one has its whole rate, for instance the head. A
/// transformer of 12 blocks has 14 layers. Groups behind those of the last layer keep their rates.
///
/// In a plan file it is `layer_wise` in the table `lr`: `layer_wise = { layers = 14, decay = 0.75 }`.
///
/// # Examples
///
/// Two groups for each layer, the second one without weight decay, as in BEiT and timm:
///
/// ```
/// use tch_lr_scheduler::{Constant, LayerWise, Plan};
///
/// let layers = LayerWise::new(3, 0.5)?.groups_per_layer(2)?;
/// let plan = Plan::lr(0.8, Constant).layer_wise_with(layers);
/// assert_eq!(plan.preview(6, 0)?.lr, [0.2, 0.2, 0.4, 0.4, 0.8, 0.8]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In other libraries
///
/// - timm: `layer_decay`, and `layer_decay_min_scale`, which is [`min_factor`](Self::min_factor)
/// - BEiT, MAE: `layer_decay`, with the layers `0` to `num_layers + 1`
/// - ELECTRA: `layerwise_lr_decay`, with the embeddings as layer 0 and the task's own layers as the last one
///
/// # Source
///
/// Howard and Ruder, "Universal Language Model Fine-tuning for Text Classification", arXiv 1801.06146: discriminative
/// fine-tuning. Clark et al., "ELECTRA: Pre-training Text Encoders as Discriminators Rather Than Generators", arXiv 2003.10555,
/// appendix B. Bao et al., "BEiT: BERT Pre-Training of Image Transformers", arXiv 2106.08254, appendix.
#[doc(alias("layer_decay", "llrd", "layerwise_lr_decay", "layer_lr_decay"))]
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use = "factors of layers do nothing until `Plan::layer_wise_with` takes them"]
pub struct LayerWise {
    pub(crate) layers: usize,
    pub(crate) decay: f64,
    pub(crate) groups_per_layer: usize,
    pub(crate) min_factor: f64,
}

const NAME: &str = "LayerWise";

impl LayerWise {
    /// Creates the factors of `layers` layers, at least 1, with one group for each layer. `decay` is the factor of a layer to the
    /// next one, finite and not negative, usually from 0.5 to 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `layers` is 0, or `decay` is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, LayerWise, Plan};
    ///
    /// let plan = Plan::lr(0.8, Constant).layer_wise_with(LayerWise::new(3, 0.5)?);
    /// assert_eq!(plan.preview(3, 0)?.lr, [0.2, 0.4, 0.8]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(layers: usize, decay: f64) -> Result<Self> {
        check::at_least_one(NAME, "layers", layers as u64)?;
        check::finite_not_negative(NAME, "decay", decay)?;
        Ok(Self::unchecked(layers, decay))
    }

    /// The same factors, which the plan checks when it is used.
    pub(super) fn unchecked(layers: usize, decay: f64) -> Self {
        Self { layers, decay, groups_per_layer: 1, min_factor: 0.0 }
    }

    /// Sets the number of groups of each layer, at least 1; 1 by default. The groups of a layer follow one another: with 2, layer 0
    /// has the groups 0 and 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `groups` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, LayerWise, Plan};
    ///
    /// let plan = Plan::lr(0.8, Constant).layer_wise_with(LayerWise::new(2, 0.5)?.groups_per_layer(2)?);
    /// assert_eq!(plan.preview(4, 0)?.lr, [0.4, 0.4, 0.8, 0.8]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn groups_per_layer(mut self, groups: usize) -> Result<Self> {
        check::at_least_one(NAME, "groups_per_layer", groups as u64)?;
        self.groups_per_layer = groups;
        Ok(self)
    }

    /// Sets the smallest factor, from 0 to 1; 0 by default.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `min_factor` is not from 0 to 1.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, LayerWise, Plan};
    ///
    /// let plan = Plan::lr(0.8, Constant).layer_wise_with(LayerWise::new(4, 0.5)?.min_factor(0.25)?);
    /// assert_eq!(plan.preview(4, 0)?.lr, [0.2, 0.2, 0.4, 0.8]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "layer_decay_min_scale")]
    pub fn min_factor(mut self, min_factor: f64) -> Result<Self> {
        self.min_factor = check::fraction(NAME, "min_factor", min_factor)?;
        Ok(self)
    }

    /// The number of groups of all layers.
    pub(crate) fn groups(&self) -> usize {
        self.layers.saturating_mul(self.groups_per_layer)
    }

    /// The factor of a group. `None` for a group of the last layer or behind it, whose rate is not changed.
    pub(crate) fn factor(&self, group: usize) -> Option<f64> {
        let behind = self.layers.saturating_sub(1).checked_sub(group / self.groups_per_layer)?;
        (behind > 0).then(|| decayed(1.0, self.decay, behind as f64).max(self.min_factor))
    }
}
