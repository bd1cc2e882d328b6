use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use tch::{Device, Kind, Tensor};

/// The fraction of the text, at its end, that is kept for validation.
const HELD_OUT: f64 = 0.1;

/// A text as bytes: one part to train on, and one for validation.
pub struct Text {
    training: Tensor,
    validation: Tensor,
    /// A hash of all bytes (FNV-1a). A resumed run compares it, because another text would give other batches.
    pub hash: u64,
}

/// Tokens, and the token that follows each of them.
pub type Batch = (Tensor, Tensor);

impl Text {
    /// Reads the file, or, if there is none, this crate's own source and documentation.
    pub fn load(file: Option<&Path>, device: Device) -> Result<Self> {
        match file {
            Some(file) => Self::new(&read(file)?, device),
            None => Self::new(&of_this_crate().context("the source of this crate is not here; use --text FILE")?, device),
        }
    }

    pub fn new(bytes: &[u8], device: Device) -> Result<Self> {
        let held_out = (bytes.len() as f64 * HELD_OUT) as usize;
        let (training, validation) = bytes.split_at(bytes.len() - held_out);
        let tensor = |bytes: &[u8]| Tensor::from_slice(bytes).to_device(device);
        let hash =
            bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3));
        Ok(Self { training: tensor(training), validation: tensor(validation), hash })
    }

    /// The number of bytes.
    pub fn len(&self) -> i64 {
        self.training.size()[0] + self.validation.size()[0]
    }

    /// Checks that both parts are long enough for sequences of `context` tokens.
    pub fn check(&self, context: i64) -> Result<()> {
        let shortest = self.training.size()[0].min(self.validation.size()[0]);
        ensure!(
            shortest > context,
            "the text has {} bytes, and {shortest} of them are for validation: expected more than --context, which is {context}",
            self.len()
        );
        Ok(())
    }

    /// Random sequences of the training part, from the next numbers of libtorch's random generator.
    pub fn batch(&self, sequences: i64, context: i64) -> Batch {
        // Drawn on the CPU, so that a seed gives the same batches on every device.
        let starts = Tensor::randint(self.training.size()[0] - context, [sequences], (Kind::Int64, Device::Cpu));
        cut(&self.training, &starts, context)
    }

    /// The same sequences at every call, at equal distances in the validation part.
    pub fn validation(&self, sequences: i64, context: i64) -> Batch {
        let room = self.validation.size()[0] - context;
        let starts: Vec<i64> = (0..sequences).map(|index| index * room / sequences).collect();
        cut(&self.validation, &Tensor::from_slice(&starts), context)
    }
}

fn cut(bytes: &Tensor, starts: &Tensor, context: i64) -> Batch {
    let places = starts.unsqueeze(1) + Tensor::arange(context + 1, (Kind::Int64, Device::Cpu));
    let tokens = bytes.take(&places.to_device(bytes.device())).to_kind(Kind::Int64);
    (tokens.narrow(1, 0, context), tokens.narrow(1, 1, context))
}

/// README and all files of source and documentation below `src`, in the order of their paths.
fn of_this_crate() -> Result<Vec<u8>> {
    // The packages with this file are folders of the repository.
    let mut folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let root = folders.find(|folder| folder.join("README.md").is_file()).context("README.md is missing")?;
    let (mut files, mut folders) = (vec![root.join("README.md")], vec![root.join("src")]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot read the folder {}", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "md") {
                files.push(path);
            }
        }
    }
    files.sort_by_cached_key(|path: &PathBuf| path.to_string_lossy().into_owned());
    Ok(files.iter().map(|path| read(path)).collect::<Result<Vec<_>>>()?.concat())
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read the text {}", file.display()))
}
