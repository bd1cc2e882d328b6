use std::io::Write;

use super::builder::Plot;

impl Plot {
    /// Shows the plot below a cell of a notebook with the Rust kernel evcxr, which calls this method if the plot is the last
    /// expression of the cell.
    ///
    /// The method prints the SVG between the lines that evcxr recognizes. If the plot cannot be drawn, it prints the error.
    ///
    /// Source: [evcxr, custom display for types](https://github.com/evcxr/evcxr/blob/main/evcxr_jupyter/README.md#custom-display-for-types).
    ///
    /// ```
    /// # use tch_lr_scheduler::plot::Plot;
    /// Plot::new("rate").steps("", [(0.0, 0.1), (1.0, 0.05)]).evcxr_display();
    /// ```
    pub fn evcxr_display(&self) {
        let (kind, content) = match self.to_svg() {
            Ok(svg) => ("image/svg+xml", svg),
            Err(error) => ("text/plain", format!("{error}\n")),
        };
        // evcxr reads standard output. If it is closed, nobody reads an error either.
        let _ = write!(std::io::stdout().lock(), "EVCXR_BEGIN_CONTENT {kind}\n{content}EVCXR_END_CONTENT\n");
    }
}
