// The page: what is asked goes to the server, what is answered goes to the conversation.
import { conversation, Failure, isUp, of, send } from "./api.js";
import { composer } from "./composer.js";
import { byId, h, icon, store } from "./dom.js";
import { hideTip } from "./tips.js";
import { announceAll, clearTurns, putFirst, Turn } from "./turns.js";
import { announce } from "./voice.js";

const session = store("sessionStorage");
const root = document.documentElement;
const embedded = root.dataset.embed === "1";
let turns = [];
let busy = false;
let opened = false;
let ready = false; // once what was said before is shown
let opinion = null; // given while another was on its way
const sent = new Set(); // the ids made here: what was read again holds them too

// Asking

function ask(body, shown, from = null) {
  if (!ready) {
    opening.then(() => ask(body, shown, from));
    return;
  }
  const turn = newTurn(shown);
  turn.body = { ...body, id: newId() };
  turn.byButton = Boolean(from);
  keepUnsent();
  welcome(false);
  if (busy) queue(turn);
  else play(turn, turn.byButton);
}

/** Asked while another question is being answered: it is sent next. */
function queue(turn) {
  turn.queued = true;
  turn.queue();
  turn.show();
  announce("Votre question partira après la réponse en cours.");
}

function newId() {
  const id = uuid();
  sent.add(id);
  return id;
}

/** What the form of a request brought is a turn as another. */
function answered(messages) {
  const turn = newTurn(messages.find((each) => each.from === "user")?.text ?? "");
  turn.answer(messages.filter((each) => each.from !== "user"));
  turn.show();
  focusOn(turn.article());
}

/** A UUID (v4): randomUUID is missing where the page is served over plain http. */
function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function newTurn(shown) {
  const turn = new Turn(shown, ask);
  turn.onOpinion = (words, about) => rate({ text: words }, about);
  turn.onReason = (button, about) => rate({ button: button.id }, about);
  turn.onRequest = answered;
  turns.push(turn);
  return turn;
}

/** Send a turn, the first time or again: the same id is never played twice. */
async function play(turn, byButton) {
  busy = true;
  turn.waits = false;
  turn.queued = false;
  stopRecovery();
  turn.wait();
  turn.show();
  if (byButton) focusOn(turn.bubble);
  try {
    await ensureOpened();
    received(turn, await send(turn.body), byButton);
  } catch (failure) {
    failed(turn, failure);
  } finally {
    busy = false;
  }
  goOn();
}

/** Send what was asked meanwhile; what is waiting for the server, once it is back. */
function goOn() {
  const [body, about] = opinion ?? [];
  opinion = null;
  if (about && about === turns.filter((each) => !each.body).at(-1)) {
    rate(body, about); // the server takes it as of its last answer
    return;
  }
  const next = turns.find((each) => each.queued);
  if (next) play(next, next.byButton);
  else if (!recovery && waiting()) recover();
}

const waiting = () => turns.find((each) => each.waits);

function received(turn, messages, byButton) {
  if (!turns.includes(turn)) return; // erased meanwhile
  delete turn.body;
  keepUnsent();
  status("");
  turn.answer(messages.filter((each) => each.from !== "user"));
  if (!turns.some((each) => each.queued)) turn.show();
  byId("erase").hidden = false;
  const focused = document.activeElement;
  if (byButton && (focused === turn.bubble || focused === document.body)) focusOn(turn.article());
  else announceAll(turn.messages);
}

function focusOn(element) {
  if (!element) return;
  if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", "-1");
  element.focus({ preventScroll: true });
}

async function ensureOpened() {
  if (opened) return;
  await conversation.open();
  opened = true;
}

/** An opinion is a message as another, but its thanks stay on the card. */
async function rate(body, turn) {
  if (busy) {
    opinion = [body, turn];
    announce("Votre avis partira après la réponse en cours.");
    return;
  }
  busy = true;
  try {
    const messages = (await send({ ...body, id: newId() })).filter((each) => each.from !== "user");
    focusOn(turn.rate(messages));
  } catch (failure) {
    announce(failure.message);
    status(failure.message);
  } finally {
    busy = false;
  }
  goOn();
}

// What goes wrong

let recovery = null;

