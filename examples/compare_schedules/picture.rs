use tch_lr_scheduler::plot::Plot;

/// The steps and the values of a curve.
pub type Curve = Vec<(f64, f64)>;

/// The curves of one schedule.
pub struct Curves {
    pub name: String,
    pub rates: Curve,
    /// The mean validation loss of all seeds.
    pub losses: Curve,
}

/// What every family is compared with.
const REFERENCE: &str = "constant";
/// The families of schedules, each with the names of its members. All other schedules are one more family.
const FAMILIES: [(&str, &[&str]); 2] = [
    ("held, then falling", &["wsd_linear", "wsd_cosine", "wsd_one_minus_sqrt", "steps"]),
    ("falling all along", &["cosine", "cosine_to_a_tenth", "linear_to_zero", "polynomial", "exponential"]),
];
const OTHERS: &str = "others";

const WIDTH: u32 = 900;
const PAIR_HEIGHT: u32 = 520;

/// Draws the losses above the rates, one pair of plots for each family: a dozen curves in one plot could not be told apart. `None`
/// without schedules.
pub fn picture(all: &[Curves]) -> Option<Plot> {
    let is_in = |names: &[&str], curves: &&Curves| names.contains(&curves.name.as_str());
    let is_other = |curves: &&Curves| curves.name != REFERENCE && FAMILIES.iter().all(|(_, names)| !is_in(names, curves));
    let mut families: Vec<(&str, Vec<&Curves>)> =
        FAMILIES.iter().map(|(title, names)| (*title, all.iter().filter(|curves| is_in(names, curves)).collect())).collect();
    families.push((OTHERS, all.iter().filter(is_other).collect()));
    let reference = all.iter().find(|curves| curves.name == REFERENCE);
    let drawn = families.into_iter().filter(|(_, members)| !members.is_empty());
    let pairs: Vec<_> = drawn.map(|(title, members)| pair(title, reference.into_iter().chain(members))).collect();
    let height = PAIR_HEIGHT * pairs.len().max(1) as u32;
    let plot = match pairs.is_empty() {
        true => reference.map(|reference| pair(REFERENCE, [reference])),
        false => pairs.into_iter().reduce(Plot::below),
    };
    plot.map(|plot| plot.size(WIDTH, height))
}

/// The losses of the first part of a run would hide the differences at its end, so they are not drawn.
fn pair<'a>(title: &str, members: impl IntoIterator<Item = &'a Curves>) -> Plot {
    let plot = |title: String, label: &str| Plot::new(title).x_label("step").y_label(label);
    let mut losses = plot(format!("Validation loss: {title}"), "validation loss");
    let mut rates = plot(format!("Learning rate: {title}"), "learning rate");
    for curves in members {
        let end = curves.losses.last().map_or(0.0, |point| point.0);
        losses = losses.curve(&curves.name, curves.losses.iter().copied().filter(|point| point.0 >= end / 4.0));
        rates = rates.curve(&curves.name, curves.rates.iter().copied());
    }
    losses.below(rates)
}
