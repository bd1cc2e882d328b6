//! The page of HTML: one file with the data, its own script and style, and the picture for readers without scripts.

mod data;

use super::builder::Plot;
use super::error::PlotError;
use super::svg::escaped;

impl Plot {
    /// Draws the plot as a page of HTML that needs no other file and no network.
    ///
    /// The page shows the values below the pointer, zooms, and has a slider that brings out one curve at a time. All of it works
    /// with the keyboard too. It is light or dark as the reader's system is, and has a button to switch. A reader without scripts
    /// sees the picture of [`to_svg`](Self::to_svg). Of long curves, the page contains the points that a screen can show, among
    /// them the highest and lowest values.
    ///
    /// # Errors
    /// As [`to_svg`](Self::to_svg).
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// let page = Plot::new("warm-up </script>").steps("rate", [(0.0, 0.05), (1.0, 0.1)]).to_html()?;
    /// assert!(page.starts_with("<!DOCTYPE html>"));
    /// assert!(page.contains("<h1>warm-up &lt;/script&gt;</h1>"));
    /// # Ok::<(), tch_lr_scheduler::plot::PlotError>(())
    /// ```
    pub fn to_html(&self) -> Result<String, PlotError> {
        let picture = self.to_svg()?;
        let title = escaped(if self.title.is_empty() { &self.y_label } else { &self.title });
        let parts = [
            ("title", title.as_str()),
            ("style", include_str!("page.css").trim_end()),
            ("picture", &picture),
            ("data", &data::json(self)),
            ("numbers", include_str!("numbers.js").trim_end()),
            ("curves", include_str!("curves.js").trim_end()),
            ("texts", include_str!("texts.js").trim_end()),
            ("script", include_str!("page.js").trim_end()),
        ];
        let mut pieces = include_str!("page.html").split("{{");
        let mut page = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (name, rest) = piece.split_once("}}").unwrap_or(("", piece));
            let content = parts.iter().find(|(known, _)| *known == name).map_or("", |(_, content)| content);
            page.push_str(content);
            page.push_str(rest);
        }
        Ok(page)
    }
}
