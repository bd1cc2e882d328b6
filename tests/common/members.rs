//! One schedule of every class, as a member of sequences and chains: torch's expression, and our schedule for a group's base.

use tch_lr_scheduler::*;

/// The base of each group. With bases closer to an `eta_min`, torch's chains with a cosine fall below zero: see
/// parity/fixed_composites.rs.
pub const BASES: [f64; 3] = [0.1, 1.0, 0.02];

#[derive(Clone, Copy)]
pub struct Member {
    pub torch: &'static str,
    pub build: fn(f64) -> Result<Box<dyn Schedule>>,
    pub kind: Kind,
}

/// How torch computes the value, which determines how close ours is to its `step()`.
#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    /// Without recursion: ours is equal to the bit.
    Absolute,
    /// By recursion, without a closed form: ours walks in the same way.
    Walked,
    /// By recursion, which drifts away from the closed form that ours uses.
    Closed,
}

impl Member {
    pub fn class(&self) -> &'static str {
        self.torch.split('(').next().unwrap_or(self.torch)
    }

    pub fn schedule(&self, base: f64) -> Box<dyn Schedule> {
        (self.build)(base).unwrap_or_else(|error| panic!("{}: {error}", self.torch))
    }
}

/// In torch, the first rate of `OneCycleLR` and `CyclicLR` becomes the base of every scheduler of the same optimizer, and
/// schedulers share the groups' momenta. So that rate equals the base here, and the momenta are the same.
pub const ALL: [Member; 14] = [
    Member {
        torch: "LambdaLR(optimizer, lambda t: 0.99 ** t)",
        build: |_| Ok(LambdaLr::new(|t| 0.99f64.powf(t as f64)).boxed()),
        kind: Kind::Absolute,
    },
    Member {
        torch: "MultiplicativeLR(optimizer, lambda t: 0.97 + 0.01 * (t % 4))",
        build: |_| Ok(MultiplicativeLr::new(|t| 0.97 + 0.01 * (t % 4) as f64).boxed()),
        kind: Kind::Walked,
    },
    Member { torch: "StepLR(optimizer, 30, 0.7)", build: |_| Ok(StepLr::new(30, 0.7)?.boxed()), kind: Kind::Closed },
    Member {
        torch: "MultiStepLR(optimizer, [0, 20, 50, 50, 170], 0.5)",
        build: |_| Ok(MultiStepLr::new([0, 20, 50, 50, 170], 0.5)?.boxed()),
        kind: Kind::Closed,
    },
    Member { torch: "ConstantLR(optimizer, 0.4, 40)", build: |_| Ok(ConstantLr::new(0.4, 40)?.boxed()), kind: Kind::Closed },
    Member {
        torch: "LinearLR(optimizer, 0.2, 0.9, 120)",
        build: |_| Ok(LinearLr::new(0.2, 0.9, 120)?.boxed()),
        kind: Kind::Closed,
    },
    Member { torch: "ExponentialLR(optimizer, 0.99)", build: |_| Ok(ExponentialLr::new(0.99)?.boxed()), kind: Kind::Closed },
    Member { torch: "PolynomialLR(optimizer, 90, 1.5)", build: |_| Ok(PolynomialLr::new(90, 1.5)?.boxed()), kind: Kind::Closed },
    Member { torch: "CosineAnnealingLR(optimizer, 70)", build: |_| Ok(CosineAnnealingLr::new(70)?.boxed()), kind: Kind::Closed },
    Member {
        torch: "CosineAnnealingLR(optimizer, 60, 0.0002)",
        build: |_| Ok(CosineAnnealingLr::new(60)?.eta_min(0.0002)?.boxed()),
        kind: Kind::Closed,
    },
    Member {
        torch: "CosineAnnealingWarmRestarts(optimizer, 25, 2, 0.001)",
        build: |_| Ok(CosineAnnealingWarmRestarts::new(25)?.t_mult(2)?.eta_min(0.001)?.boxed()),
        kind: Kind::Absolute,
    },
    Member {
        torch: "CyclicLR(optimizer, bases, [4 * base for base in bases], 15, 25, 'triangular2', base_momentum=0.85, max_momentum=0.95)",
        build: |base| {
            let schedule = CyclicLr::new(base, 4.0 * base)?.step_size_up(15)?.step_size_down(25).mode(CyclicMode::Triangular2);
            Ok(schedule.base_momentum(0.85)?.max_momentum(0.95)?.boxed())
        },
        kind: Kind::Absolute,
    },
    Member {
        torch: "OneCycleLR(optimizer, [16 * base for base in bases], total_steps=700, div_factor=16.0)",
        build: |base| Ok(OneCycleLr::new(16.0 * base, 700)?.div_factor(16.0)?.boxed()),
        kind: Kind::Absolute,
    },
    Member { torch: "SWALR(optimizer, 0.05, 60)", build: |_| Ok(SwaLr::new(0.05)?.anneal_epochs(60).boxed()), kind: Kind::Walked },
];

/// Every pair of members, in both orders.
pub fn pairs() -> impl Iterator<Item = [Member; 2]> {
    ALL.into_iter().flat_map(|first| ALL.map(|second| [first, second]))
}
