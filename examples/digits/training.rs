use super::args::Args;
use super::checkpoint;
use super::early_stopping::EarlyStopping;
use super::images::Split;
use super::network::{BN_MOMENTUM, Network, group_of};
use super::plan::{SGD, plan};
use super::range_test::suggested_lr;
use super::report;
use anyhow::{Context, Result};
use tch::{Device, Tensor, nn, no_grad};
use tch_lr_scheduler::observe::{CsvLog, Observer};
use tch_lr_scheduler::{AveragedModel, Checkpoints, ScheduledOptimizer, assign_groups, update_bn};

/// The weight of the old average at each step. The average covers about the last two epochs.
const AVERAGE_DECAY: f64 = 0.98;

/// A run: the network, a second network with the averaged weights, the optimizer with its schedule, and the checkpoints.
pub struct Training<'a> {
    pub args: &'a Args,
    data: &'a Split,
    batches: u64,
    pub vs: nn::VarStore,
    net: Network,
    pub averaged: AveragedModel,
    averaged_net: Network,
    pub opt: ScheduledOptimizer,
    pub early_stopping: EarlyStopping,
    pub checkpoints: Checkpoints,
}

impl<'a> Training<'a> {
    pub fn new(args: &'a Args, data: &'a Split, device: Device) -> Result<Self> {
        let averaged_vs = nn::VarStore::new(device);
        let averaged_net = Network::new(&averaged_vs.root(), data.training.channels());
        tch::manual_seed(args.seed);
        let vs = nn::VarStore::new(device);
        let net = Network::new(&vs.root(), data.training.channels());
        if let Some(path) = &args.save_weights {
            vs.save(path).with_context(|| format!("--save-weights {}", path.display()))?;
        }
        // The initial weights took a number of random draws that depends on the network. The batches shall not depend on it.
        tch::manual_seed(args.seed);
        assign_groups(&vs, group_of)?;
        let max_lr = if args.find_lr { suggested_lr(args, &vs, &net, &data.training)? } else { args.lr };
        let batches = data.batches(args.batch_size)?;
        let opt = plan(args, max_lr, args.epochs * batches)?.build(&vs, SGD)?;
        Ok(Self {
            args,
            data,
            batches,
            vs,
            net,
            averaged: AveragedModel::ema(averaged_vs, AVERAGE_DECAY)?,
            averaged_net,
            opt,
            early_stopping: EarlyStopping::new(args.patience),
            checkpoints: checkpoint::checkpoints(args.folder())?,
        })
    }

    /// Trains until the last epoch or until early stopping ends the run.
    pub fn run(&mut self) -> Result<()> {
        let mut log = self.args.log.as_ref().map(|path| CsvLog::append(path, self.opt.state())).transpose()?;
        report::header();
        while self.epoch() < self.args.epochs && !self.early_stopping.is_over() {
            let lr = self.opt.lr();
            let loss = self.train_epoch(&mut log)?;
            let score = self.net.evaluate(&self.data.validation);
            if self.args.plateau {
                self.opt.metric(score.loss)?;
            }
            self.early_stopping.observe(score.loss);
            checkpoint::save(self, score.loss)?;
            report::epoch(self.epoch(), lr, loss, score);
        }
        if self.epoch() < self.args.epochs {
            println!("Stops early: the validation loss has not fallen within --patience {}.", self.args.patience);
        }
        Ok(())
    }

    /// Trains one epoch, and returns the mean loss.
    fn train_epoch(&mut self, log: &mut Option<CsvLog>) -> Result<f64> {
        let mut sum = Tensor::zeros([], (tch::Kind::Double, self.vs.device()));
        for batch in self.data.training.batches(self.args.batch_size) {
            let loss = self.net.loss(&batch);
            self.opt.backward_step(&loss);
            if let Some(log) = log {
                log.observe(self.opt.state().with("loss", &loss))?;
            }
            self.averaged.update_parameters(&self.vs)?;
            self.opt.advance()?;
            // Not read here, so that a GPU need not wait at every step.
            no_grad(|| sum += loss);
        }
        Ok(sum.double_value(&[]) / self.batches as f64)
    }

    /// Prints the accuracy of the last weights, of the averaged ones, and of those with the lowest validation loss.
    pub fn finish(&mut self) -> Result<()> {
        report::results_header();
        self.print_result("last weights", &self.net);
        update_bn(self.averaged.vs(), BN_MOMENTUM, self.data.training.parts(self.args.batch_size), |batch| {
            let _ = self.averaged_net.logits(&batch.pixels, true);
        })?;
        self.print_result("averaged weights", &self.averaged_net);
        if let Some(step) = checkpoint::load_best(&self.checkpoints, &mut self.vs)? {
            self.print_result(&format!("best weights, of epoch {}", step / self.batches), &self.net);
        }
        Ok(())
    }

    fn print_result(&self, name: &str, net: &Network) {
        report::result(name, net.evaluate(&self.data.validation), net.evaluate(&self.data.held_out));
    }

    /// The number of epochs so far.
    pub fn epoch(&self) -> u64 {
        self.opt.state().step / self.batches
    }
}
