use super::JobArgs;
use super::checkpoint::{self, MODEL};
use super::early_stopping::EarlyStopping;
use super::images::{Images, Split};
use super::network::{Network, Score, group_of};
use super::order::Order;
use super::plan::{SGD, plan};
use super::report;
use super::whole_batch::WholeBatch;
use anyhow::{Context, Result};
use data_parallel::{GradientBuckets, Ranks, check_agreement};
use tch::{Device, Tensor, nn};
use tch_lr_scheduler::observe::{CsvLog, Observer};
use tch_lr_scheduler::{Checkpoints, Mode, PartMut, ScheduledOptimizer, assign_groups};

/// A run on this rank. All ranks have the same network, the same optimizer and the same schedule.
pub struct Training<'a> {
    pub args: &'a JobArgs,
    pub ranks: &'a Ranks,
    pub data: &'a Split,
    order: Order,
    pub vs: nn::VarStore,
    net: Network,
    pub opt: ScheduledOptimizer,
    /// The number of steps of the run.
    steps: u64,
    gradients: GradientBuckets,
    pub early_stopping: EarlyStopping,
    pub checkpoints: Checkpoints,
}

impl<'a> Training<'a> {
    pub fn new(args: &'a JobArgs, ranks: &'a Ranks, data: &'a Split, device: Device) -> Result<Self> {
        let (digits, images) = (&args.digits, data.training.len());
        // The same seed, so that all ranks have the same initial weights.
        tch::manual_seed(digits.seed);
        let mut vs = nn::VarStore::new(device);
        let net = Network::new(&vs.root(), data.training.channels());
        if let Some(path) = digits.save_weights.as_ref().filter(|_| ranks.is_first()) {
            vs.save(path).with_context(|| format!("--save-weights {}", path.display()))?;
        }
        if args.double {
            vs.double();
        }
        assign_groups(&vs, group_of)?;
        let plan = plan(args, ranks.count(), images)?;
        Ok(Self {
            args,
            ranks,
            data,
            order: Order::new(digits.seed, images),
            gradients: GradientBuckets::new(vs.trainable_variables()),
            opt: plan.build(&vs, SGD)?,
            steps: plan.run_length().context("the plan has no length")?,
            vs,
            net,
            early_stopping: EarlyStopping::new(digits.patience),
            checkpoints: Checkpoints::new(digits.folder()).keep_last(1)?.keep_best("val_loss", Mode::Min),
        })
    }

    /// Trains until all epochs have passed or early stopping ends the run.
    pub fn run(&mut self) -> Result<()> {
        let digits = &self.args.digits;
        let mut own_log = self.args.parallel.log(self.ranks, self.opt.state())?;
        let log = digits.log.as_ref().filter(|_| self.ranks.is_first());
        let mut log = log.map(|path| CsvLog::append(path, self.opt.state())).transpose()?;
        self.print(report::header);
        let images = self.data.training.len();
        let (mut first_lr, mut losses) = (self.opt.lr(), vec![]);
        while self.opt.state().step < self.steps && !self.early_stopping.is_over() {
            self.check_agreement()?;
            let epoch = self.images_seen() / images;
            let loss = self.step()?;
            (&mut log, &mut own_log).observe(self.opt.state().with("loss", loss))?;
            losses.push(loss);
            self.opt.advance()?;
            if self.images_seen() / images > epoch || self.opt.state().step == self.steps {
                let score = self.validate()?;
                let mean = losses.iter().sum::<f64>() / losses.len() as f64;
                self.print(|| report::epoch(epoch.unsigned_abs() + 1, first_lr, mean, score));
                (first_lr, losses) = (self.opt.lr(), vec![]);
            }
        }
        Ok(())
    }

    /// Trains on one batch, of which this rank has a part, and returns the mean loss of the whole batch.
    fn step(&mut self) -> Result<f64> {
        let (seen, own) = (self.images_seen(), self.args.digits.batch_size);
        let first = seen + own * self.ranks.rank() as i64;
        let batch = self.data.training.select(&self.order.indices(first..first + own));
        // The numbers of dropout depend on the images seen too, and not on the number of ranks. The complement is no seed of the
        // order.
        tch::manual_seed(!self.args.digits.seed.wrapping_add(seen));
        self.opt.zero_grad();
        let loss = WholeBatch::backward(self.ranks, &self.net, &batch);
        self.gradients.average(self.ranks)?;
        self.opt.step();
        let [loss] = self.ranks.mean([loss.double_value(&[])]);
        Ok(loss)
    }

    /// Evaluates the network, each rank on its part of the images, gives the metric to the rules, and saves on rank 0.
    fn validate(&mut self) -> Result<Score> {
        let images = &self.data.validation;
        let (first, count) = self.ranks.share(images.len());
        let of = |tensor: &Tensor| tensor.narrow(0, first, count);
        let own = Images { pixels: of(&images.pixels), classes: of(&images.classes) };
        let score = self.evaluate(&own);
        let [loss, accuracy] = self.ranks.sum([score.loss, score.accuracy].map(|mean| mean * count as f64));
        let score = Score { loss: loss / images.len() as f64, accuracy: accuracy / images.len() as f64 };
        // All ranks have the same loss here, so all of them reduce the rate, stop, or go on.
        if self.args.digits.plateau {
            self.opt.metric(score.loss)?;
        }
        self.early_stopping.observe(score.loss);
        if self.ranks.is_first() {
            checkpoint::save(self, score.loss)?;
        }
        Ok(score)
    }

    /// The score of the images, or 0 if there are none, because there are more ranks than images.
    fn evaluate(&self, images: &Images) -> Score {
        if images.len() == 0 { Score { loss: 0.0, accuracy: 0.0 } } else { self.net.evaluate(images) }
    }

    /// Prints the accuracy of the last weights and of those with the lowest validation loss, on rank 0.
    pub fn finish(&mut self) -> Result<()> {
        if !self.ranks.is_first() {
            return Ok(());
        }
        report::results_header();
        self.print_result("last weights");
        if let Some(best) = self.checkpoints.best()? {
            best.load_parts([PartMut::weights(MODEL, &mut self.vs)])?;
            self.print_result("best weights");
        }
        Ok(())
    }

    fn print_result(&self, name: &str) {
        report::result(name, self.net.evaluate(&self.data.validation), self.net.evaluate(&self.data.held_out));
    }

    fn check_agreement(&self) -> Result<()> {
        let state = self.opt.state();
        let is_due = state.step.is_multiple_of(self.args.parallel.check_every);
        if is_due { check_agreement(self.ranks, state, &self.vs.trainable_variables()) } else { Ok(()) }
    }

    fn print(&self, line: impl FnOnce()) {
        if self.ranks.is_first() {
            line();
        }
    }

    /// The number of images that all ranks together have seen.
    pub fn images_seen(&self) -> i64 {
        i64::try_from(self.opt.state().samples().unwrap_or_default()).unwrap_or(i64::MAX)
    }
}
