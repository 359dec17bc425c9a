// The phone numbers and the addresses that Bémo says, as the server names them. What a user typed is quoted: never one.
import { h, unseen } from "./dom.js";

const QUOTED = /(«[^»]*»)/;
const SAFE = /^(?:https?:\/\/|tel:)/;

/** A text as elements and strings: of `links`, `{text, url}`, each is a link where its words are. */
export function linked(text, links = []) {
  const addresses = new Map(links.filter(({ url }) => SAFE.test(url)).map((each) => [each.text, each.url]));
  if (!addresses.size) return [text];
  const words = [...addresses.keys()].sort((a, b) => b.length - a.length).map(escaped);
  const found = new RegExp(`(?<![\\p{L}\\d])(${words.join("|")})(?![\\p{L}\\d])`, "u");
  const withLinks = (part) => part.split(found).map((each, place) => (place % 2 ? link(each, addresses.get(each)) : each));
  return text.split(QUOTED).flatMap((part, index) => (index % 2 ? part : withLinks(part)));
}

const escaped = (words) => words.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

function link(words, url) {
  if (url.startsWith("tel:")) return h("a", { class: "phone", href: url }, words);
  const shown = words.replace(/^https?:\/\/(?:www\.)?/, "").replace(/[?#].*$/, "…");
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, shown, unseen(" (nouvel onglet)"));
}
