/// The precision of the numbers of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Precision {
    Single,
    Double,
    /// 16-bit floats where they suffice, with a scaled loss.
    Mixed,
}
