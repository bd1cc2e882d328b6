use crate::{DryRun, Plan, Result, Scheduler};

/// The base of every example.
pub(super) const BASE: f64 = 0.1;
/// The length of every example in steps.
const STEPS: u64 = 100;

/// What an example shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A schedule of `torch.optim.lr_scheduler`.
    Torch,
    /// A schedule that torch does not have.
    Other,
    /// A combinator, which changes or joins other schedules.
    Combinator,
    /// A feedback rule, which changes the rate by a metric.
    Rule,
}

/// An example of one schedule, combinator or feedback rule.
///
/// ```
/// use tch_lr_scheduler::gallery;
///
/// for example in gallery::examples() {
///     println!("{}: {}", example.name(), example.rust());
/// }
/// assert!(gallery::examples().count() > 50);
/// ```
#[derive(Debug)]
pub struct Example {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// The fields of the table in TOML, on one line.
    pub(super) toml: &'static str,
    pub(super) rust: &'static str,
    pub(super) plan: fn() -> Result<Plan>,
    /// The metric of each step, for a feedback rule.
    pub(super) metric: Option<fn(u64) -> f64>,
}

impl Example {
    /// The name of the type in plan files.
    ///
    /// ```
    /// # use tch_lr_scheduler::gallery;
    /// assert!(gallery::examples().any(|example| example.name() == "CosineAnnealingLR"));
    /// ```
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What the example shows.
    ///
    /// ```
    /// # use tch_lr_scheduler::gallery::{self, Kind};
    /// let combinators = gallery::examples().filter(|example| example.kind() == Kind::Combinator);
    /// assert!(combinators.count() >= 18);
    /// ```
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The part of a plan file that names the type: the table `lr.schedule`, or `feedback`.
    ///
    /// ```
    /// # use tch_lr_scheduler::gallery;
    /// let early = gallery::examples().find(|example| example.name() == "EarlyStopping").unwrap();
    /// assert_eq!(early.toml(), "[feedback]\ntype = \"EarlyStopping\"\npatience = 20");
    /// ```
    pub fn toml(&self) -> String {
        let table = if self.kind == Kind::Rule { "feedback" } else { "lr.schedule" };
        let fields = parts(self.toml).into_iter().map(|field| match field.split_once(" = [") {
            Some((name, items)) if items.starts_with('{') => {
                let items = parts(items.strip_suffix(']').unwrap_or(items)).join(",\n    ");
                format!("\n{name} = [\n    {items},\n]")
            }
            _ => format!("\n{field}"),
        });
        format!("[{table}]{}", fields.collect::<String>())
    }

    /// The expression in Rust that builds the schedule or the rule.
    ///
    /// ```
    /// # use tch_lr_scheduler::gallery;
    /// let rex = gallery::examples().find(|example| example.name() == "Rex").unwrap();
    /// assert_eq!(rex.rust(), "Rex::new(90)?");
    /// ```
    pub fn rust(&self) -> String {
        // `stringify!` breaks long lines.
        let lines = self.rust.lines().map(str::trim);
        lines.fold(String::new(), |text, line| {
            let gap = if text.is_empty() || text.ends_with(['(', '[']) || line.starts_with('.') { "" } else { " " };
            text + gap + line
        })
    }

