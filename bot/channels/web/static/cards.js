// What Bémo says: a card for an answer with figures, a plain note for the rest.
import { file, needsHeader, ofThisTab } from "./api.js";
import { byId, h, icon, ownAddress, typeset, unseen } from "./dom.js";
import { gallery } from "./gallery.js";
import { linked } from "./links.js";
import { figure, keyOf, tableOf } from "./table.js";
import { announce } from "./voice.js";

const LONG = 5; // rows; a longer table is folded under its chart on a narrow screen
const FIGURE = /((?<![\p{L}\d][+\u2212-]?)[+\u2212-]?\d+(?:[\u202f\u00a0]\d{3})*(?:,\d+)?(?:[\u202f\u00a0 ]?%)?)(?![\p{L}\d])/gu;
const YEAR = /^(?:19|20)\d\d$/;
const FILES = new Set(["csv", "xlsx", "png", "pdf"]);
const KEPT = new Set(["csv", "xlsx", "png"]); // files of the conversation; the others are public

/** The element of one message of Bémo, without its buttons. */
export function said(message) {
  const { answer, cards = [], form, links, told } = message;
  const text = form ? told.sentence : message.text; // the form is drawn beside it
  if (answer) return answerCard(answer, links, cards);
  return cards.length ? galleryCard(message) : note(text, links);
}

/** What a screen reader is told of a message. */
export const spoken = (message) => typeset(message.answer?.sentence || message.told?.sentence || message.text);

function note(text, links) {
  const paragraphs = typeset(text).split(/\n+/).filter(Boolean);
  return h(
    "article",
    { class: "note", tabindex: "-1", "aria-label": "Réponse de Bémo" },
    paragraphs.map((each) => h("p", { class: each.startsWith("Source") ? "source" : null }, linked(each, links))),
  );
}

/** Offers, events or companies: the sentence, a card each, what must be known with them. */
function galleryCard({ id, cards, links, told }) {
  const inside = [
    h("h2", { class: "sentence", id: `s-${id}` }, emphasised(told.sentence)),
    notes(told, links),
    gallery(cards),
    told.source ? h("footer", {}, source(told, links)) : null,
  ];
  return h("article", { class: "answer", tabindex: "-1", "aria-labelledby": `s-${id}` }, h("div", { class: "inside" }, inside));
}

function notes({ notes: given = [] }, links) {
  if (!given.length) return null;
  return h(
    "ul",
    { class: "notes" },
    given.map((each) => h("li", {}, linked(typeset(each), links))),
  );
}

const source = (told, links) => h("p", { class: "source" }, linked(typeset(told.source), links));

function answerCard(answer, links, cards) {
  const id = `s-${answer.id}`;
  const { rows = [] } = answer.table ?? {};
  const chart = answer.chart ? chartOf(answer) : null;
  const alone = rows.length === 1;
  const table = answer.table && !alone ? tableOf(answer.table, typeset(answer.title)) : null;
  const folds = Boolean(chart && table && rows.length > LONG);
  const shape = { beside: chart || alone, both: chart && table, folds };
  const inside = h("div", {
    class: ["inside", ...Object.keys(shape).filter((name) => shape[name])].join(" "),
  });
  if (folds) table.id = `t-${answer.id}`;
  inside.append(
    ...[
      h("h2", { class: "sentence", id }, emphasised(answer.sentence)),
      files(answer, { asked: true }),
      notes(answer, links),
      alone ? tiles(answer.table, answer.title) : null,
      chart || table ? body(answer, chart, folds ? toggle(inside, table, rows.length) : null) : null,
      table,
      gallery(cards),
      h("footer", {}, source(answer, links), files(answer)),
    ].filter(Boolean),
  );
  return h("article", { class: "answer", tabindex: "-1", "aria-labelledby": id }, inside);
}

/** The figures of a sentence in bold; a year is not a figure. */
function emphasised(sentence) {
  return typeset(sentence)
    .split(FIGURE)
    .map((part, index) => (index % 2 && !YEAR.test(part.trim()) ? h("strong", {}, part) : part));
}

function body(answer, chart, fold) {
  const element = h("div", { class: "body" });
  element.append(h("h3", { class: chart ? "unseen" : "title" }, typeset(answer.title))); // a chart bears its title
  if (!chart) return element;
  const image = chart.querySelector("img");
  const larger = h(
    "button",
    { type: "button", class: "plain larger", onclick: () => enlarge(image) },
    icon("seek"),
    "Agrandir",
  );
  element.append(chart, h("div", { class: "views" }, larger, fold));
  return element;
}

/** The button that shows a long table, which its chart stands for until then. */
function toggle(inside, table, rows) {
  const label = h("span", {}, `Voir le tableau (${rows} lignes)`);
  const button = h(
    "button",
    { type: "button", class: "plain toggle", "aria-expanded": "false", "aria-controls": table.id },
    icon("table"),
    label,
  );
  button.addEventListener("click", () => {
    const open = inside.classList.toggle("unfolded");
    button.setAttribute("aria-expanded", String(open));
    label.textContent = open ? "Masquer le tableau" : `Voir le tableau (${rows} lignes)`;
  });
  return button;
}

