use super::comparison::Comparison;
use super::runs::{Data, Run};
use anyhow::{Context, Result, ensure};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use tch_lr_scheduler::predict::LawKind;

const FILE: &str = "choices.csv";

/// The results of every choice of three runs to fit.
pub struct Choices {
    pub all: Vec<Choice>,
}

/// Three fitted runs, and how well the law predicts the others.
#[derive(Clone)]
pub struct Choice {
    pub fitted: [String; 3],
    /// The median error of the final loss in percent.
    pub error: f64,
    pub correlation: f64,
    pub rank_of_best: usize,
}

impl Choice {
    /// Fits the three runs. The numbers are rounded as in the file of the results.
    pub fn of(runs: &[Run], fitted: [&str; 3]) -> Result<Self> {
        let comparison = Comparison::of(runs, &fitted, LawKind::MultiPower)?;
        Ok(Self {
            fitted: fitted.map(str::to_owned),
            error: (1e4 * comparison.median_error()).round() / 100.0,
            correlation: (1e3 * comparison.rank_correlation()).round() / 1e3,
            rank_of_best: comparison.rank_of_best(),
        })
    }

    pub fn has(&self, name: &str) -> bool {
        self.fitted.iter().any(|fitted| fitted == name)
    }
}

impl Choices {
    /// Fits all choices of three runs.
    pub fn of(data: &Data) -> Result<Self> {
        let names: Vec<&str> = data.runs.iter().map(|run| run.name.as_str()).collect();
        let mut all = vec![];
        for (index, first) in names.iter().enumerate() {
            for (next, second) in names.iter().enumerate().skip(index + 1) {
                for third in &names[next + 1..] {
                    all.push(Choice::of(&data.runs, [first, second, third])?);
                }
            }
        }
        Ok(Self { all })
    }

    /// Writes the results to a file beside the logs.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let mut text = "first,second,third,median_error_percent,rank_correlation,rank_of_best\n".to_owned();
        for Choice { fitted: [first, second, third], error, correlation, rank_of_best } in &self.all {
            writeln!(text, "{first},{second},{third},{error:.2},{correlation:.3},{rank_of_best}")?;
        }
        Ok(fs::write(folder.join(FILE), text)?)
    }

    /// Reads the results of an earlier run of the example.
    pub fn read(folder: &Path) -> Result<Self> {
        let file = folder.join(FILE);
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let choice = |line: &str| -> Result<Choice> {
            let fields: Vec<&str> = line.split(',').collect();
            ensure!(fields.len() == 6, "{}: expected six fields, found {line}", file.display());
            let fitted = [0, 1, 2].map(|index| fields[index].to_owned());
            Ok(Choice { fitted, error: fields[3].parse()?, correlation: fields[4].parse()?, rank_of_best: fields[5].parse()? })
        };
        Ok(Self { all: text.lines().skip(1).map(choice).collect::<Result<_>>()? })
    }

    /// How many choices have a property.
    pub fn count(&self, has: impl Fn(&Choice) -> bool) -> usize {
        self.all.iter().filter(|choice| has(choice)).count()
    }
}
