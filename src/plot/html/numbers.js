"use strict";
// Numbers: positions on axes, ticks, and how values are written.

const toAxis = (value, isLog) => (isLog ? Math.log10(value) : value);
const fromAxis = (position, isLog) => (isLog ? 10 ** position : position);
/** The index of the last point at or before `x`, or -1. */
const before = (xs, x) => {
  let low = 0, high = xs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (xs[middle] <= x) low = middle + 1; else high = middle;
  }
  return low - 1;
};
const short = (value) => {
  const size = Math.abs(value);
  if (value === 0) return "0";
  return size < 1e-3 || size >= 1e9 ? String(Number(value.toPrecision(6)).toExponential()).replace("e+", "e") : String(Number(value.toPrecision(6)));
};
/** A number on an axis or beside a mark: 20B, 1.5M, 5,000. */
const onAxis = (value) => {
  const units = [[1e12, "T"], [1e9, "B"], [1e6, "M"]];
  const found = units.find(([size]) => Math.abs(value) >= size && Math.abs(value) < 1e15 && Number.isInteger((value / size) * 1e5));
  return found ? `${value / found[0]}${found[1]}` : whole(value);
};
const whole = (value) => (Number.isInteger(value) ? value.toLocaleString("en") : short(value));

const linearTicks = (low, high, most) => {
  const least = (high - low) / Math.max(most, 1), power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 2.5, 5, 10].map((digit) => digit * power).find((length) => length >= least * (1 - 1e-9)) || 10 * power;
  const ticks = [];
  for (let count = Math.ceil(low / step - 1e-9); count * step <= high + step * 1e-9 && ticks.length < 100; count++) ticks.push(count * step);
  return ticks.map((tick) => Number(tick.toPrecision(12)));
};
const logTicks = (low, high, most) => {
  for (const digits of [[1, 2, 5], [1]]) {
    const ticks = [];
    for (let power = Math.floor(low); power <= Math.ceil(high) && ticks.length < 2000; power++) {
      for (const digit of digits) ticks.push(Number(`${digit}e${power}`));
    }
    const inside = ticks.filter((tick) => Math.log10(tick) >= low - 1e-9 && Math.log10(tick) <= high + 1e-9);
    if (inside.length < 2 && digits.length > 1) return linearTicks(10 ** low, 10 ** high, most);
    if (inside.length <= most || digits.length === 1) {
      const stride = Math.max(1, Math.ceil(inside.length / Math.max(most, 1)));
      return inside.filter((_, index) => index % stride === 0);
    }
  }
};
const ticks = (low, high, most, isLog) => (isLog ? logTicks : linearTicks)(low, high, most);
