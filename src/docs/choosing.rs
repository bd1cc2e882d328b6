#![doc = include_str!("choosing.md")]
//!
//! <div style="display: flex; flex-wrap: wrap; gap: 8px 16px">
#![doc = include_str!("../docs/pictures/choosing_1.svg")]
#![doc = include_str!("../docs/pictures/choosing_2.svg")]
#![doc = include_str!("../docs/pictures/choosing_3.svg")]
#![doc = include_str!("../docs/pictures/choosing_4.svg")]
#![doc = include_str!("../docs/pictures/choosing_5.svg")]
#![doc = include_str!("../docs/pictures/choosing_6.svg")]
#![doc = include_str!("../docs/pictures/choosing_7.svg")]
#![doc = include_str!("../docs/pictures/choosing_8.svg")]
#![doc = include_str!("../docs/pictures/choosing_9.svg")]
#![doc = include_str!("../docs/pictures/choosing_10.svg")]
//! </div>
//!
#![doc = include_str!("choosing_compared.md")]
//!
#![doc = include_str!("../docs/pictures/choosing_11.svg")]
//!
//! Next: [gallery](crate::docs::gallery). See also: [the range test](crate::docs::range_test), [predictions](crate::docs::predict).
