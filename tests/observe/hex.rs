//! Floats that scripts in Python write.

/// A float in the notation of Python's `float.hex`.
pub fn from_hex(text: &str) -> f64 {
    let (sign, digits) = text.strip_prefix('-').map_or((1.0, text), |digits| (-1.0, digits));
    match digits {
        "nan" => f64::NAN,
        "inf" => sign * f64::INFINITY,
        digits => {
            let (mantissa, exponent) = digits[2..].split_once('p').unwrap();
            let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
            let bits = u64::from_str_radix(fraction, 16).unwrap();
            let exponent: i64 = exponent.parse().unwrap();
            // 13 hexadecimal digits are the 52 bits of the fraction; `0x0.` is a subnormal number or zero.
            let biased = if whole == "1" { (exponent + 1023) as u64 } else { 0 };
            let bits = if fraction.len() == 13 { bits } else { 0 };
            sign * f64::from_bits(biased << 52 | bits)
        }
    }
}
