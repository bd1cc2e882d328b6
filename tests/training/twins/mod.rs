//! The programs of `examples` that have a twin in `examples/python`, trained by both from the same weights on the same batches.

mod digits;
mod logs;
