use std::panic::{AssertUnwindSafe, catch_unwind};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::{Error, Result, autocast};

/// The kind of a matrix product of 32-bit floats.
fn product() -> Kind {
    let x = Tensor::ones([2, 2], (Kind::Float, Device::Cpu));
    x.matmul(&x).kind()
}

#[test]
fn products_have_16_bits_inside_and_32_bits_outside() -> Result<()> {
    for kind in [Kind::BFloat16, Kind::Half] {
        assert_eq!(autocast(Device::Cpu, kind, product)?, kind);
        assert_eq!(product(), Kind::Float);
    }
    Ok(())
}

#[test]
fn nested_calls_restore_the_kind_of_the_outer_one() -> Result<()> {
    let kinds = autocast(Device::Cpu, Kind::BFloat16, || {
        let inner = autocast(Device::Cpu, Kind::Half, product);
        // Other devices have settings of their own.
        let other = autocast(Device::Cuda(0), Kind::Half, product);
        (inner, other, product())
    })?;
    assert_eq!(kinds, (Ok(Kind::Half), Ok(Kind::BFloat16), Kind::BFloat16));
    assert_eq!(product(), Kind::Float);
    Ok(())
}

#[test]
fn a_panic_in_the_closure_switches_it_off() {
    let call = || autocast(Device::Cpu, Kind::BFloat16, || panic!("in the closure"));
    assert!(catch_unwind(AssertUnwindSafe(call)).is_err());
    assert_eq!(product(), Kind::Float);
}

/// libtorch keeps the 16-bit copies of weights until the outermost closure returns. Later closures must see the changed weights.
#[test]
fn a_changed_weight_is_converted_anew() -> Result<()> {
    let mut weight = Tensor::ones([1, 1], (Kind::Float, Device::Cpu)).set_requires_grad(true);
    let x = Tensor::ones([1, 1], (Kind::Float, Device::Cpu));
    let mut seen = vec![];
    for _ in 0..2 {
        seen.push(autocast(Device::Cpu, Kind::BFloat16, || x.matmul(&weight).double_value(&[0, 0]))?);
        tch::no_grad(|| weight *= 2.0);
    }
    assert_eq!(seen, [1.0, 2.0]);
    Ok(())
}

#[test]
fn other_devices_and_kinds_are_refused_and_the_closure_is_not_called() {
    let call = |device, kind| autocast(device, kind, || panic!("it was called"));
    for (device, kind, message) in [
        (Device::Mps, Kind::Half, "autocast: expected the CPU or a CUDA device, found Mps"),
        (Device::Cpu, Kind::Float, "autocast: expected Kind::BFloat16 or Kind::Half, found Kind::Float"),
    ] {
        assert_eq!(call(device, kind), Err(Error::Torch(message.into())));
    }
}