function chartOf(answer) {
  const image = h("img", { alt: typeset(answer.chart.alt || answer.title), decoding: "async" });
  const element = h("figure", { class: "chart loading" }, image);
  image.addEventListener("load", () => element.classList.remove("loading"));
  image.addEventListener("error", () => {
    element.classList.remove("loading");
    element.replaceChildren(
      h("p", { class: "lost" }, "Le graphique n’a pas pu être affiché ; le tableau contient les mêmes chiffres."),
    );
    element.closest(".inside")?.classList.add("unfolded");
    element.parentElement?.querySelector(".views")?.remove();
  });
  setSource(image, answer.chart.svg);
  return element;
}

/** On a small screen, a chart can be read at its full size, by moving over it. */
function enlarge(image) {
  byId("zoomed").replaceChildren(h("img", { src: image.src, alt: image.alt }));
  byId("zoom").showModal();
  byId("zoomed").focus({ preventScroll: true });
}

async function setSource(image, url) {
  const address = ownAddress(url);
  if (!address) return;
  if (!needsHeader()) {
    image.src = ofThisTab(address);
    return;
  }
  try {
    image.src = await asData((await file(address)).content);
  } catch {
    image.dispatchEvent(new Event("error"));
  }
}

function asData(content) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result));
    reader.addEventListener("error", reject);
    reader.readAsDataURL(content);
  });
}

/** One row is not a table: each figure large, each share as a bar under its number. */
function tiles({ columns, rows: [row] }, title) {
  const found = [];
  columns.forEach(({ key, label, kind }, index) => {
    if (kind === "text" || key.endsWith("_share")) return;
    const cell = row.cells[index];
    if ((cell.value === null || cell.value === undefined) && !cell.masked && !cell.text) return;
    const place = columns.findIndex((column) => column.key === `${key}_share`);
    const share = place > 0 ? row.cells[place] : null;
    found.push(tile(label, cell, share));
  });
  const list = h("dl", { class: "tiles" }, found);
  // The longest figure gives its size to all: none is cut in two, and they stay alike.
  list.style.setProperty("--length", String(Math.max(4, ...row.cells.map(longestPart))));
  return h("div", { class: "body" }, h("h3", { class: "title" }, typeset(title)), list, keyOf([row]));
}

/** How many characters of a figure stay on one line: « ≥ 17 146 » is one piece. */
function longestPart({ value, text, masked }) {
  if (typeof value !== "number") return 0;
  return Math.max(...text.split(" ").map((part) => part.length)) + (masked ? 1 : 0);
}

function tile(label, cell, share) {
  const hasShare = typeof share?.value === "number";
  const value = h("dd", { class: "value" }, figure(cell));
  if (!hasShare) return h("div", { class: "tile" }, h("dt", {}, typeset(label)), value);
  const bar = h("span", { class: "gauge", "aria-hidden": "true" });
  bar.style.setProperty("--share", String(Math.min(1, Math.max(0, share.value))));
  return h(
    "div",
    { class: "tile" },
    h("dt", {}, typeset(label)),
    value,
    h("dd", { class: "share" }, bar, `${share.text} des projets`),
  );
}

/** Links to the files of an answer: the one that was asked for, alone and filled, or the others. */
function files({ files: given = [], title }, { asked = false } = {}) {
  const wanted = given.find((each) => each.asked && each.format === "xlsx") ?? given.find((each) => each.asked);
  const links = given
    .filter((each) => (each === wanted) === asked)
    .map((each) => fileLink(each, title))
    .filter(Boolean);
  if (!links.length) return null;
  if (asked) links[0].classList.add("strong");
  return h(
    "ul",
    { class: asked ? "files ready" : "files", "aria-label": asked ? "Fichier prêt" : "Télécharger" },
    links.map((each) => h("li", {}, each)),
  );
}

function fileLink({ format, title: name, url }, title) {
  const found = ownAddress(url);
  if (!found) return null;
  const saved = FILES.has(format); // the others are pages, to be opened
  const href = KEPT.has(format) ? ofThisTab(found) : found;
  const how = saved ? { download: true } : { target: "_blank", rel: "noopener" };
  const said = ` : ${typeset(title)}${saved ? "" : " (nouvel onglet)"}`;
  const link = h(
    "a",
    { class: "file", href, ...how },
    icon(saved ? "file" : "next"),
    h("span", {}, typeset(name)),
    unseen(said),
  );
  if (saved) link.addEventListener("click", (event) => save(event, link, format));
  return link;
}

/** The file is fetched, then given to save: a refusal can be told, and the header sent where a cookie is not. */
async function save(event, link, format) {
  event.preventDefault();
  const list = link.closest(".files");
  list.querySelector(".lost")?.remove();
  try {
    const found = await file(link.href);
    const address = URL.createObjectURL(found.content);
    h("a", { href: address, download: found.name || `bemo.${format}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  } catch (failure) {
    const sentence = `Le fichier n’a pas été téléchargé. ${failure.message}`;
    list.append(h("li", { class: "lost" }, sentence));
    announce(sentence);
  }
}
