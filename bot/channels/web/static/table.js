// The table of an answer: sorted by its header buttons, secrecy explained where it is met.
import { h, icon, typeset, unseen } from "./dom.js";
import { explained } from "./tips.js";

export const SECRET =
  "Secret statistique : un nombre de moins de\u00a05 n’est pas publié, pour ne laisser reconnaître aucun employeur. Bémo ne met rien à sa place.";
const FEW = 3; // columns; with more, a narrow screen shows them under the name of the row
const SLIGHT = 4; // pixels; what is cut by less hides nothing
const TALL = 16; // rows; a longer table moves in its own frame, under its headers
const COLLATOR = new Intl.Collator("fr", { numeric: true, sensitivity: "base" });

/** A figure as it is shown: « secret », an empty dash, « ≥ » before a sum that hides some values, or the number. */
export function figure(cell) {
  if (cell.value === null || cell.value === undefined) {
    return cell.masked || cell.text === "secret"
      ? explained(cell.text || "secret", SECRET)
      : [dash(), unseen("non publié")];
  }
  return cell.masked
    ? [h("span", { "aria-hidden": "true", class: "least" }, "≥\u00a0"), unseen("au moins "), cell.text]
    : cell.text;
}

/** What « ≥ » means, where there is one. */
export function keyOf(rows) {
  const least = rows.some((row) => row.cells.some((cell) => cell.masked && cell.value !== null));
  return least ? h("p", { class: "key" }, "≥ : au moins ce nombre, le détail est en partie secret.") : null;
}

const dash = () => h("span", { "aria-hidden": "true", class: "none" }, "–");

/** The whole table, its caption for screen readers, and the key of its signs. */
export function tableOf({ columns, rows }, title) {
  const places = placesOf(columns);
  const body = h(
    "tbody",
    { role: "rowgroup" },
    rows.map((row) => rowOf(row, columns, places)),
  );
  // The roles are said: laid out otherwise on a narrow screen, a table would lose them in some browsers.
  const table = h("table", { role: "table" }, h("caption", { class: "unseen" }, title), body);
  const headers = columns.map((column, index) => placed(headerOf(column, index, table, rows), places[index]));
  table.prepend(h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, headers)));
  const figures = Math.max(...places.map(({ place }) => place));
  table.classList.toggle("many", columns.length > FEW);
  table.style.setProperty("--figures", String(figures));
  return h("div", { class: "table" }, moving(table, rows.length, title), keyOf(rows));
}

/** The frame a wide or a long table moves in; a fading edge and an arrow tell that there is more aside. */
function moving(table, rows, title) {
  const scroll = h(
    "div",
    {
      class: rows > TALL ? "scroll tall" : "scroll",
      role: "region",
      tabindex: "0",
      "aria-label": `Tableau : ${title}`,
    },
    table,
  );
  const frame = h("div", { class: "frame" }, scroll, h("span", { class: "more", "aria-hidden": "true" }, icon("next")));
  const look = () => {
    frame.classList.toggle("cut", scroll.scrollWidth - scroll.clientWidth - scroll.scrollLeft > SLIGHT);
  };
  scroll.addEventListener("scroll", look, { passive: true });
  const observer = new ResizeObserver(look);
  observer.observe(scroll);
  observer.observe(table);
  return frame;
}

/** Where each column stands when there is no room for all: `place` from the left, a share below its number. */
function placesOf(columns) {
  let place = 0;
  return columns.map(({ key, kind }, index) => {
    if (kind === "text") return { place: 0, below: index > 0 };
    const below = columns.some((column) => key === `${column.key}_share`);
    if (!below) place += 1;
    return { place, below };
  });
}

function placed(cell, { place, below }) {
  cell.style.setProperty("--place", String(place));
  cell.classList.toggle("below", below);
  return cell;
}

function rowOf(row, columns, places) {
  const cells = row.cells.map((cell, index) => {
    const { kind } = columns[index];
    if (index === 0) return h("th", { scope: "row", role: "rowheader" }, typeset(cell.text));
    const element = placed(h("td", { class: kind, role: "cell" }, figure(cell)), places[index]);
    if (kind === "percent" && typeof cell.value === "number") {
      element.classList.add("bar");
      element.style.setProperty("--share", String(Math.min(1, Math.max(0, cell.value))));
    }
    if (kind === "change" || kind === "ratio") element.classList.add(cell.value < 0 ? "down" : "up");
    return element;
  });
  return h("tr", { role: "row" }, cells);
}

function headerOf(column, index, table, rows) {
  const sort = () => {
    const header = button.parentElement;
    const first = column.kind === "text" ? "ascending" : "descending";
    const other = first === "ascending" ? "descending" : "ascending";
    const order = header.getAttribute("aria-sort") === first ? other : first;
    for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", order);
    reorder(table, rows, index, order === "ascending" ? 1 : -1);
  };
  const button = h(
    "button",
    { type: "button", class: "sort", onclick: sort },
    h("span", {}, typeset(column.label)),
    icon("order"),
  );
  return h("th", { scope: "col", role: "columnheader", class: column.kind }, button);
}

function reorder(table, rows, index, direction) {
  const body = table.tBodies[0];
  if (!body.bemoOrder) body.bemoOrder = [...body.rows];
  const places = rows.map((row, place) => ({ place, value: row.cells[index].value }));
  places.sort((a, b) => compared(a, b, direction));
  body.append(...places.map(({ place }) => body.bemoOrder[place]));
}

/** Secret and absent values stay last whatever the order; equals keep the order of the answer. */
function compared(a, b, direction) {
  const [noA, noB] = [a.value === null || a.value === undefined, b.value === null || b.value === undefined];
  if (noA || noB) return noA - noB || a.place - b.place;
  const found = typeof a.value === "number" ? a.value - b.value : COLLATOR.compare(a.value, b.value);
  return found * direction || a.place - b.place;
}
