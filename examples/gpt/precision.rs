/// The precision of the numbers of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Precision {
    Single,
    Double,
    /// 16-bit floats where they suffice: float16 with a scaled loss on CUDA, and bfloat16 on the CPU.
    Mixed,
}
