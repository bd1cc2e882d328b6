pub(super) type Color = [u8; 3];

pub(super) const INK: Color = [0x22, 0x22, 0x22];
pub(super) const SOFT_INK: Color = [0x55, 0x55, 0x55];
pub(super) const AXIS: Color = [0x88, 0x88, 0x88];
pub(super) const GRID: Color = [0xe2, 0xe2, 0xe2];
pub(super) const FAINT_GRID: Color = [0xf2, 0xf2, 0xf2];
pub(super) const WHITE: Color = [0xff, 0xff, 0xff];

/// The colours of Okabe and Ito that stand out on white, told apart by
/// colour-blind readers too.
const COLORS: [Color; 7] = [
    [0x00, 0x72, 0xb2],
    [0xd5, 0x5e, 0x00],
    [0x00, 0x9e, 0x73],
    [0xe6, 0x9f, 0x00],
    [0xcc, 0x79, 0xa7],
    [0x56, 0xb4, 0xe9],
    [0x00, 0x00, 0x00],
];

// Only the first is solid: a curve still shows through the gaps of the later
// ones that coincide with it.
const DASHES: [&[f64]; 5] = [&[], &[12.0, 8.0], &[4.0, 6.0], &[12.0, 5.0, 3.0, 5.0], &[16.0, 4.0, 3.0, 4.0, 3.0, 4.0]];

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    pub(super) color: Color,
    pub(super) width: f64,
    pub(super) dash: &'static [f64],
}

impl Style {
    pub(super) fn solid(color: Color, width: f64) -> Self {
        Self::dashed(color, width, &[])
    }

    pub(super) fn dashed(color: Color, width: f64, dash: &'static [f64]) -> Self {
        Self { color, width, dash }
    }

    pub(super) fn of_curve(index: usize) -> Self {
        Self::dashed(COLORS[index % COLORS.len()], 2.0, DASHES[index % DASHES.len()])
    }
}
