// The phone numbers and the addresses that Bémo says are links. What a user typed is quoted by it, and never is one.
import { h, unseen } from "./dom.js";

const QUOTED = /(«[^»]*»)/;
const FOUND = new RegExp(
  [
    /(?<page>https?:\/\/[^\s<>«»"]*[^\s<>«»".,;:!?)\]])/,
    /(?<site>(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:fr|org|com)\b(?:\/[\w/-]*\w)?)/,
    /(?<emergency>(?<=appelez le |\d ou le )1\d{1,2}\b)/,
    /(?<phone>(?<![\w,.\u202f\u00a0-])(?:3\d{3}|0\d(?:[\s\u202f\u00a0.]?\d\d){4})(?![\w\u202f\u00a0,]*\d))/,
  ]
    .map((each) => each.source)
    .join("|"),
  "gu",
);

/** A text as elements and strings: « 3949 » can be called, « caf.fr » opened. */
export function linked(text) {
  return text.split(QUOTED).flatMap((part, index) => (index % 2 ? part : withLinks(part)));
}

function withLinks(text) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(FOUND)) {
    parts.push(text.slice(end, found.index), link(found[0], found.groups));
    end = found.index + found[0].length;
  }
  return [...parts, text.slice(end)];
}

function link(text, { page, site }) {
  const href = page ?? (site && `https://${site}`);
  if (!href) return h("a", { class: "phone", href: `tel:${text.replace(/\D/g, "")}` }, text);
  const shown = text.replace(/^https?:\/\/(?:www\.)?/, "").replace(/[?#].*$/, "…");
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, shown, unseen(" (nouvel onglet)"));
}
