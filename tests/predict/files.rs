//! Files of laws.

use crate::common::generator::Generator;
use crate::made;
use tch_lr_scheduler::predict::{FittedLaw, LawKind, Result, fit};

fn law(kind: LawKind) -> Result<FittedLaw> {
    let mut random = Generator::new(12);
    let truth = made::law(kind, &mut random);
    fit(&made::runs(&truth, 0.01, &mut random)?, kind)
}

#[test]
fn a_law_comes_back_from_its_file_to_the_bit() -> Result<()> {
    let folder = tempfile::tempdir().expect("a folder");
    for kind in [LawKind::MultiPower, LawKind::Annealing] {
        let (law, path) = (law(kind)?, folder.path().join("law.json"));
        law.save(&path)?;
        let read = FittedLaw::open(&path)?;
        assert_eq!(read, law);
        let (_, curve) = &made::seen()[1];
        assert_eq!(read.predict(curve), law.predict(curve));
    }
    Ok(())
}

#[test]
fn a_law_that_was_changed_or_is_something_else_is_refused() -> Result<()> {
    let text = law(LawKind::Annealing)?.to_json()?;
    let refused = |text: &str| FittedLaw::from_json(text).expect_err("the law is refused").to_string();
    let changed = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        refused(&text.replacen(from, to, 1))
    };
    assert!(changed("\"steps\": 240", "\"steps\": 241").contains("the file was changed after it was written"));
    assert!(changed("\"version\": 1", "\"version\": 2").contains("version: expected at most 1"));
    assert!(changed("\"steps\": 240", "\"steps\": 0").starts_with("law: seen.runs[0].steps: expected at least 1, found 0"));
    assert!(changed("\"steps\": 240", "\"stepz\": 240").contains("did you mean steps?"));
    assert!(changed("\"type\": \"annealing\"", "\"type\": \"cooling\"").contains("expected \"multi-power\" or \"annealing\""));
    assert!(changed("\"l0\": ", "\"l0\": -").contains("law.l0: expected finite and above 0"));
    assert!(changed("\"lambda\": 0", "\"lambda\": 7").contains("law.lambda: expected at least 0 and below 1"));
    assert!(refused("{\"lr\": {\"base\": 0.1}}").contains("this is a plan"));
    assert!(refused("[").contains("expected JSON"));
    Ok(())
}
