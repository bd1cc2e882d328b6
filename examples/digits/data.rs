use super::images::{Images, Split};
use anyhow::{Context, Result, bail, ensure};
use csv::ReaderBuilder;
use flate2::read::GzDecoder;
use std::path::Path;
use tch::vision::dataset::Dataset;
use tch::vision::{cifar, mnist};
use tch::{Device, Kind, Tensor};

/// Compiled into the program, so that it runs from any folder.
const DIGITS: &[u8] = include_bytes!("../data/digits.csv.gz");
const SIDE: i64 = 8;
const INK: f64 = 16.0;

/// The built-in digits: 1,200 for training, 297 for validation, 300 for the test.
///
/// The split is the same for every seed of the program, so that runs can be compared. It is random, because neighbouring images
/// are alike: if a network is trained on the first images and tested on the last ones, it classifies only about 95 % correctly.
pub fn built_in() -> Result<Split> {
    let mut numbers: Vec<i64> = vec![];
    for line in ReaderBuilder::new().has_headers(false).from_reader(GzDecoder::new(DIGITS)).deserialize() {
        let line: Vec<i64> = line.context("examples/data/digits.csv.gz")?;
        ensure!(line.len() as i64 == SIDE * SIDE + 1, "examples/data/digits.csv.gz: a line has {} numbers", line.len());
        numbers.extend(line);
    }
    let table = Tensor::from_slice(&numbers).view([-1, SIDE * SIDE + 1]);
    let pixels = table.narrow(1, 0, SIDE * SIDE).to_kind(Kind::Float) / INK;
    let images = Images { pixels: pixels.view([-1, 1, SIDE, SIDE]), classes: table.select(1, SIDE * SIDE) };
    tch::manual_seed(0);
    let order = Tensor::randperm(images.len(), (Kind::Int64, Device::Cpu));
    Ok(Split::new(&images, &order, 297, 300))
}

/// MNIST or CIFAR-10, whichever the folder contains. The last tenth of the training images is for validation.
pub fn of_folder(folder: &Path) -> Result<Split> {
    let of_flag = || format!("--data {}", folder.display());
    let (dataset, shape) = if folder.join("train-images-idx3-ubyte").is_file() {
        (mnist::load_dir(folder).with_context(of_flag)?, [-1, 1, 28, 28])
    } else if folder.join("data_batch_1.bin").is_file() {
        (cifar::load_dir(folder).with_context(of_flag)?, [-1, 3, 32, 32])
    } else {
        bail!(
            "--data {}: expected the uncompressed files of MNIST (train-images-idx3-ubyte, train-labels-idx1-ubyte, \
            t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte) or of CIFAR-10 (data_batch_1.bin to data_batch_5.bin, \
            test_batch.bin), found neither",
            folder.display()
        );
    };
    let Dataset { train_images, train_labels, test_images, test_labels, .. } = dataset;
    let held_out = test_labels.size()[0];
    let all = Images {
        pixels: Tensor::cat(&[train_images, test_images], 0).view(shape),
        classes: Tensor::cat(&[train_labels, test_labels], 0),
    };
    let order = Tensor::arange(all.len(), (Kind::Int64, Device::Cpu));
    Ok(Split::new(&all, &order, (all.len() - held_out) / 10, held_out))
}
