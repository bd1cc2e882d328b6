(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const get = (id) => document.getElementById(id);
  const [charts, slider, chosen, status] = ["charts", "group", "chosen", "status"].map(get);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const SVG = "http://www.w3.org/2000/svg";
  const LISTED = 6, TIP_ROWS = 8, TOP = 24, RIGHT = 22, NARROW = 500;
  let theme = dark.matches ? "dark" : "light", cursor = null, pointer = null, selected = null, left = 60;

  const make = (name, attributes, parent, text) => {
    const node = document.createElementNS(SVG, name);
    for (const key in attributes) node.setAttribute(key, attributes[key]);
    if (text !== undefined) node.textContent = text;
    if (parent) parent.append(node);
    return node;
  };
  const add = (name, className, parent, text) => {
    const node = document.createElement(name);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    parent.append(node);
    return node;
  };
  const panels = data.panels.map((panel) => ({ ...panel }));
  const curves = panels.flatMap((panel) => panel.curves);
  const choices = curves.filter((curve) => !curve.backdrop);
  for (const curve of curves) {
    curve.name = curve.label || panels.find((panel) => panel.curves.includes(curve)).y || "value";
  }
  const columns = curves.flatMap((curve) => (curve.x.length ? [curve.x[0], curve.end] : []))
    .concat(panels.flatMap((panel) => [...panel.marks, ...panel.points].map(([x]) => x)).filter((x) => x !== null && (!data.logX || x > 0)))
    .map((x) => toAxis(x, data.logX));
  const wholeRun = [columns.reduce((low, x) => Math.min(low, x), Infinity), columns.reduce((high, x) => Math.max(high, x), -Infinity)];
  if (!(wholeRun[1] > wholeRun[0])) { wholeRun[0] -= 1; wholeRun[1] += 1; }
  let view = [...wholeRun];
  const visibleRange = () => view.map((position) => fromAxis(position, data.logX));

  // A line that stands out on a dark page has a lighter colour than on paper.
  const color = (curve) => {
    if (theme === "light") return curve.color;
    const parts = [1, 3, 5].map((start) => parseInt(curve.color.slice(start, start + 2), 16));
    const lightness = (0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2]) / 255, share = Math.max(0.62 - lightness * 0.85, 0);
    return `rgb(${parts.map((part) => Math.round(part + (255 - part) * share)).join(" ")})`;
  };

  const stroke = (curve, isDimmed) => ({
    fill: "none", stroke: color(curve), "stroke-linejoin": "round", opacity: isDimmed ? 0.16 : 1,
    "stroke-width": curve.backdrop ? 1 : curve === selected ? 3 : 2, "stroke-dasharray": curve.dashes || "none",
  });

  const drawPanel = (panel, isLast) => {
    const { svg } = panel, width = Math.max(svg.clientWidth, 240), height = panels.length > 1 ? 260 : Math.max(300, Math.min(480, width * 0.5));
    const bottom = height - (isLast && data.x ? 46 : 26), right = width - RIGHT;
    const across = (x) => left + ((toAxis(x, data.logX) - view[0]) / (view[1] - view[0])) * (right - left);
    const along = (y) => bottom - ((toAxis(y, panel.logY) - panel.low) / (panel.high - panel.low)) * (bottom - TOP);
    Object.assign(panel, { across, along, bottom, right });
    svg.replaceChildren();
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.style.height = `${height}px`;
    const clip = `clip${panels.indexOf(panel)}`;
    make("rect", { x: left, y: TOP - 4, width: right - left, height: bottom - TOP + 4 }, make("clipPath", { id: clip }, svg));
    for (const y of panel.ticks) {
      make("line", { x1: left, x2: right, y1: along(y), y2: along(y), stroke: "var(--grid)" }, svg);
      make("text", { x: left - 8, y: along(y) + 4, "text-anchor": "end" }, svg, short(y));
    }
    for (const x of ticks(view[0], view[1], (right - left) / 90, data.logX)) {
      make("line", { x1: across(x), x2: across(x), y1: TOP, y2: bottom, stroke: "var(--grid)" }, svg);
      make("text", { x: across(x), y: bottom + 17, "text-anchor": "middle" }, svg, onAxis(x));
    }
    make("path", { d: `M${left} ${TOP}V${bottom}H${right}`, fill: "none", stroke: "var(--axis)" }, svg);
    if (isLast && data.x) cut(make("text", { class: "name", x: (left + right) / 2, y: height - 8, "text-anchor": "middle" }, svg, data.x), right - left);
    if (panel.y) {
      const name = make("text", { class: "name", transform: `translate(14 ${(TOP + bottom) / 2}) rotate(-90)`, "text-anchor": "middle" }, svg, panel.y);
      cut(name, bottom - TOP);
    }
    let free = 0;
    for (const [x, label] of panel.marks) {
      const at = across(x);
      if (x === null || !(at >= left - 0.5 && at <= right + 0.5)) continue;
      make("line", { x1: at, x2: at, y1: TOP, y2: bottom, stroke: "var(--soft)", "stroke-dasharray": "3 3" }, svg);
      const text = make("text", { x: at, y: TOP - 7, "text-anchor": "middle" }, svg, label === null ? onAxis(Number.isInteger(x) ? x : Number(x.toPrecision(4))) : label);
      const half = text.getComputedTextLength() / 2, middle = Math.max(half, Math.min(at, width - 2 - half));
      if (middle - half < free) { text.remove(); continue; }
      text.setAttribute("x", middle);
      free = middle + half + 6;
    }
    const lines = make("g", { "clip-path": `url(#${clip})` }, svg), isChosen = panel.curves.includes(selected);
    const ordered = isChosen ? [...panel.curves.filter((curve) => curve !== selected), selected] : panel.curves;
    for (const curve of ordered) {
      const style = stroke(curve, isChosen && curve !== selected && !curve.backdrop);
      if (curve.x.length === 1) make("circle", { cx: across(curve.x[0]), cy: along(curve.y[0]), r: 4, fill: color(curve), opacity: style.opacity }, lines);
      else make("path", { ...style, d: path(curve, panel, ...visibleRange()) }, lines);
    }
    const boxes = [];
    for (const [x, y, label] of panel.points) {
      const at = across(x);
      if (!(at >= left && at <= right) || !Number.isFinite(along(y))) continue;
      make("circle", { cx: at, cy: along(y), r: 5, fill: "var(--paper)", stroke: "var(--ink)", "stroke-width": 2 }, svg);
      const note = make("text", { class: "note", x: at + (at > (left + right) / 2 ? -10 : 10), y: along(y) - 10, "text-anchor": at > (left + right) / 2 ? "end" : "start" }, svg, label);
      cut(note, Math.max(at - left, right - at) - 10);
      lift(note, boxes);
    }
    panel.overlay = make("g", {}, svg);
  };

  /** The rows to list: if there are too many, those nearest to the pointer, in the order of the curves. */
  const nearest = (rows, panel) => {
    if (rows.length <= TIP_ROWS) return rows;
    const distance = ({ y }) => (pointer && pointer.panel === panel ? Math.abs(panel.along(y) - pointer.y) : 0);
    const near = new Set([...rows].sort((one, other) => distance(one) - distance(other)).slice(0, TIP_ROWS));
    return rows.filter((row) => near.has(row));
  };

  const drawCursor = () => {
    const said = [];
    for (const panel of panels) {
      panel.overlay.replaceChildren();
      panel.tip.style.visibility = "hidden";
      if (cursor === null) continue;
      const at = panel.across(cursor);
      if (!(at >= left - 1 && at <= panel.right + 1)) continue;
      make("line", { x1: at, x2: at, y1: TOP, y2: panel.bottom, stroke: "var(--axis)" }, panel.overlay);
      const own = panel.curves.includes(selected) ? [selected] : panel.curves;
      const rows = own.map((curve) => ({ curve, y: curve.y[shown(curve, cursor)] })).filter(({ y }) => y !== undefined);
      const near = nearest(rows, panel);
      panel.tip.replaceChildren();
      add("strong", "", panel.tip, `${data.x || "x"} ${whole(cursor)}`);
      for (const { curve, y } of near) {
        if (!panel.logY || y > 0) {
          const x = curve.stepped ? at : panel.across(curve.x[shown(curve, cursor)]);
          make("circle", { cx: x, cy: panel.along(y), r: 3.5, fill: color(curve) }, panel.overlay);
        }
        const row = add("div", "", panel.tip);
        row.append(sample(curve));
        add("span", "label", row, curve.name);
        add("span", "value", row, short(y));
        said.push(`${curve.name} ${short(y)}`);
      }
      if (rows.length > near.length) add("div", "", panel.tip, `and ${rows.length - near.length} more: choose one with the slider`);
      const space = panel.svg.clientWidth, isRight = at + 16 + panel.tip.offsetWidth > space;
      // On a narrow screen the values stand below the charts, because a box would hide the curves.
      panel.tip.style.left = `${Math.max(0, isRight ? at - 16 - panel.tip.offsetWidth : at + 16)}px`;
      panel.tip.style.top = `${panel.svg.getBoundingClientRect().top - panel.tip.offsetParent.getBoundingClientRect().top + TOP + 4}px`;
      panel.tip.style.visibility = rows.length && space >= NARROW ? "visible" : "hidden";
    }
    status.textContent = cursor === null ? "" : `${data.x || "x"} ${whole(cursor)}: ${said.join(", ")}`;
  };

  const sample = (curve) => {
    const svg = make("svg", { class: "sample", viewBox: "0 0 28 4", "aria-hidden": "true" });
    make("path", { ...stroke(curve, false), "stroke-width": curve.backdrop ? 1 : 2, d: "M0 2H28" }, svg);
    return svg;
  };

  const drawLegend = (panel) => {
    panel.legend.replaceChildren();
    const named = panel.curves.filter((curve) => curve.label);
    const listed = named.length <= 2 * LISTED ? named : Array.from({ length: LISTED }, (_, index) => named[Math.floor((index * (named.length - 1)) / (LISTED - 1))]);
    for (const curve of listed) {
      const button = add("button", "", panel.legend);
      button.type = "button";
      button.title = curve.label;
      button.setAttribute("aria-pressed", curve === selected);
      button.append(sample(curve));
      add("span", "", button, curve.label);
      button.onclick = () => choose(curve === selected ? null : curve);
    }
    const others = named.length - listed.length + panel.omitted;
    if (others) add("p", "", panel.legend, `and ${whole(others)} more${panel.omitted ? `, ${whole(panel.omitted)} of them not in this page` : ""}`);
  };

  const draw = () => {
    root.dataset.theme = theme;
    for (const panel of panels) {
      const visible = panel.curves.includes(selected) ? panel.curves.filter((curve) => curve === selected || curve.backdrop) : panel.curves;
      [panel.low, panel.high] = bounds(panel, visible, ...visibleRange());
      panel.ticks = ticks(panel.low, panel.high, panels.length > 1 ? 4 : 6, panel.logY);
    }
    const longest = Math.max(...panels.flatMap((panel) => panel.ticks.map((tick) => short(tick).length)), 1);
    left = 34 + 7 * longest;
    panels.forEach((panel, index) => { drawPanel(panel, index === panels.length - 1); drawLegend(panel); });
    drawCursor();
  };

  const choose = (curve) => {
    selected = curve;
    const index = choices.indexOf(curve) + 1;
    slider.value = index;
    chosen.textContent = index ? `${curve.name} (${index} of ${choices.length})` : `all ${choices.length}`;
    slider.setAttribute("aria-valuetext", index ? curve.name : "all curves");
    draw();
  };
  const look = (from, to) => {
    const least = (wholeRun[1] - wholeRun[0]) * 1e-6, length = Math.min(Math.max(to - from, least), wholeRun[1] - wholeRun[0]);
    const start = Math.min(Math.max(from, wholeRun[0]), wholeRun[1] - length);
    view = [start, start + length];
    draw();
  };
  const zoom = (factor) => {
    const at = cursor === null ? NaN : toAxis(cursor, data.logX), middle = at >= view[0] && at <= view[1] ? at : (view[0] + view[1]) / 2;
    look(middle - (middle - view[0]) * factor, middle + (view[1] - middle) * factor);
  };

  /** The places near `x` at which a curve has a value: its points, or every step of a curve of steps. */
  const places = (curve, x) => {
    const index = before(curve.x, x);
    if (!curve.step) return [curve.x[index], curve.x[index + 1]].filter((place) => place !== undefined);
    const place = Number((Math.round(x / curve.step) * curve.step).toPrecision(12));
    return curve.x.length ? [Math.min(Math.max(place, curve.x[0]), curve.end)] : [];
  };
  /** Puts the cursor on the place that is nearest to `x`. */
  const snap = (x) => {
    const near = (selected ? [selected] : curves.slice(0, 40)).flatMap((curve) => places(curve, x));
    cursor = near.reduce((best, place) => (best === null || Math.abs(place - x) < Math.abs(best - x) ? place : best), null);
    drawCursor();
  };
  const move = (direction) => {
    if (cursor === null) return snap(fromAxis((view[0] + view[1]) / 2, data.logX));
    const curve = selected || curves.reduce((longest, curve) => (curve.x.length > longest.x.length ? curve : longest));
    const length = view[1] - view[0], far = fromAxis(toAxis(cursor, data.logX) + (direction * length) / 300, data.logX);
    const index = before(curve.x, cursor) + (direction > 0 ? 1 : curve.x[before(curve.x, cursor)] < cursor ? 0 : -1);
    const next = curve.step ? cursor + direction * curve.step : curve.x[Math.min(Math.max(index, 0), curve.x.length - 1)];
    snap(direction > 0 ? Math.max(far, next) : Math.min(far, next));
    const at = toAxis(cursor, data.logX);
    if (at < view[0]) look(at, at + length);
    if (at > view[1]) look(at - length, at);
  };
  const keys = {
    ArrowLeft: (event) => (event.shiftKey ? look(view[0] - (view[1] - view[0]) / 5, view[1] - (view[1] - view[0]) / 5) : move(-1)),
    ArrowRight: (event) => (event.shiftKey ? look(view[0] + (view[1] - view[0]) / 5, view[1] + (view[1] - view[0]) / 5) : move(1)),
    Home: () => snap(fromAxis(view[0], data.logX)),
    End: () => snap(fromAxis(view[1], data.logX)),
    "+": () => zoom(0.5), "=": () => zoom(0.5), "-": () => zoom(2), "−": () => zoom(2), 0: () => look(...wholeRun), Escape: () => { cursor = null; look(...wholeRun); },
  };

  const listen = (panel) => {
    const { svg } = panel;
    let start = null, box = null;
    const place = (event) => Math.min(Math.max(event.clientX - svg.getBoundingClientRect().left, left), panel.right);
    const axis = (at) => view[0] + ((at - left) / (panel.right - left)) * (view[1] - view[0]);
    svg.onpointerdown = (event) => { if (event.button === 0) { start = place(event); svg.setPointerCapture(event.pointerId); } };
    svg.onpointermove = (event) => {
      const at = place(event);
      pointer = { panel, y: event.clientY - svg.getBoundingClientRect().top };
      snap(fromAxis(axis(at), data.logX));
      if (start === null) return;
      if (!box || !box.isConnected) box = make("rect", { fill: "var(--accent)", opacity: 0.2, y: TOP }, svg);
      box.setAttribute("x", Math.min(start, at));
      box.setAttribute("width", Math.abs(at - start));
      box.setAttribute("height", panel.bottom - TOP);
    };
    const stop = (event, isDone) => {
      const [from, to] = [start, place(event)].sort((a, b) => a - b);
      if (box) box.remove();
      if (isDone && start !== null && to - from > 8) look(axis(from), axis(to));
      start = box = null;
    };
    svg.onpointerup = (event) => stop(event, true);
    svg.onpointercancel = (event) => stop(event, false);
    svg.onpointerleave = () => { if (start === null) { cursor = pointer = null; drawCursor(); } };
    svg.ondblclick = () => look(...wholeRun);
    svg.onkeydown = (event) => {
      const act = !event.ctrlKey && !event.metaKey && !event.altKey && keys[event.key];
      if (act) { event.preventDefault(); act(event); }
    };
    svg.addEventListener("wheel", (event) => { if (event.ctrlKey || event.metaKey) { event.preventDefault(); zoom(event.deltaY > 0 ? 1.25 : 0.8); } }, { passive: false });
  };

  root.classList.add("runs");
  for (const panel of panels) {
    const box = add("section", "panel", charts);
    if (panel.title) add("h2", "", box, panel.title);
    panel.legend = add("div", "legend", box);
    panel.svg = make("svg", { tabindex: 0, role: "application", "aria-label": `${panel.y || "values"} by ${data.x || "x"}, with ${panel.curves.length} curves` }, box);
    panel.tip = add("div", "tip", box);
    panel.tip.setAttribute("aria-hidden", "true");
    listen(panel);
  }
  slider.max = choices.length;
  get("chooser").hidden = choices.length < 2;
  slider.oninput = () => choose(choices[slider.value - 1] || null);
  get("in").onclick = () => zoom(0.5);
  get("out").onclick = () => zoom(2);
  get("reset").onclick = () => look(...wholeRun);
  get("theme").onclick = () => { theme = theme === "dark" ? "light" : "dark"; draw(); };
  dark.onchange = () => { theme = dark.matches ? "dark" : "light"; draw(); };
  addEventListener("resize", draw);
  choose(null);
})();
