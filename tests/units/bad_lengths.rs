//! Texts that are not lengths, each with its error: alone and in a plan file.

use std::fs;
use tch_lr_scheduler::{Error, PlanSpec, Span};

const GOLDENS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../goldens/lengths.txt");

const BAD: &[&str] = &[
    "3 %%",
    "-1ep",
    "5 epoch s",
    "1e400ep",
    "NaN%",
    "",
    " ",
    " 5ep",
    "5ep ",
    "5 ",
    "ep",
    "%",
    "5",
    "5.5",
    "2.5ba",
    "5 epcohs",
    "5eps",
    "5 e",
    "1.2mtok",
    "300btok",
    "5M",
    "5iter",
    "30 sec",
    "2h",
    "inf ep",
    "+5ep",
    "1__0ep",
    "_1ep",
    "1_ep",
    ".ep",
    "5..ep",
    "5.5.5ep",
    "1e5e5ep",
    "0x10ep",
    "5,000ep",
    "5k%",
    "2Mdur",
    "٣ep",
    "5ﬀ",
    "−3%",
    "--3%",
    "5ep3%",
    "5ep + 3%",
    "1/2ep",
    "½ep",
    "5\u{1b}[1mep",
    "Rest",
    "all",
    "99999999999999999999",
    "18446744073709551616ba",
    "0.5",
    "1e-1ba",
    "5\nep\n6",
];

/// The error of each text: of the text alone, and in a plan file, where a number alone is not a text.
fn errors() -> String {
    let mut goldens = String::new();
    for text in BAD {
        let alone = text.parse::<Span>().map_or_else(|error| error.to_string(), |span| format!("the length {span}"));
        let file = serde_json::json!({
            "run": {"total": 100, "steps_per_epoch": 10},
            "lr": {"base": 0.1, "schedule": {"type": "CosineAnnealingLR", "T_max": text}},
        });
        let read = PlanSpec::from_json(&file.to_string()).and_then(|spec| spec.plan());
        let error = read.expect_err(text);
        assert!(matches!(&error, Error::Data { path, .. } if path == "lr.schedule.T_max"), "{text:?}: {error}");
        goldens += &format!("{text:?}\n    {alone}\n    {error}\n");
    }
    goldens
}

#[test]
fn the_errors_of_bad_lengths_are_the_checked_in_ones() {
    let found = errors();
    if std::env::var("UPDATE_GOLDENS").is_ok_and(|value| value == "1") {
        fs::write(GOLDENS, &found).expect("the goldens can be written");
    }
    let same = fs::read_to_string(GOLDENS).is_ok_and(|checked_in| checked_in == found);
    assert!(
        same,
        "{GOLDENS} is not what the code says; `UPDATE_GOLDENS=1 cargo test -p long-tests --test units` writes it anew\n{found}"
    );
}

#[test]
fn an_error_names_the_text_the_position_and_the_right_spelling() {
    let Err(Error::Span { text, position, advice, .. }) = "5 epoch s".parse::<Span>() else { panic!("no length") };
    assert_eq!((text.as_str(), position, advice.as_deref()), ("5 epoch s", 9, Some("write 5ep")));
    let long = "9".repeat(1_000_000) + "ep";
    let error = long.parse::<Span>().expect_err("too long").to_string();
    assert!(error.len() < 300, "{}", error.len());
}