function failed(turn, failure) {
  if (!turns.includes(turn)) return;
  const again = h("button", { type: "button", class: "plain strong" }, icon("retry"), h("span", {}, "Réessayer"));
  again.addEventListener("click", () => !busy && again.getAttribute("aria-disabled") !== "true" && play(turn, true));
  const edit = h("button", { type: "button", class: "plain", onclick: () => takeBack(turn) }, "Modifier");
  const reference = failure.reference ? ` (référence ${failure.reference})` : "";
  const lost = failure.kind === "network";
  turn.lost = lost;
  const sentence = lost ? "Pas encore envoyé : la connexion est coupée." : `${failure.message}${reference}`;
  turn.fail(sentence, again, edit);
  announce(sentence);
  if (failure.kind === "busy") countDown(again, failure.wait);
  // A server that says it is ready and fails again is not asked for ever.
  turn.failures = (turn.failures ?? 0) + 1;
  turn.waits = lost || (failure.kind === "down" && turn.failures <= 3);
  // What was asked after it may be about its answer: it is not sent before it.
  const held = turn.waits ? failure : new Failure("held", "Pas encore envoyé : la question d’avant n’est pas passée.");
  const after = turns.find((each) => each.queued);
  if (!after) return;
  after.queued = false;
  failed(after, held);
}

/** Give the text of a turn back to the field, where it can be changed. */
function takeBack(turn) {
  turns = turns.filter((each) => each !== turn);
  keepUnsent();
  if (!waiting()) stopRecovery();
  turn.remove();
  composer.write(turn.question);
  composer.focus();
  if (!turns.length) welcome(true);
}

function countDown(button, seconds) {
  const label = button.querySelector("span:last-child");
  button.setAttribute("aria-disabled", seconds > 0 ? "true" : "false");
  label.textContent = seconds > 0 ? `Réessayer dans ${seconds}\u00a0s` : "Réessayer";
  if (seconds > 0 && button.isConnected) setTimeout(() => countDown(button, seconds - 1), 1_000);
}

/** Look for the server, less and less often, and send what waits once it is back. */
function recover(wait = 2_000) {
  stopRecovery();
  status(
    waiting().lost
      ? "Connexion coupée : votre question partira dès son retour."
      : "Le service a un problème : votre question repartira dans quelques instants.",
  );
  waiting().state.scrollIntoView({ block: "nearest" }); // the line above the field must not cover its buttons
  const attempt = async () => {
    clearTimeout(recovery?.timer);
    if (!recovery || busy) return;
    if (!(await isUp())) {
      if (recovery) recover(Math.min(wait * 1.5, 20_000));
      return;
    }
    const next = waiting(); // the one after follows it
    if (next && !busy) play(next, document.activeElement === document.body);
  };
  recovery = { attempt, timer: setTimeout(attempt, wait) };
}

function stopRecovery() {
  clearTimeout(recovery?.timer);
  recovery = null;
  status("");
}

addEventListener("online", () => recovery?.attempt());

function status(text) {
  const place = byId("status");
  if (place.textContent !== text) place.textContent = text;
}

// What was said before

const NOT_YET = "Le serveur ne répond pas encore. Vous pouvez déjà écrire votre question.";

async function restore() {
  const messages = await saidBefore();
  const left = unsent(messages).map(({ body, shown }) => Object.assign(newTurn(shown), { body, queued: true }));
  for (const turn of left) turn.queue();
  byId("erase").hidden = !turns.length;
  welcome(!turns.length);
  if (left.length) goOn();
  else if (turns.length) requestAnimationFrame(() => turns.at(-1).element.scrollIntoView({ block: "start" }));
}

/** Show what was said before, and return it. Where it cannot be read, it is asked for again until it can. */
async function saidBefore(wait = 4_000) {
  try {
    const messages = await conversation.messages();
    opened ||= messages !== null;
    showBefore(messages ?? []);
    return messages ?? [];
  } catch {
    status(NOT_YET);
    setTimeout(saidBefore, wait, Math.min(wait * 1.5, 20_000));
    return [];
  }
}

/** It comes before what was asked since the page was opened, which the server may have answered already. */
function showBefore(messages) {
  const since = turns;
  turns = [];
  for (const group of grouped(messages)) if (!sent.has(group[0].id)) replay(group);
  putFirst(turns);
  turns.push(...since);
  if (byId("status").textContent === NOT_YET) status("");
  if (!turns.length) return;
  byId("erase").hidden = false;
  welcome(false);
}

