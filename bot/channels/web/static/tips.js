// The explanation of a word such as « secret »: shown on focus, tap or hover; Escape hides it, the pointer may rest on it.
import { byId, h } from "./dom.js";

const tip = byId("tip");
let owner = null;

/** A word that explains itself. */
export function explained(word, explanation) {
  const button = h("button", { type: "button", class: "explained" }, word);
  const open = () => show(button, explanation);
  button.addEventListener("focus", open);
  button.addEventListener("pointerenter", open);
  button.addEventListener("click", open);
  button.addEventListener("blur", hide);
  button.addEventListener("pointerleave", (event) => {
    if (event.relatedTarget !== tip && document.activeElement !== button) hide();
  });
  return button;
}

function show(button, explanation) {
  owner?.removeAttribute("aria-describedby");
  owner = button;
  tip.textContent = explanation;
  tip.hidden = false;
  button.setAttribute("aria-describedby", "tip");
  place();
}

function place() {
  const word = owner.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const room = document.documentElement.clientWidth - width - 8;
  const left = Math.min(Math.max(8, word.left + word.width / 2 - width / 2), room);
  const top = word.top > height + 12 ? word.top - height - 8 : word.bottom + 8;
  tip.style.left = `${left}px`;
  tip.style.top = `${top}px`;
}

function hide() {
  owner?.removeAttribute("aria-describedby");
  owner = null;
  tip.hidden = true;
}

/** Hide the explanation shown; whether there was one. */
export function hideTip() {
  const shown = owner !== null;
  hide();
  return shown;
}

tip.addEventListener("pointerleave", hide);
// What has the focus may have been scrolled into view: its explanation follows it.
const follow = () => owner && (document.activeElement === owner ? place() : hide());
addEventListener("scroll", follow, { passive: true, capture: true });
addEventListener("resize", follow);
