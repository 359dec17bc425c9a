// The form of a request for a person: the same that is asked step by step, filled at once.
import { request } from "./api.js";
import { h, icon, typeset } from "./dom.js";
import { announce } from "./voice.js";

const FILLED = { name: "name", email: "email", phone: "tel", organisation: "organization" }; // by the browser
const TYPES = { email: "email", phone: "tel" };
let made = 0;

/** The element of a form. `sent(messages)` shows what the server answers once it is right. */
export function requestForm(form, sent) {
  const id = `r${(made += 1)}`;
  const fields = form.inputs.map((each) => fieldOf(each, `${id}-${each.name}`));
  const send = h("button", { type: "submit", class: "plain strong" }, icon("send"), h("span", {}, typeset(form.send)));
  const problem = h("p", { class: "wrong" });
  const more = h("a", { href: "/confidentialite", target: "_blank", rel: "noopener noreferrer" }, "En savoir plus (nouvel onglet)");
  const element = h(
    "form",
    { class: "fields", novalidate: true, "aria-labelledby": `${id}-title` },
    h("h2", { class: "title", id: `${id}-title` }, typeset(form.title)),
    h("p", { class: "told" }, typeset(form.notice), " ", more),
    fields.map((each) => each.element),
    problem,
    send,
  );
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(fields, send, problem, sent);
  });
  fill(fields);
  if (form.open) return h("div", { class: "request" }, element);
  return h("details", { class: "request" }, h("summary", {}, "Tout remplir d’un coup"), element);
}

/** What is known already: the server keeps it apart from the conversation. */
async function fill(fields) {
  try {
    const { values } = await request.values();
    for (const field of fields) if (values?.[field.name] && !field.get()) field.set(values[field.name]);
  } catch {
    // the form can be filled without
  }
}

async function submit(fields, send, problem, sent) {
  if (send.getAttribute("aria-disabled") === "true") return;
  const values = Object.fromEntries(fields.map((each) => [each.name, each.get()]));
  values.keeps = send.told ?? "";
  send.setAttribute("aria-disabled", "true");
  problem.textContent = "";
  for (const field of fields) field.tell("");
  try {
    sent(await request.send(values));
  } catch (failure) {
    const wrong = failure.fields ?? {};
    send.told = wrong.email ? values.email : "";
    for (const field of fields) field.tell(wrong[field.name] ?? "");
    problem.textContent = typeset(failure.message);
    announce(failure.message);
    fields.find((each) => wrong[each.name])?.focus();
  } finally {
    send.setAttribute("aria-disabled", "false");
  }
}

function fieldOf(input, id) {
  const maker = { choice, consent, long_text: area }[input.kind] ?? line;
  return maker(input, id);
}

function line(input, id) {
  const kind = TYPES[input.kind] ?? "text";
  return simple(input, id, h("input", { id, type: kind, autocomplete: FILLED[input.name] ?? "off" }));
}

function area(input, id) {
  return simple(input, id, h("textarea", { id, rows: 3 }));
}

function simple(input, id, control) {
  const error = h("p", { class: "wrong", id: `${id}-wrong` });
  const hint = input.hint ? h("p", { class: "hint", id: `${id}-hint` }, typeset(input.hint)) : null;
  described(control, input, id);
  const element = h("div", { class: `field-of of-${input.name}` }, labelOf("label", input, { for: id }), control, hint, error);
  return part(input, element, control, error, {
    get: () => control.value.trim(),
    set: (value) => {
      control.value = value;
    },
  });
}

function choice(input, id) {
  const error = h("p", { class: "wrong", id: `${id}-wrong` });
  const radios = input.options.map((value) => h("input", { type: "radio", name: id, value, "aria-describedby": `${id}-wrong` }));
  const options = radios.map((radio) => h("label", { class: "option" }, radio, h("span", {}, typeset(radio.value))));
  const element = h("fieldset", { class: "field-of" }, labelOf("legend", input), h("div", { class: "options" }, options), error);
  return part(input, element, radios[0], error, {
    get: () => radios.find((each) => each.checked)?.value ?? "",
    set: (value) => {
      for (const each of radios) each.checked = each.value === value;
    },
  });
}

function consent(input, id) {
  const control = h("input", { id, type: "checkbox" });
  const error = h("p", { class: "wrong", id: `${id}-wrong` });
  described(control, input, id);
  const label = h("label", { class: "agree", for: id }, control, h("span", {}, typeset(input.label)));
  return part(input, h("div", { class: "field-of" }, label, error), control, error, {
    get: () => control.checked,
    set: () => {},
  });
}

function described(control, input, id) {
  control.setAttribute("aria-describedby", input.hint ? `${id}-hint ${id}-wrong` : `${id}-wrong`);
  if (input.required) control.setAttribute("aria-required", "true");
}

function labelOf(tag, input, attributes = {}) {
  return h(tag, attributes, typeset(input.label), input.required ? null : h("span", { class: "optional" }, " facultatif"));
}

function part(input, element, control, error, { get, set }) {
  return {
    name: input.name,
    element,
    get,
    set,
    focus: () => control.focus(),
    tell: (sentence) => {
      error.textContent = typeset(sentence);
      control.toggleAttribute("aria-invalid", false);
      if (sentence) control.setAttribute("aria-invalid", "true");
    },
  };
}
