//! Nested observers and user-defined ones.

use crate::logs::{plan, states};
use std::cell::RefCell;
use tch_lr_scheduler::observe::{History, Observation, Observer};
use tch_lr_scheduler::{Error, Result};

/// Appends its letter when it is called, and fails if the letter is `!`.
struct CallRecorder<'a>(&'a RefCell<String>, char);

impl Observer for CallRecorder<'_> {
    fn record(&mut self, _: &Observation<'_>) -> Result<()> {
        self.0.borrow_mut().push(self.1);
        if self.1 == '!' { Err(Error::observer("no connection")) } else { Ok(()) }
    }
}

#[test]
fn nested_observers_are_called_in_order() -> Result<()> {
    let told = RefCell::new(String::new());
    let recorder = |name| CallRecorder(&told, name);
    let boxed: Vec<Box<dyn Observer>> = vec![Box::new(recorder('c')), Box::new((recorder('d'), None::<History>))];
    let mut last = recorder('g');
    let mut all = ((recorder('a'), Some(recorder('b'))), boxed, ([recorder('e'), recorder('f')], &mut last));
    let state = &states(&plan()?, 2, 0)?[0];
    all.observe(state)?;
    all.observe(state)?;
    assert_eq!(*told.borrow(), "abcdefgabcdefg");
    Ok(())
}

#[test]
fn the_first_failing_observer_ends_the_call_with_its_error() -> Result<()> {
    let state = &states(&plan()?, 2, 0)?[0];
    let told = RefCell::new(String::new());
    let recorders = || "a!b".chars().map(|name| CallRecorder(&told, name));
    let pairs: Vec<Box<dyn Observer>> = {
        let [a, fails, b] = [0, 1, 2].map(|index| recorders().nth(index).unwrap());
        vec![Box::new(recorders().collect::<Vec<_>>()), Box::new((a, fails, b))]
    };
    for mut observers in pairs {
        told.borrow_mut().clear();
        assert_eq!(observers.observe(state).unwrap_err().to_string(), "observer: no connection");
        assert_eq!(*told.borrow(), "a!");
    }
    Ok(())
}
