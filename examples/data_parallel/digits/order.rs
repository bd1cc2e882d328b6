use std::ops::Range;
use tch::{Device, Kind, Tensor};

/// The order of the training images: an endless list, in which each epoch has all images in a new random order.
///
/// The place in the list is the number of images that all ranks together have seen, so the list is the same for any number of
/// ranks, and a run that goes on with another number of ranks neither repeats nor leaves out an image.
pub struct Order {
    seed: i64,
    images: i64,
    /// The epoch that was asked for last, and its order.
    last: Option<(i64, Tensor)>,
}

impl Order {
    /// The list for the seed, with `images` images in an epoch.
    pub fn new(seed: i64, images: i64) -> Self {
        Self { seed, images, last: None }
    }

    /// The indices of the images at these places. Seeds libtorch's random generator if a new epoch begins.
    pub fn indices(&mut self, places: Range<i64>) -> Tensor {
        let mut parts = vec![];
        let mut place = places.start;
        while place < places.end {
            let (epoch, first) = (place / self.images, place % self.images);
            let count = (places.end - place).min(self.images - first);
            parts.push(self.of_epoch(epoch).narrow(0, first, count));
            place += count;
        }
        Tensor::cat(&parts, 0)
    }

    fn of_epoch(&mut self, epoch: i64) -> Tensor {
        let known = self.last.take().filter(|(last, _)| *last == epoch);
        let (_, order) = self.last.insert(known.unwrap_or_else(|| {
            tch::manual_seed(self.seed.wrapping_add(epoch));
            (epoch, Tensor::randperm(self.images, (Kind::Int64, Device::Cpu)))
        }));
        order.shallow_clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(batch: i64, end: i64) -> Vec<i64> {
        let mut order = Order::new(5, 30);
        let parts = (0..end / batch).map(|step| order.indices(step * batch..(step + 1) * batch));
        parts.flat_map(|part| Vec::<i64>::try_from(part).unwrap()).collect()
    }

    // One test, because all tests of a process share libtorch's random generator.
    #[test]
    fn the_list_does_not_depend_on_the_batch_and_has_every_image_once_in_an_epoch() {
        let whole = list(90, 90);
        for batch in [1, 6, 9, 18, 45] {
            assert_eq!(list(batch, 90), whole, "batch {batch}");
        }
        let epochs: Vec<_> = whole.chunks(30).collect();
        for epoch in &epochs {
            let mut sorted = epoch.to_vec();
            sorted.sort();
            assert_eq!(sorted, (0..30).collect::<Vec<_>>());
        }
        assert!(epochs[0] != epochs[1] && epochs[1] != epochs[2]);
    }
}
