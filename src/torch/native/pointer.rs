//! The pointer to the libtorch optimizer inside a tch optimizer.

use super::optimizer::LibtorchOptimizer;
use super::tensor::identity;
use crate::{Error, Result};
use std::mem::{size_of, transmute_copy};
use std::ptr::NonNull;
use std::sync::OnceLock;
use tch::Device;
use tch::nn::{Optimizer, OptimizerConfig, Sgd, VarStore};
use torch_sys::C_optimizer;

/// The number of fields of `nn::Optimizer` in every version of tch that Cargo.toml allows.
///
/// Each field has the size of one word: the pointer to the libtorch optimizer, the `Arc` of the store's variables, and a count of
/// variables. The compiler chooses their order.
const FIELDS: usize = 3;

type Fields = [*mut C_optimizer; FIELDS];

impl<'a> LibtorchOptimizer<'a> {
    /// The libtorch optimizer inside `optimizer`.
    ///
    /// # Errors
    /// [`Error::Torch`] if `nn::Optimizer` does not have the expected fields.
    pub(crate) fn of(optimizer: &'a Optimizer) -> Result<Self> {
        // SAFETY: `pointer` returns the pointer to the libtorch optimizer inside `optimizer`.
        Ok(unsafe { Self::at(pointer(optimizer)?, optimizer) })
    }
}

/// The pointer to the libtorch optimizer. It is valid as long as `optimizer` is.
fn pointer(optimizer: &Optimizer) -> Result<NonNull<C_optimizer>> {
    static INDEX: OnceLock<Result<usize>> = OnceLock::new();
    let index = INDEX.get_or_init(find_index).clone()?;
    NonNull::new(fields(optimizer)[index]).ok_or_else(unknown_fields)
}

fn fields(optimizer: &Optimizer) -> Fields {
    const { assert!(size_of::<Optimizer>() == size_of::<Fields>()) };
    // SAFETY: both types have the same size, which the assertion checks. Three fields of one word leave no padding, so all bytes
    // are initialized. Every pattern of initialized bytes is a valid raw pointer. This function does not dereference the pointers.
    unsafe { transmute_copy(optimizer) }
}

/// Finds the index of the field that is the pointer.
///
/// The function compares two optimizers of one store. They have the same `Arc` and the same count, so the field that differs is the
/// pointer. The order of the fields belongs to the type, so the index is the same for every optimizer in the program.
fn find_index() -> Result<usize> {
    let vs = VarStore::new(Device::Cpu);
    let variable = vs.root().f_zeros("variable", &[1])?;
    let build = || Sgd::default().build(&vs, 0.0).map_err(Error::from);
    let (first, second) = (build()?, build()?);
    let [mut found, mut count] = [0; 2];
    for (index, (one, other)) in fields(&first).into_iter().zip(fields(&second)).enumerate() {
        if one != other {
            (found, count) = (index, count + 1);
        }
    }
    let pointer = NonNull::new(fields(&first)[found]).filter(|_| count == 1).ok_or_else(unknown_fields)?;
    // SAFETY: the other two of the three fields are equal in both optimizers, so they are the `Arc` and the count, and this field
    // is the pointer.
    let libtorch = unsafe { LibtorchOptimizer::at(pointer, &first) };
    // A second check: the libtorch optimizer must train the variable of this store.
    let variables = libtorch.variables(0)?;
    let is_it = matches!(variables.as_slice(), [one] if identity(one) == identity(&variable));
    if is_it { Ok(found) } else { Err(unknown_fields()) }
}

#[cold]
fn unknown_fields() -> Error {
    Error::Torch(
        "use tch 0.20 to 0.26: nn::Optimizer has other fields in this version, so the libtorch optimizer cannot be reached".into(),
    )
}
