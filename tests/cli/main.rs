#[test]
fn there() {
    println!("{}", env!("CARGO_BIN_EXE_tch-lr"));
}
