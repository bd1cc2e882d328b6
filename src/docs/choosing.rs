#![doc = include_str!("choosing.md")]
//!
//! <table>
//! <tr><td>
#![doc = include_str!("../docs/pictures/choosing_1.svg")]
//! </td><td>
#![doc = include_str!("../docs/pictures/choosing_2.svg")]
//! </td></tr><tr><td>
#![doc = include_str!("../docs/pictures/choosing_3.svg")]
//! </td><td>
#![doc = include_str!("../docs/pictures/choosing_4.svg")]
//! </td></tr><tr><td>
#![doc = include_str!("../docs/pictures/choosing_5.svg")]
//! </td><td>
#![doc = include_str!("../docs/pictures/choosing_6.svg")]
//! </td></tr><tr><td>
#![doc = include_str!("../docs/pictures/choosing_7.svg")]
//! </td><td>
#![doc = include_str!("../docs/pictures/choosing_8.svg")]
//! </td></tr><tr><td>
#![doc = include_str!("../docs/pictures/choosing_9.svg")]
//! </td><td>
#![doc = include_str!("../docs/pictures/choosing_10.svg")]
//! </td></tr>
//! </table>
//!
//! Next: [gallery](crate::docs::gallery). See also: [the range test](crate::docs::range_test), [predictions](crate::docs::predict).
