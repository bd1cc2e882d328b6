//! The text that data was read from, and the position of each value in it.

mod json;
mod lookup;
mod position;
#[cfg(feature = "toml")]
mod toml;

pub use position::Position;

use crate::error::Excerpt;

/// The text of a file in JSON or TOML.
#[derive(Debug, Clone)]
pub(crate) struct SourceText {
    text: String,
    is_toml: bool,
}

impl SourceText {
    pub(crate) fn new(text: impl Into<String>, is_toml: bool) -> Self {
        Self { text: text.into(), is_toml }
    }

    /// The position of the value at a displayed [`Path`](super::path::Path), such as `lr.schedule.schedulers[1].T_max`: of its name
    /// in an object, or of the value itself in a list. If the value does not exist, the position of the nearest list or object that
    /// would contain it. `None` if that is the whole file.
    ///
    /// Each call parses the text, because only warnings and errors need positions.
    pub(crate) fn position(&self, path: &str) -> Option<Position> {
        self.positions(&[path]).pop().flatten()
    }

    /// The [`position`](Self::position) of each of the paths. The text is parsed once.
    pub(crate) fn positions(&self, paths: &[&str]) -> Vec<Option<Position>> {
        let bytes = if self.is_toml { toml_bytes(&self.text, paths) } else { json::bytes_of(&self.text, paths) };
        Position::of_bytes(&self.text, &bytes)
    }

    /// The line at a position.
    pub(crate) fn excerpt(&self, position: Position) -> Option<Excerpt> {
        Excerpt::of(&self.text, position.line, position.column)
    }
}

#[cfg(feature = "toml")]
fn toml_bytes(text: &str, paths: &[&str]) -> Vec<Option<usize>> {
    toml::bytes_of(text, paths)
}

/// Without the feature, no TOML was read.
#[cfg(not(feature = "toml"))]
fn toml_bytes(_text: &str, paths: &[&str]) -> Vec<Option<usize>> {
    vec![None; paths.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::tree::Data;

    fn at(text: &str, is_toml: bool, path: &str) -> Option<(usize, usize)> {
        SourceText::new(text, is_toml).position(path).map(|position| (position.line, position.column))
    }

    #[test]
    fn a_path_in_json_is_found() {
        let text = "{\n  \"lr\": {\"base\": 0.1, \"é\": {\"type\": 1},\n    \"list\" : [ 1,\n {\"T_max\": 3}]}, \"a.b\": [[2]]}";
        assert_eq!(at(text, false, "lr"), Some((2, 3)));
        assert_eq!(at(text, false, "lr.base"), Some((2, 10)));
        assert_eq!(at(text, false, "lr.é.type"), Some((2, 29)));
        assert_eq!(at(text, false, "lr.list[0]"), Some((3, 16)));
        assert_eq!(at(text, false, "lr.list[1].T_max"), Some((4, 3)));
        assert_eq!(at(text, false, "a.b[0][0]"), Some((4, 27)));
    }

    #[test]
    fn many_paths_have_the_positions_of_each_alone() {
        let text = "{\"a\": [1, {\"é\": 2,\n \"b.c\": 3}],\n\"d\": {\"e\": 4}}";
        let paths = ["d.e", "a[1].b.c", "x", "a[1].é", "a[0]", "d", "a[1].b.c"];
        let source = SourceText::new(text, false);
        let alone: Vec<_> = paths.iter().map(|path| source.position(path)).collect();
        assert_eq!(source.positions(&paths), alone);
        assert_eq!(alone[1].map(|position| position.to_string()).as_deref(), Some("line 2 column 2"));
        assert_eq!(alone[0].map(|position| position.to_string()).as_deref(), Some("line 3 column 7"));
    }

    #[test]
    fn a_path_that_does_not_exist_has_the_position_of_what_would_contain_it() {
        let json = "{\"lr\": {\"list\": [1]}}";
        assert_eq!(at(json, false, "lr.list[7].T_max"), Some((1, 9)));
        assert_eq!(at(json, false, "lr.gamma"), Some((1, 2)));
        assert_eq!(at(json, false, "momentum"), None);
        assert_eq!(at(json, false, ""), None);
        assert_eq!(at("not json", false, "lr"), None);
    }

    #[test]
    fn a_name_with_escapes_or_of_which_another_is_a_prefix_is_found() {
        let text = r#"{"a\u0062": 1, "ab.c": 2, "ab\"": 3}"#;
        assert_eq!(at(text, false, "ab"), Some((1, 2)));
        assert_eq!(at(text, false, "ab.c"), Some((1, 16)));
        assert_eq!(at(text, false, "ab\""), Some((1, 27)));
    }

    #[test]
    fn the_depth_of_a_lookup_is_limited() {
        let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
        assert_eq!(at(&deep, false, &"[0]".repeat(10_000)), Some((1, Data::DEEPEST + 1)));
        let deep = format!("a = {}1{}", "[".repeat(10_000), "]".repeat(10_000));
        assert_eq!(at(&deep, true, &format!("a{}", "[0]".repeat(10_000))), None);
    }

    #[cfg(feature = "toml")]
    #[test]
    fn a_path_in_toml_is_found() {
        let text = "total_steps = 9 # é\n[lr]\nbase = 0.1\nschedule = { type = 'A', 'T max' = 5 }\n\n[lr.groups.1]\nfactor = 1\n\
            [[lr.each]]\nbase = 1\n[[lr.each]]\nbase = 2\n[scalars]\n\"a.b\".base = [1, [2, 3]]\n";
        assert_eq!(at(text, true, "total_steps"), Some((1, 1)));
        assert_eq!(at(text, true, "lr"), Some((2, 2)));
        assert_eq!(at(text, true, "lr.schedule.T max"), Some((4, 26)));
        assert_eq!(at(text, true, "lr.groups.1"), Some((6, 12)));
        assert_eq!(at(text, true, "lr.groups.1.factor"), Some((7, 1)));
        assert_eq!(at(text, true, "lr.each[1].base"), Some((11, 1)));
        assert_eq!(at(text, true, "lr.each[1]"), Some((10, 1)));
        assert_eq!(at(text, true, "scalars.a.b.base[1][1]"), Some((13, 22)));
        assert_eq!(at(text, true, "lr.groups.2.factor"), Some((6, 5)));
    }
}
