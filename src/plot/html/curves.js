// Curves: the value at a place, the range of the values, and the path to draw.

/** The index of the point that a curve shows at `x`, or -1. */
const shown = (curve, x) => {
  const index = before(curve.x, x);
  if (index < 0 || x > curve.end) return -1;
  const isNextNearer = !curve.stepped && curve.x[index + 1] - x < x - curve.x[index];
  return isNextNearer ? index + 1 : index;
};

/** The lowest and the highest value of the curves and points between `from` and `to`, on the axis of the panel. */
const bounds = (panel, visible, from, to) => {
  let low = Infinity, high = -Infinity;
  const include = (y) => { if (!panel.logY || y > 0) { const at = toAxis(y, panel.logY); low = Math.min(low, at); high = Math.max(high, at); } };
  for (const curve of visible) {
    for (let index = Math.max(before(curve.x, from), 0); index < curve.x.length && curve.x[index] <= to; index++) include(curve.y[index]);
  }
  for (const [x, y] of panel.points) if (x >= from && x <= to) include(y);
  if (low > high) return panel.logY ? [-1, 0] : [0, 1];
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low <= 1e-9 * size) return panel.logY ? [low - 0.5, high + 0.5] : size === 0 ? [-1, 1] : [Math.min(low * 2, 0), Math.max(high * 2, 0)];
  const margin = 0.05 * (high - low);
  return !panel.logY && low >= 0 && low <= 0.4 * high ? [0, high + margin] : [low - margin, high + margin];
};

/** The path of a curve: of each column of pixels, only the first, lowest, highest and last point. */
const path = (curve, panel, from, to) => {
  const parts = [], { across, along, logY } = panel;
  let isOpen = false, column = null, kept = [];
  const write = (x, y) => { parts.push(`${isOpen ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`); isOpen = true; };
  const close = () => {
    const order = kept.map((_, index) => index).sort((a, b) => kept[a][1] - kept[b][1]);
    const chosen = [...new Set([0, order[0], order[order.length - 1], kept.length - 1])].filter((index) => index >= 0).sort((a, b) => a - b);
    for (const index of chosen) if (kept[index]) write(...kept[index]);
    kept = [];
  };
  for (let index = Math.max(before(curve.x, from), 0); index < curve.x.length; index++) {
    const y = curve.y[index];
    if (logY && !(y > 0)) { close(); if (curve.stepped) isOpen = false; column = null; continue; }
    const corners = [across(curve.x[index])];
    if (curve.stepped) corners.push(across(index + 1 < curve.x.length ? curve.x[index + 1] : curve.end));
    for (const x of corners) {
      if (Math.floor(x) !== column) { close(); column = Math.floor(x); }
      kept.push([x, along(y)]);
    }
    if (curve.x[index] > to) break;
  }
  close();
  return parts.join("");
};