    /// The example in words, as [`Plan::describe`] says it.
    ///
    /// # Errors
    /// None in practice: the tests describe every plan.
    ///
    /// ```
    /// # use tch_lr_scheduler::gallery;
    /// let step = gallery::examples().find(|example| example.name() == "StepLR").unwrap();
    /// assert_eq!(step.sentence()?, "0.1, times 0.5 every 30 steps");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn sentence(&self) -> Result<String> {
        let mut described = self.plan()?.describe(1, None)?;
        // A plan describes its feedback rule after its rates.
        let own = if self.kind == Kind::Rule { described.pop() } else { described.into_iter().next() };
        Ok(own.map_or(String::new(), |description| description.sentence))
    }

    /// The plan of the example as a plan file in TOML.
    ///
    /// ```
    /// # use tch_lr_scheduler::gallery;
    /// let rex = gallery::examples().find(|example| example.name() == "Rex").unwrap();
    /// let file = "total_steps = 100\n\n[lr]\nbase = 0.1\n\n[lr.schedule]\ntype = \"Rex\"\nT_max = 90\n";
    /// assert_eq!(rex.plan_file(), file);
    /// ```
    pub fn plan_file(&self) -> String {
        format!("total_steps = {STEPS}\n\n[lr]\nbase = {BASE}\n\n{}\n", self.toml())
    }

    /// The plan of the example, built by its code in Rust.
    ///
    /// # Errors
    /// None in practice: the tests build every plan.
    ///
    /// ```
    /// # use tch_lr_scheduler::gallery;
    /// let rex = gallery::examples().find(|example| example.name() == "Rex").unwrap();
    /// assert_eq!(rex.plan()?.preview(1, 90)?.lr, [0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn plan(&self) -> Result<Plan> {
        Ok((self.plan)()?.total_steps(STEPS))
    }

    /// The metric of each step, in the order of the steps. Empty unless the example is a feedback rule.
    ///
    /// ```
    /// # use tch_lr_scheduler::gallery;
    /// let bob = gallery::examples().find(|example| example.name() == "NewBob").unwrap();
    /// assert_eq!(bob.metrics()[..2], [1.0, 0.99]);
    /// ```
    pub fn metrics(&self) -> Vec<f64> {
        self.metric.into_iter().flat_map(|metric| (0..STEPS).map(metric)).collect()
    }

    /// The learning rate at each step. A feedback rule gets its [`metrics`](Self::metrics), and the rates end where it stops the run.
    ///
    /// # Errors
    /// None in practice: the tests compute every rate.
    ///
    /// ```
    /// # use tch_lr_scheduler::gallery;
    /// let early = gallery::examples().find(|example| example.name() == "EarlyStopping").unwrap();
    /// assert_eq!(early.rates()?.len(), 71); // no better metric from step 50 on
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn rates(&self) -> Result<Vec<f64>> {
        self.rates_of(&self.plan()?)
    }

    /// The learning rates of a plan under the metrics of this example.
    ///
    /// # Errors
    /// As [`Scheduler::step`] and [`Scheduler::metric`].
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, EarlyStopping, Plan, gallery};
    ///
    /// let early = gallery::examples().find(|example| example.name() == "EarlyStopping").unwrap();
    /// let patient = Plan::lr(0.1, Constant).feedback(EarlyStopping::new(30)?);
    /// assert_eq!(early.rates_of(&patient)?.len(), 81);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn rates_of(&self, plan: &Plan) -> Result<Vec<f64>> {
        let mut scheduler = Scheduler::start(&plan.clone().silent(), 1, &mut DryRun)?;
        let mut rates = vec![scheduler.lr()];
        for step in 0..STEPS - 1 {
            if let Some(metric) = self.metric {
                scheduler.metric(metric(step), &mut DryRun)?;
            }
            if scheduler.state().should_stop() {
                break;
            }
            scheduler.step(&mut DryRun)?;
            rates.push(scheduler.lr());
        }
        Ok(rates)
    }
}

/// The parts of a list, between the commas that are outside of brackets.
fn parts(list: &str) -> Vec<&str> {
    let mut depth = 0i32;
    let between = |letter: char| {
        depth += i32::from(matches!(letter, '{' | '[')) - i32::from(matches!(letter, '}' | ']'));
        letter == ',' && depth == 0
    };
    list.split(between).map(str::trim).collect()
}

/// Examples of schedules: the kind, then for each its name, its field of a plan file, and its code.
macro_rules! schedules {
    ($kind:ident { $($name:literal $toml:literal $rust:expr;)+ }) => {
        &[$(crate::gallery::example::Example {
            name: $name,
            kind: crate::gallery::example::Kind::$kind,
            toml: concat!("type = \"", $name, "\"", $toml),
            rust: stringify!($rust),
            plan: || Ok(crate::Plan::lr(crate::gallery::example::BASE, $rust)),
            metric: None,
        }),+]
    };
}
pub(super) use schedules;
