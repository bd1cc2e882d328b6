//! The pointer to libtorch's optimizer inside tch's.

use super::optimizer::LibtorchOptimizer;
use super::tensor::identity;
use crate::{Error, Result};
use std::mem::{size_of, transmute_copy};
use std::ptr::NonNull;
use std::sync::OnceLock;
use tch::Device;
use tch::nn::{Optimizer, OptimizerConfig, Sgd, VarStore};
use torch_sys::C_optimizer;

/// tch's optimizer has three fields of one word each, in an order that the compiler chooses: the pointer to libtorch's optimizer,
/// the `Arc` of the store's variables, and a count of variables. So it is in every tch that Cargo.toml allows.
const FIELDS: usize = 3;

type Fields = [*mut C_optimizer; FIELDS];

impl<'a> LibtorchOptimizer<'a> {
    /// libtorch's optimizer behind tch's.
    ///
    /// # Errors
    /// [`Error::Torch`] if the fields of tch's optimizer are not the known ones.
    pub(crate) fn of(optimizer: &'a Optimizer) -> Result<Self> {
        // SAFETY: it is the pointer of this very optimizer.
        Ok(unsafe { Self::at(pointer(optimizer)?, optimizer) })
    }
}

/// The pointer to libtorch's optimizer. It is valid as long as `optimizer` is.
fn pointer(optimizer: &Optimizer) -> Result<NonNull<C_optimizer>> {
    static INDEX: OnceLock<Result<usize>> = OnceLock::new();
    let index = INDEX.get_or_init(find_index).clone()?;
    NonNull::new(fields(optimizer)[index]).ok_or_else(unknown_fields)
}

fn fields(optimizer: &Optimizer) -> Fields {
    const { assert!(size_of::<Optimizer>() == size_of::<Fields>()) };
    // SAFETY: both have the same size, which the assertion checks. Three fields of one word leave no padding, so that all
    // bytes are initialized, and any bytes make a raw pointer; whether it may be followed is for the caller to know.
    unsafe { transmute_copy(optimizer) }
}

/// Which of the fields the pointer is, found on two optimizers of one variable in one store: their `Arc` and their count are the
/// same, so that the field that differs is the pointer. The order of fields is that of the type, and with it that of every
/// optimizer in the program.
fn find_index() -> Result<usize> {
    let torch = |error: tch::TchError| Error::Torch(error.to_string());
    let vs = VarStore::new(Device::Cpu);
    let variable = vs.root().f_zeros("variable", &[1]).map_err(torch)?;
    let build = || Sgd::default().build(&vs, 0.0).map_err(torch);
    let (first, second) = (build()?, build()?);
    let [mut found, mut count] = [0; 2];
    for (index, (one, other)) in fields(&first).into_iter().zip(fields(&second)).enumerate() {
        if one != other {
            (found, count) = (index, count + 1);
        }
    }
    let pointer = NonNull::new(fields(&first)[found]).filter(|_| count == 1).ok_or_else(unknown_fields)?;
    // SAFETY: the two others of the three fields are the same in both optimizers, so that this one is the pointer.
    let libtorch = unsafe { LibtorchOptimizer::at(pointer, &first) };
    // libtorch is asked whether it is the optimizer of this very variable.
    let variables = libtorch.variables(0)?;
    let is_it = matches!(variables.as_slice(), [one] if identity(one) == identity(&variable));
    if is_it { Ok(found) } else { Err(unknown_fields()) }
}

#[cold]
fn unknown_fields() -> Error {
    Error::Torch("nn::Optimizer has other fields than in tch 0.20 to 0.26, so that libtorch's optimizer cannot be reached".into())
}
