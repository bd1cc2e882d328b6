use super::part::{Part, number as number_of};
use crate::data::Data;
use crate::data::wording::number;
use crate::spec::{parameter_in_code, spelled};
use std::collections::HashMap;

const EPOCHS: &str = "epochs";
/// The longest list that a warning repeats.
const LONGEST: usize = 60;

/// How a warning spells names.
#[derive(Debug, Clone, Copy)]
pub(super) enum Spelling<'a> {
    /// As in this plan file: `lr.schedule.T_max`, and then `T_max`.
    File(&'a PlanData<'a>),
    /// As in Rust: `t_max`.
    Code,
}

/// The data of a plan file, with a table of the groups, so that many groups are found in linear time.
#[derive(Debug)]
pub(super) struct PlanData<'a> {
    data: &'a Data,
    /// The data of each group by its path: `lr.groups.1`.
    groups: HashMap<String, &'a Data>,
}

impl<'a> PlanData<'a> {
    pub(super) fn of(data: &'a Data) -> Self {
        let fields = |data: &'a Data| match data {
            Data::Object(fields) => fields.as_slice(),
            _ => &[],
        };
        let groups_of = |(name, value): &'a (String, Data)| {
            let groups = value.field("groups").map_or(&[][..], fields);
            groups.iter().map(move |(group, data)| (format!("{name}.groups.{group}"), data))
        };
        Self { data, groups: fields(data).iter().flat_map(groups_of).collect() }
    }

    fn at(&self, path: &str) -> Option<&'a Data> {
        self.groups.get(path).copied().or_else(|| self.data.at(path))
    }

    /// The path of what the file has instead of `total_steps`: a one-cycle schedule may have `epochs` and `steps_per_epoch`.
    fn written(&self, path: String) -> String {
        let Some(owner) = path.strip_suffix(".total_steps") else {
            return path;
        };
        let epochs = format!("{owner}.{EPOCHS}");
        if self.data.at(&epochs).is_some() { epochs } else { path }
    }

    /// The path of something in the subject at `root`, as the file spells it.
    fn spelled(&self, root: &str, path: &str) -> String {
        match self.groups.get(root) {
            Some(group) => format!("{root}.{}", spelled(group, path)),
            None => spelled(self.data, &format!("{root}.{path}")),
        }
    }
}

/// The names in the warnings about a subject.
#[derive(Debug, Clone)]
pub(super) struct Names<'a> {
    spelling: Spelling<'a>,
    /// The path of the subject in the plan as data: `lr.groups.1`.
    root: String,
    /// The path of what contains its schedule: the same, or `lr` if the group follows the common schedule.
    schedule_root: String,
    /// The path of what contains its base, likewise.
    base_root: String,
    /// The path of what contains the schedule that multiplies the values of the group. A group of a list may have one too, which
    /// is not in the list.
    times_root: String,
    /// The path of the whole curve: that of its schedule, or that of the schedule that multiplies the values of the group.
    curve: String,
}

impl<'a> Names<'a> {
    /// `is_multiplied` says that a schedule multiplies the values of the group.
    pub(super) fn of(spelling: Spelling<'a>, root: &str, is_multiplied: bool) -> Self {
        let common = root.split(['.', '[']).next().unwrap_or(root);
        let has_own = |field: &str| match spelling {
            Spelling::File(data) => data.at(root).is_some_and(|subject| subject.field(field).is_some()),
            Spelling::Code => true,
        };
        let root_of = |field: &str| if has_own(field) { root.to_owned() } else { common.to_owned() };
        let (schedule_root, base_root) = (root_of("schedule"), root_of("base"));
        let times_root = match root.split_once(".each[").and_then(|(common, rest)| Some((common, rest.strip_suffix(']')?))) {
            Some((common, group)) => format!("{common}.groups.{group}"),
            None => root.to_owned(),
        };
        let curve = if is_multiplied { format!("{times_root}.times") } else { format!("{schedule_root}.schedule") };
        Self { spelling, root: root.into(), schedule_root, base_root, times_root, curve }
    }

