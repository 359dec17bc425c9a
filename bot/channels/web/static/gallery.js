// Things that are not figures: offers, events, companies. One card each, and the whole card leads to its page.
import { h, icon, typeset, unseen } from "./dom.js";

const SAFE = /^https?:\/\//;
const DRAWN = new Set(["contract", "pay", "date", "place", "people"]);

/** The list of cards, null without any. */
export function gallery(cards) {
  if (!cards.length) return null;
  return h("ul", { class: cards.length > 1 ? "gallery" : "gallery lone" }, cards.map(card));
}

function card({ title, lines = [], url = "", badges = [] }) {
  return h(
    "li",
    { class: "card" },
    h("h3", {}, SAFE.test(url) ? link(title, url) : typeset(title)),
    lines.filter(Boolean).map((each) => h("p", {}, typeset(each))),
    badges.length ? h("ul", { class: "badges" }, badges.map(badge)) : null,
  );
}

function link(title, url) {
  const where = { href: url, target: "_blank", rel: "noopener noreferrer" };
  return h("a", where, typeset(title), unseen(" (nouvel onglet)"), icon("next"));
}

function badge({ kind, text }) {
  const drawing = DRAWN.has(kind) ? icon(kind) : null;
  return h("li", { class: `badge ${drawing ? kind : "mark"}` }, drawing, h("span", {}, typeset(text)));
}
