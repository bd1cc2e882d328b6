// The curve of each example, with the value of the step below the pointer.
(() => {
  const SVG = "http://www.w3.org/2000/svg", WIDTH = 440, HEIGHT = 210, LEFT = 56, RIGHT = 12, TOP = 10, BOTTOM = HEIGHT - 24;
  const root = document.documentElement, dark = matchMedia("(prefers-color-scheme: dark)"), get = (id) => document.getElementById(id);
  const show = (theme) => { root.dataset.theme = theme; };
  const make = (name, attributes, parent, text) => {
    const node = document.createElementNS(SVG, name);
    for (const key in attributes) node.setAttribute(key, attributes[key]);
    if (text !== undefined) node.textContent = text;
    parent.append(node);
    return node;
  };

  const draw = (figure) => {
    const values = figure.dataset.values.split(" ").map(Number), name = figure.closest("section").id, last = 100;
    const high = Math.max(...values) * 1.05 || 1;
    const across = (step) => LEFT + (step / last) * (WIDTH - LEFT - RIGHT), along = (value) => BOTTOM - (value / high) * (BOTTOM - TOP);
    figure.replaceChildren();
    const svg = make("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, tabindex: 0, role: "application", "aria-label": `learning rate of ${name} by step` }, figure);
    const output = document.createElement("output");
    figure.append(output);
    for (const value of ticks(0, high, 4, false)) {
      make("line", { x1: LEFT, x2: WIDTH - RIGHT, y1: along(value), y2: along(value), stroke: "var(--grid)" }, svg);
      make("text", { x: LEFT - 6, y: along(value) + 4, "text-anchor": "end" }, svg, short(value));
    }
    for (const step of ticks(0, last, 5, false)) {
      make("line", { x1: across(step), x2: across(step), y1: TOP, y2: BOTTOM, stroke: "var(--grid)" }, svg);
      make("text", { x: across(step), y: BOTTOM + 17, "text-anchor": "middle" }, svg, step);
    }
    const path = values.map((value, step) => `${step ? "V" : `M${across(0)} `}${along(value).toFixed(1)}H${across(step + 1).toFixed(1)}`);
    make("path", { d: path.join(""), fill: "none", stroke: "var(--accent)", "stroke-width": 2, "stroke-linejoin": "round" }, svg);
    const line = make("line", { y1: TOP, y2: BOTTOM, stroke: "var(--axis)", visibility: "hidden" }, svg);
    const dot = make("circle", { r: 4, fill: "var(--accent)", visibility: "hidden" }, svg);
    let cursor = null;
    const point = (step) => {
      cursor = Math.min(Math.max(step, 0), values.length - 1);
      for (const key of ["x1", "x2"]) line.setAttribute(key, across(cursor));
      dot.setAttribute("cx", across(cursor));
      dot.setAttribute("cy", along(values[cursor]));
      for (const node of [line, dot]) node.setAttribute("visibility", "visible");
      output.textContent = `step ${cursor}: ${short(values[cursor])}`;
    };
    svg.onpointermove = (event) => {
      const box = svg.getBoundingClientRect(), at = ((event.clientX - box.left) / box.width) * WIDTH;
      point(Math.floor(((at - LEFT) / (WIDTH - LEFT - RIGHT)) * last));
    };
    svg.onpointerdown = svg.onpointermove;
    svg.onkeydown = (event) => {
      const moved = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -values.length, End: values.length }[event.key];
      if (moved && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); point(cursor === null ? 0 : cursor + moved); }
    };
  };

  root.classList.add("runs");
  show(dark.matches ? "dark" : "light");
  dark.onchange = () => show(dark.matches ? "dark" : "light");
  get("theme").onclick = () => show(root.dataset.theme === "dark" ? "light" : "dark");
  document.querySelectorAll("figure").forEach(draw);
  get("find").oninput = (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    for (const section of document.querySelectorAll("section")) section.hidden = !section.textContent.toLowerCase().includes(wanted);
  };
})();