    /// What the plan has for the length of its run, or would have if it says nothing of it.
    pub(super) fn run_length(&self) -> &'static str {
        match self.spelling {
            Spelling::File(file) if file.at("run.total").is_some() => "run.total",
            _ => "total_steps",
        }
    }

    /// The path of a finding in the plan as data.
    pub(super) fn path(&self, of_finding: &str) -> String {
        let root = match of_finding.split(['.', '[']).next() {
            Some("schedule") => &self.schedule_root,
            Some("base") => &self.base_root,
            Some("times") => &self.times_root,
            _ => &self.root,
        };
        match self.spelling {
            Spelling::File(data) => data.written(data.spelled(root, of_finding)),
            Spelling::Code => format!("{root}.{of_finding}"),
        }
    }

    /// A parameter with its place: `lr.schedule.T_max`, or `t_max` in code.
    pub(super) fn place(&self, part: &Part<'_>, parameter: &str) -> String {
        match self.spelling {
            Spelling::File(_) => {
                let path = self.path(&format!("{}.{parameter}", part.path));
                if path.ends_with(&format!(".{EPOCHS}")) { format!("{path} times steps_per_epoch") } else { path }
            }
            Spelling::Code => parameter_in_code(part.type_name(), parameter).into(),
        }
    }

    /// A parameter without its place: `T_max`, or `t_max` in code.
    pub(super) fn name(&self, part: &Part<'_>, parameter: &str) -> String {
        let place = self.place(part, parameter);
        place.rsplit('.').next().unwrap_or(&place).into()
    }

    /// The path of the whole curve in the data of the subject.
    pub(super) fn curve_path(&self) -> &'static str {
        if self.curve.ends_with(".times") { "times" } else { "schedule" }
    }

    /// The beginning of a sentence about the curve of the subject: the path of its schedule for a file, and nothing for code,
    /// because the subject then precedes the sentence.
    pub(super) fn curve(&self) -> String {
        match self.spelling {
            Spelling::File(_) => format!("{}: ", self.curve),
            Spelling::Code => String::new(),
        }
    }

    /// Whether the base is that of one group in a plan file.
    pub(super) fn is_of_a_group(&self) -> bool {
        matches!(self.spelling, Spelling::File(_)) && self.base_root.contains(".groups.")
    }

    /// The base of the subject.
    pub(super) fn base(&self) -> String {
        match self.spelling {
            Spelling::File(_) => format!("{}.base", self.base_root),
            Spelling::Code => "the base".into(),
        }
    }

    /// Whether the plan file has the number of steps in an epoch, so that it may have lengths in epochs.
    pub(super) fn knows_epochs(&self) -> bool {
        self.epoch().is_some()
    }

    /// The number of steps in an epoch, if the plan file has it.
    pub(super) fn epoch(&self) -> Option<f64> {
        match self.spelling {
            Spelling::File(file) => number_of(file.data.at("run.steps_per_epoch")?),
            Spelling::Code => None,
        }
    }

    /// How to make a schedule advance once an epoch.
    pub(super) fn every(&self) -> &'static str {
        match self.spelling {
            Spelling::File(_) if self.knows_epochs() => {
                "put the schedule into { type = \"Every\", steps = \"1ep\", schedule = ... }"
            }
            Spelling::File(_) => {
                "put the schedule into { type = \"Every\", steps = ..., schedule = ... } with the steps of an epoch"
            }
            Spelling::Code => "call every(...) with the steps of an epoch",
        }
    }

    /// How to write the lengths of a schedule in epochs. One of them is the parameter, or its items if it is a list.
    pub(super) fn in_epochs(&self, part: &Part<'_>, parameter: &str) -> String {
        let epochs = |length: &Data| matches!(length, Data::Whole(_)).then(|| format!("\"{length}ep\""));
        let value = match part.parameter(parameter) {
            Some(Data::List(lengths)) => {
                lengths.iter().map(epochs).collect::<Option<Vec<_>>>().map(|lengths| format!("[{}]", lengths.join(", ")))
            }
            Some(length) => epochs(length),
            None => None,
        };
        match value.filter(|value| self.knows_epochs() && value.len() <= LONGEST) {
            Some(value) => format!("write each of its lengths with the unit, such as {} = {value}", self.name(part, parameter)),
            None => self.every().into(),
        }
    }

    /// How to write a length that was counted in epochs.
    pub(super) fn length_in_epochs(&self, part: &Part<'_>, parameter: &str, epochs: u64) -> String {
        match self.knows_epochs() {
            true => format!("write {} = \"{epochs}ep\"", self.name(part, parameter)),
            false => "write the number of steps in these epochs".into(),
        }
    }

    /// How to keep a rate from falling below 0, if it rises to `peak`.
    pub(super) fn at_least_0(&self, peak: f64) -> String {
        let peak = number(peak);
        match self.spelling {
            Spelling::File(_) => format!("put the schedule into {{ type = \"Clamp\", low = 0.0, high = {peak}, schedule = ... }}"),
            Spelling::Code => format!("call clamp(0.0, {peak})"),
        }
    }
}
