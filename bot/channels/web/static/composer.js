// Where a question is written: it grows with its text, keeps a draft, and says when the limit is near.
import { byId, store } from "./dom.js";

const LIMIT = 4000; // characters, as the server
const NEAR = 850;
const session = store("sessionStorage");
const field = byId("question");
const count = byId("count");
const button = byId("send");

export const composer = {
  /** Call `send(text)` with each question. */
  start(send) {
    field.value = session.get("draft") ?? "";
    const submit = () => {
      const text = field.value.trim();
      if (!text || text.length > LIMIT) return field.focus();
      this.write("");
      return send(text);
    };
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      submit();
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      submit();
    });
    field.addEventListener("input", changed);
    new ResizeObserver(measured).observe(byId("composer"));
    changed();
  },
  write(text) {
    field.value = text;
    changed();
  },
  focus: () => field.focus(),
};

/** What is scrolled into view stays above the field, however tall it is. */
function measured() {
  document.documentElement.style.setProperty("--composer", `${byId("composer").offsetHeight}px`);
}

function changed() {
  const { length } = field.value.trim();
  session.set("draft", field.value);
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 180)}px`;
  const over = length - LIMIT;
  count.textContent =
    length < NEAR
      ? ""
      : over > 0
        ? `${over} de trop sur ${spaced(LIMIT)} caractères`
        : `encore ${spaced(-over)} caractères`;
  count.classList.toggle("over", over > 0);
  field.toggleAttribute("aria-invalid", over > 0);
  if (over > 0) field.setAttribute("aria-invalid", "true");
  button.setAttribute("aria-disabled", String(!length || over > 0));
}

const spaced = (value) => value.toLocaleString("fr-FR");
