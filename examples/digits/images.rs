use anyhow::{Result, ensure};
use tch::{Device, Kind, Tensor};

/// Images in channels, rows and columns, and the class of each image.
pub struct Images {
    pub pixels: Tensor,
    pub classes: Tensor,
}

impl Images {
    pub fn len(&self) -> i64 {
        self.pixels.size()[0]
    }

    pub fn channels(&self) -> i64 {
        self.pixels.size()[1]
    }

    pub fn to_device(&self, device: Device) -> Self {
        Self { pixels: self.pixels.to_device(device), classes: self.classes.to_device(device) }
    }

    pub fn select(&self, indices: &Tensor) -> Self {
        let indices = indices.to_device(self.pixels.device());
        Self { pixels: self.pixels.index_select(0, &indices), classes: self.classes.index_select(0, &indices) }
    }

    /// The images in their order, in parts that fit into memory. The last part may be smaller.
    pub fn parts(&self, size: i64) -> impl Iterator<Item = Self> {
        let (pixels, classes) = (self.pixels.split(size, 0), self.classes.split(size, 0));
        pixels.into_iter().zip(classes).map(|(pixels, classes)| Self { pixels, classes })
    }

    /// All images in a new random order, in batches of the same size. The images that fill no batch are left out.
    pub fn batches(&self, size: i64) -> impl Iterator<Item = Self> {
        let order = Tensor::randperm(self.len(), (Kind::Int64, Device::Cpu));
        (0..self.len() / size).map(move |batch| self.select(&order.narrow(0, batch * size, size)))
    }
}

/// Images for training, for validation (which decides when to stop and which weights are best), and for the final test.
pub struct Split {
    pub training: Images,
    pub validation: Images,
    pub held_out: Images,
}

impl Split {
    /// Takes the last images of `order` for the test and those before them for validation.
    pub fn new(images: &Images, order: &Tensor, validation: i64, held_out: i64) -> Self {
        let training = images.len() - validation - held_out;
        let part = |start, length| images.select(&order.narrow(0, start, length));
        Self {
            training: part(0, training),
            validation: part(training, validation),
            held_out: part(training + validation, held_out),
        }
    }

    pub fn to_device(&self, device: Device) -> Self {
        Self {
            training: self.training.to_device(device),
            validation: self.validation.to_device(device),
            held_out: self.held_out.to_device(device),
        }
    }

    /// The number of batches in an epoch.
    pub fn batches(&self, batch_size: i64) -> Result<u64> {
        let images = self.training.len();
        ensure!(batch_size <= images, "--batch-size {batch_size}: there are {images} images; use at most {images}");
        Ok((images / batch_size).unsigned_abs())
    }
}