/** The messages in turns: each begins with the user's one. */
function grouped(messages) {
  const groups = [];
  for (const message of messages) {
    if (message.from === "user" || !groups.length) groups.push([]);
    groups.at(-1).push(message);
  }
  return groups;
}

function replay(group) {
  const mine = group[0].from === "user" ? group[0] : null;
  const replies = group.filter((each) => each.from !== "user");
  if (mine && turns.at(-1)?.takes(mine.text)) turns.at(-1).rate(replies);
  else newTurn(mine?.text ?? "").answer(replies);
}

/** Keep what is not answered yet, for a reload. */
function keepUnsent() {
  const left = turns.filter((each) => each.body).map(({ body, question }) => ({ body, shown: question }));
  session.set(of("unsent"), JSON.stringify(left));
}

/** What was not answered when the page was left, without what the server has. */
function unsent(messages) {
  try {
    return JSON.parse(session.get(of("unsent")) ?? "[]").filter(
      ({ body }) => !messages.some((each) => each.id === body.id),
    );
  } catch {
    return [];
  }
}

// Welcome

const again = byId("again");

function welcome(wanted) {
  root.toggleAttribute("data-fresh", wanted);
  again.hidden = wanted || embedded;
}

/** The examples are asked where they stand; while a conversation goes on, they are folded at the side. */
function startExamples() {
  again.append(...[...document.querySelectorAll("#groups .group")].map(folded));
  for (const button of document.querySelectorAll(".example")) {
    const question = button.textContent.trim().replaceAll("\u00a0", " ");
    button.addEventListener("click", () => ask({ text: question }, question, button));
  }
}

function folded(group) {
  const title = h("summary", {}, group.querySelector("h3 .icon").cloneNode(), group.querySelector("h3").textContent);
  return h("details", { name: "again" }, title, group.querySelector("ul").cloneNode(true));
}

// Tools

const THEMES = { auto: "Thème : auto", light: "Thème : clair", dark: "Thème : sombre" };
const settings = store("localStorage");

function showTheme(name) {
  if (name === "auto") delete root.dataset.theme;
  else root.dataset.theme = name;
  const button = byId("theme");
  button.querySelector(".icon").className = `icon i-${name}`;
  button.querySelector(".label").textContent = THEMES[name];
}

function nextTheme() {
  const names = Object.keys(THEMES);
  const name = names[(names.indexOf(settings.get("theme") ?? "auto") + 1) % names.length];
  settings.set("theme", name);
  showTheme(name);
  announce(THEMES[name]);
}

async function erase() {
  try {
    await conversation.erase();
  } catch (failure) {
    status(`La conversation n’a pas été effacée. ${failure.message}`);
    return;
  }
  stopRecovery();
  turns = [];
  keepUnsent();
  opened = false;
  clearTurns();
  byId("erase").hidden = true;
  welcome(true);
  scrollTo(0, 0);
  composer.focus();
  announce("La conversation est effacée.");
}

function startTools() {
  byId("about-open").addEventListener("click", () => show(byId("about"), byId("about-title")));
  byId("theme").addEventListener("click", nextTheme);
  showTheme(settings.get("theme") in THEMES ? settings.get("theme") : "auto");
  const confirm = byId("confirm");
  byId("erase").addEventListener("click", () => {
    confirm.returnValue = "keep";
    show(confirm, confirm.querySelector("button"));
  });
  confirm.addEventListener("close", () => confirm.returnValue === "erase" && erase());
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close("keep"));
  }
  startPanel();
}

function show(dialog, first) {
  dialog.showModal();
  first.focus();
  dialog.scrollTop = 0;
}

/** In the floating panel of another site, Escape and the button ask that site to close it. */
function startPanel() {
  const close = () => parent.postMessage("bemo:close", "*");
  const floating = embedded && location.hash === "#floating" && parent !== window;
  byId("close").hidden = !floating;
  byId("close").addEventListener("click", close);
  if (floating) addEventListener("focus", () => document.activeElement === document.body && composer.focus());
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (!hideTip() && floating) close();
  });
}

startTools();
startExamples();
composer.start((text) => ask({ text }, text));
const opening = restore();
await opening;
ready = true;
if (embedded && document.hasFocus()) composer.focus(); // opened to be written in
