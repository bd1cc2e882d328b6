//! The command line of the example.

use super::args::Args;
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};

fn error(arguments: &[&str]) -> clap::Error {
    match Args::try_parse_from([&["gpt"], arguments].concat()) {
        Ok(_) => panic!("{arguments:?} is accepted"),
        Err(error) => error,
    }
}

#[test]
fn a_resumed_run_refuses_each_setting_of_a_new_run_by_its_name() {
    let command = Args::command();
    let settings = command.get_groups().find(|group| group.get_id() == "Settings").expect("the settings are a group");
    let mut refused = 0;
    for id in settings.get_args() {
        let argument = command.get_arguments().find(|argument| argument.get_id() == id).expect("it is in the group");
        let flag = format!("--{}", argument.get_long().expect("every setting is a flag"));
        let value = argument.get_default_values().first().map_or("1".into(), |value| value.to_string_lossy());
        let error = error(&["--resume", "run", &flag, &value]);
        assert_eq!(error.kind(), ErrorKind::ArgumentConflict, "{flag}");
        assert!(error.to_string().contains(&format!("'--resume <FOLDER>' cannot be used with '{flag}")), "{error}");
        refused += 1;
    }
    assert!(refused >= 20, "{refused}");
}

#[test]
fn a_number_out_of_its_range_is_refused_with_the_range() {
    for (flag, value, expected) in [
        ("--lr", "-1", "a finite number above 0"),
        ("--lr", "inf", "a finite number above 0"),
        ("--weight-decay", "nan", "a finite number that is not negative"),
        ("--dropout", "1", "a number from 0 to below 1"),
        ("--clip", "0", "a number above 0"),
        ("--until", "soon", "a time such as 10min or 1h30m"),
        ("--until", "500000000000years", "a time such as 10min or 1h30m"),
    ] {
        let error = error(&[flag, value]).to_string();
        assert!(error.contains(&format!("invalid value '{value}'")) && error.contains(expected), "{error}");
    }
}
