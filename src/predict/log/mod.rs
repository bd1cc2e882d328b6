mod columns;
mod csv;
mod rates;
mod run;
mod table;

pub use columns::LogColumns;
