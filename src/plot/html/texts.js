// Texts of a chart: cut to their room, and lifted off each other.

/** Cuts a text to the room that it has. */
const cut = (text, room) => {
  const whole = text.textContent;
  for (let length = whole.length; length > 1 && text.getComputedTextLength() > room; ) {
    length = Math.floor(length * 0.95);
    text.textContent = `${whole.slice(0, length)}…`;
  }
};

/** Lifts a text until it covers none of the `boxes` of earlier texts, and adds its own box to them. */
const lift = (text, boxes) => {
  const covers = (one, other) =>
    one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
  for (let tries = 0; tries < 6 && boxes.some((box) => covers(box, text.getBBox())); tries++) {
    text.setAttribute("y", Number(text.getAttribute("y")) - 15);
  }
  boxes.push(text.getBBox());
};
