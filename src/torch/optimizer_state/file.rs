//! The state of an optimizer as a file that Python can read and write too.

use super::OptimizerState;
use crate::torch::OptimizerClass;
use crate::torch::tensor_file::{Metadata, open_tensors, replace_tensors};
use crate::{Error, Result};
use std::collections::BTreeMap;
use std::path::Path;
use tch::{Device, Kind, Tensor};

/// The names in the header of the file.
const CLASS: &str = "class";
const PARAMETERS: &str = "parameters";
/// torch's name for the number of steps of a parameter, a tensor with one element.
const STEP: &str = "step";

impl OptimizerState {
    /// Writes the state to a safetensors file, from which [`open`](Self::open) and Python read it. Replaces the file atomically.
    ///
    /// [`Checkpoints`](crate::Checkpoints) save the state together with the weights and the schedule. Use this method to continue
    /// the run in Python, with the lines of [`pytorch`](crate::pytorch#weights-and-optimizer).
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be written, and [`Error::Torch`] if libtorch cannot copy a tensor to the CPU.
    ///
    /// ```
    /// use tch::{Device, Kind, Tensor, nn};
    /// use tch_lr_scheduler::{Constant, Plan};
    /// # let path = std::env::temp_dir().join(format!("optimizer-of-an-example-{}.safetensors", std::process::id()));
    ///
    /// let vs = nn::VarStore::new(Device::Cpu);
    /// let w = vs.root().ones("w", &[2]);
    /// let mut opt = Plan::lr(0.1, Constant).build(&vs, nn::Adam::default())?;
    /// opt.backward_step(&w.sum(Kind::Float));
    /// opt.optimizer_state()?.save(&path)?;
    ///
    /// let mut names: Vec<_> = Tensor::read_safetensors(&path)?.into_iter().map(|(name, _)| name).collect();
    /// names.sort();
    /// assert_eq!(names, ["w.exp_avg", "w.exp_avg_sq", "w.step"]);
    /// # std::fs::remove_file(path)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # In PyTorch
    ///
    /// `torch.save(optimizer.state_dict(), path)`, with names instead of numbers for the parameters.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        let mut tensors: Vec<_> = self.tensors().map(|(name, tensor)| (name, tensor.shallow_clone())).collect();
        let trained = self.variables.iter().filter_map(|(name, state)| Some((name, state.as_ref()?.steps)));
        if self.class.counts_steps() {
            tensors.extend(trained.map(|(name, steps)| (format!("{name}.{STEP}"), step_tensor(steps))));
        }
        let parameters: Vec<_> = self.variables.keys().collect();
        let parameters = serde_json::to_string(&parameters).map_err(|error| Error::Torch(error.to_string()))?;
        let metadata = Metadata::from([(CLASS, self.class.to_string()), (PARAMETERS, parameters)]);
        replace_tensors(path.as_ref(), tensors, &metadata)
    }

    /// Reads a state from a safetensors file that [`save`](Self::save) or the Python lines of
    /// [`pytorch`](crate::pytorch#weights-and-optimizer) wrote. The tensors are on the CPU; [`load_into`](Self::load_into) copies them to the
    /// devices of the variables.
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be read. [`Error::Data`] if the file is not a state of an optimizer, or if its class is
    /// not SGD, Adam, AdamW or RMSprop.
    ///
    /// These lines continue a run of Python:
    ///
    /// ```no_run
    /// use tch::{Device, nn};
    /// use tch_lr_scheduler::{OptimizerState, pytorch};
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    ///
    /// let mut vs = nn::VarStore::new(Device::cuda_if_available());
    /// // ... create the network in `vs`
    /// let (plan, state) = pytorch::read(&std::fs::read_to_string("run.json")?)?;
    /// vs.load("model.safetensors")?;
    /// let mut opt = plan.build(&vs, nn::AdamW::default())?; // with the arguments that it has in Python
    /// opt.load(state)?;
    /// opt.load_optimizer_state(&OptimizerState::open("optimizer.safetensors")?)?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        read(path).map_err(|error| error.in_file(path.display()))
    }
}

fn read(path: &Path) -> Result<OptimizerState> {
    let (tensors, metadata) = open_tensors(path)?;
    let field = |name: &str| {
        let missing =
            || Error::data(format!("__metadata__.{name}"), "a text, as the Python lines in the docs of `pytorch` write it", "none");
        metadata.get(name).ok_or_else(missing)
    };
    let class: OptimizerClass = field(CLASS)?.parse()?;
    let parameters: Vec<String> = serde_json::from_str(field(PARAMETERS)?)
        .map_err(|error| Error::data("__metadata__.parameters", "a list of names in JSON", error.to_string()))?;
    let mut steps: BTreeMap<_, _> = parameters.into_iter().map(|name| (name, 0)).collect();
    let mut others = vec![];
    for (name, tensor) in tensors {
        match name.rsplit_once('.') {
            Some((variable, STEP)) if class.counts_steps() => {
                let Some(steps) = steps.get_mut(variable) else {
                    return Err(Error::data(&name, "the steps of one of the parameters", "those of an unknown parameter"));
                };
                *steps = whole(&name, &tensor)?;
            }
            _ => others.push((name, tensor)),
        }
    }
    OptimizerState::from_parts(class, steps, others)
}

/// A number of steps as torch stores it. Above 2<sup>24</sup>, a 32-bit float cannot represent every number of steps.
fn step_tensor(steps: u64) -> Tensor {
    let kind = if steps <= 1 << 24 { Kind::Float } else { Kind::Double };
    Tensor::scalar_tensor(steps as f64, (kind, Device::Cpu))
}

fn whole(name: &str, tensor: &Tensor) -> Result<u64> {
    let wrong = |found: String| Error::data(name, "one whole number of steps", found);
    if tensor.numel() != 1 {
        return Err(wrong(format!("{:?} of shape {:?}", tensor.kind(), tensor.size())));
    }
    let steps = tensor.f_to_kind(Kind::Double).and_then(|tensor| tensor.f_view(-1)?.f_double_value(&[0]));
    let steps = steps.map_err(|error| wrong(error.to_string()))?;
    let is_whole = steps.fract() == 0.0 && (0.0..9.2e18).contains(&steps);
    if is_whole { Ok(steps as u64) } else { Err(wrong(format!("{steps:?}"))) }
}
