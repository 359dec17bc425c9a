// What a screen reader is told: one sentence at a time, in the only live region of the page.
import { byId, h } from "./dom.js";

/** Tell one sentence; told ones go, so that they are not met again when browsing. */
export function announce(text) {
  const told = h("p", {}, text);
  byId("announcer").append(told);
  setTimeout(() => told.remove(), 8_000);
}
