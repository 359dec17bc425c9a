// The table of an answer: sorted by its header buttons, secrecy explained where it is met.
import { h, icon, typeset, unseen } from "./dom.js";
import { explained } from "./tips.js";

export const SECRET =
  "Secret statistique : un nombre de moins de\u00a05 n’est pas publié, pour ne laisser reconnaître aucun employeur. Bémo ne met rien à sa place.";
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
  const body = h(
    "tbody",
    {},
    rows.map((row) => rowOf(row, columns)),
  );
  const table = h("table", {}, h("caption", { class: "unseen" }, title), body);
  table.prepend(
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        columns.map((column, index) => headerOf(column, index, table, rows)),
      ),
    ),
  );
  return h(
    "div",
    { class: "table" },
    h(
      "div",
      {
        class: rows.length > TALL ? "scroll tall" : "scroll",
        role: "region",
        tabindex: "0",
        "aria-label": `Tableau : ${title}`,
      },
      table,
    ),
    keyOf(rows),
  );
}

function rowOf(row, columns) {
  const cells = row.cells.map((cell, index) => {
    const { kind } = columns[index];
    if (index === 0) return h("th", { scope: "row" }, typeset(cell.text));
    const element = h("td", { class: kind }, figure(cell));
    if (kind === "percent" && typeof cell.value === "number") {
      element.classList.add("bar");
      element.style.setProperty("--share", String(Math.min(1, Math.max(0, cell.value))));
    }
    if (kind === "change" || kind === "ratio") element.classList.add(cell.value < 0 ? "down" : "up");
    return element;
  });
  return h("tr", {}, cells);
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
  return h("th", { scope: "col", class: column.kind }, button);
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
