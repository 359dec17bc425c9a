// The conversation as turns: a question, then what was answered. An opinion on an answer stays on its card.
import { said, spoken } from "./cards.js";
import { requestForm } from "./request.js";
import { byId, h, icon, typeset, unbroken, unseen } from "./dom.js";
import { announce } from "./voice.js";

const list = byId("turns");
const SOMEONE = "Parler à quelqu'un"; // opens a request: a turn of its own, not a word on the card
const OPINIONS = ["utile", "pas utile"];

/** One turn on the page. `ask(body, shown, from)` sends what a button of it stands for. */
export class Turn {
  constructor(question, ask) {
    this.ask = ask;
    this.question = question;
    this.state = h("div", { class: "state" });
    this.replies = h("div", { class: "replies" });
    this.bubble = h("p", { class: "asked" }, unseen("Vous : "), h("span", {}, unbroken(question)));
    this.element = h(
      "li",
      { class: "turn" },
      question ? h("div", { class: "mine" }, this.bubble, this.state) : this.state,
      this.replies,
    );
    list.append(this.element);
  }

  wait() {
    this.element.classList.remove("failed");
    this.state.replaceChildren();
    const dots = h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
    this.replies.replaceChildren(h("p", { class: "waiting" }, dots, unseen("Bémo cherche la réponse")));
  }

  /** Say that the question will be sent after the one before it. */
  queue() {
    this.state.replaceChildren(h("p", { class: "queued" }, "En attente : part après la réponse en cours."));
  }

  /** Say that the question did not go through; the buttons given offer what to do. */
  fail(sentence, ...buttons) {
    this.element.classList.add("failed");
    this.replies.replaceChildren();
    this.state.replaceChildren(h("p", { class: "problem" }, sentence), h("div", { class: "choices" }, buttons));
  }

  answer(messages) {
    this.element.classList.remove("failed");
    this.state.replaceChildren();
    this.messages = messages;
    this.replies.replaceChildren(...messages.map(said));
    const form = messages.findLast((each) => each.form?.name === "handover")?.form;
    if (form) this.replies.append(requestForm(form, (brought) => this.onRequest?.(brought)));
    this.rated = null;
    const answered = messages.some((each) => each.answer);
    if (answered) this.offerOpinion();
    const buttons = messages.flatMap((each) => each.buttons ?? []);
    const asksBack = !answered && messages.at(-1)?.text.trim().endsWith("?");
    if (buttons.length) this.replies.append(this.next(buttons, asksBack ? "Choisissez" : "Pour continuer"));
  }

  next(buttons, label) {
    const made = buttons.map((each) =>
      h(
        "li",
        {},
        h(
          "button",
          { type: "button", class: "plain go", onclick: () => this.ask({ button: each.id }, each.title, this) },
          h("span", {}, typeset(each.title)),
          icon("next"),
        ),
      ),
    );
    return h(
      "nav",
      { class: "next", "aria-label": label },
      h("p", { class: "lead-in", "aria-hidden": "true" }, label),
      h("ul", {}, made),
    );
  }

  offerOpinion() {
    const give = (words) => () => this.onOpinion?.(words, this);
    this.opinion = h(
      "div",
      { class: "opinion", role: "group", "aria-label": "Votre avis sur cette réponse" },
      h("span", { class: "asks", "aria-hidden": "true" }, "Cette réponse vous aide ?"),
      h("button", { type: "button", class: "mini", onclick: give(OPINIONS[0]) }, icon("yes"), "Utile"),
      h("button", { type: "button", class: "mini", onclick: give(OPINIONS[1]) }, icon("no"), "Pas utile"),
    );
    this.replies.querySelector(".answer:last-of-type footer, .answer footer").append(this.opinion);
  }

  /** Put what was replied to an opinion on the card it is about. */
  rate(messages) {
    const given = messages.flatMap((each) => each.buttons ?? []);
    this.rated = given.filter((each) => each.title !== SOMEONE);
    const buttons = this.rated.map((each) =>
      h("button", { type: "button", class: "mini", onclick: () => this.onReason?.(each, this) }, typeset(each.title)),
    );
    for (const each of given.filter((button) => button.title === SOMEONE)) {
      const ask = () => this.ask({ button: each.id }, each.title, this);
      buttons.push(h("button", { type: "button", class: "mini", onclick: ask }, typeset(each.title)));
    }
    const thanks = h("p", { class: "thanks", tabindex: "-1" }, messages.map(spoken).join(" "));
    this.opinion.replaceChildren(thanks, ...buttons);
    return thanks;
  }

  /** Whether this message of the user is an opinion on this turn, or the reason of one. */
  takes(text) {
    if (!this.opinion) return false;
    return OPINIONS.includes(text.toLowerCase()) || Boolean(this.rated?.some((each) => each.title === text));
  }

  article() {
    return this.replies.querySelector("article:last-of-type");
  }

  show() {
    this.element.scrollIntoView({ block: "start", behavior: calm() ? "auto" : "smooth" });
  }

  remove() {
    this.element.remove();
  }
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export const announceAll = (messages) => announce(messages.map(spoken).join(" "));

/** Move turns before those that are there. */
export const putFirst = (turns) => list.prepend(...turns.map((each) => each.element));

export const clearTurns = () => list.replaceChildren();
