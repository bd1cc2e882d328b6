mod columns;
mod csv;
mod rates;
mod read;
mod run;
mod table;

pub use columns::LogColumns;
