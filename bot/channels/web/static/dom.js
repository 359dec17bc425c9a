// Elements are made here only, from text: nothing that comes from the server is ever read as HTML.

/** Make an element: `h("p", {class: "x", onclick: f, hidden: true}, "text", child…)`. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

export const icon = (name) => h("span", { class: `icon i-${name}`, "aria-hidden": "true" });

export const unseen = (text) => h("span", { class: "unseen" }, text);

/** No line begins with « ? » nor « € », none ends with an opening mark, and « 1 500 » is on one. */
export const unbroken = (text) =>
  (text ?? "")
    .replace(/ (?=[?!:;»%€])/g, "\u00a0")
    .replace(/« /g, "«\u00a0")
    .replace(/(?<!\d)(\d{1,3}) (?=\d{3}(?!\d))/g, "$1\u202f");

/** French typography of what the server says: its plain text has straight apostrophes. */
export const typeset = (text) => unbroken(text).replace(/(\p{L})'(?=[\p{L}\d«])/gu, "$1’");

export const byId = (id) => document.getElementById(id);

/** Storage that never throws: refused in private mode and in some embedded pages. */
export function store(kind) {
  const attempt = (action) => {
    try {
      return action(window[kind]);
    } catch {
      return null;
    }
  };
  return {
    get: (key) => attempt((storage) => storage.getItem(`bemo.${key}`)),
    set: (key, value) => attempt((storage) => storage.setItem(`bemo.${key}`, value)),
    remove: (key) => attempt((storage) => storage.removeItem(`bemo.${key}`)),
  };
}

/** An address the server gave, when it is on this site; null otherwise (never `javascript:`). */
export function ownAddress(url) {
  try {
    const found = new URL(url, location.origin);
    return found.origin === location.origin ? found.href : null;
  } catch {
    return null;
  }
}
