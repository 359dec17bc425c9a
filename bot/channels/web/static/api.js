// The JSON API of the channel. A page of its own is known by the cookie of its seat; embedded in another site, where
// the cookie is not sent, by a token kept for the tab and sent as a header.
import { ownAddress, store } from "./dom.js";
import { takeSeat } from "./seats.js";

const TIMEOUT = 45_000;
const embedded = document.documentElement.dataset.embed === "1";
const session = store("sessionStorage");
const local = store("localStorage");
let token = null;
let seat = "0";
const seated = takeSeat().then((found) => {
  seat = found;
  if (embedded) token = session.get(of("token"));
});

/** The name under which something of this tab is kept. */
export const of = (name) => `${name}.${seat}`;

/** Why a call failed: `kind` is "network", "busy" (429), "down" (5xx) or "refused". */
export class Failure extends Error {
  constructor(kind, message, { status = 0, wait = 0, reference = "", fields = undefined } = {}) {
    super(message);
    Object.assign(this, { kind, status, wait, reference, fields });
  }
}

export const conversation = {
  open: async () => {
    const { token: given } = await call("POST", "/api/conversation");
    local.set(of("held"), "1"); // the cookie cannot be read from here
    if (embedded && given) {
      token = given;
      session.set(of("token"), given);
    }
  },
  /** The messages so far; null when there is no conversation yet. */
  messages: async () => {
    await seated;
    if (embedded ? !token : !local.get(of("held"))) return null;
    try {
      return (await call("GET", "/api/conversation")).messages ?? [];
    } catch (failure) {
      if (failure.status === 401) return null;
      throw failure;
    }
  },
  erase: async () => {
    try {
      await call("DELETE", "/api/conversation");
    } catch (failure) {
      if (failure.status !== 401) throw failure;
    }
    token = null;
    session.remove(of("token"));
    local.remove(of("held"));
  },
};

/** Play `{text}` or `{button}` under a client-made id, so that a second try is never played twice. */
export async function send(body) {
  try {
    return (await call("POST", "/api/messages", body)).messages ?? [];
  } catch (failure) {
    if (failure.status !== 401) throw failure;
    await conversation.open();
    return (await call("POST", "/api/messages", body)).messages ?? [];
  }
}

/** The request for a person being written: what is known of it, and all of it at once. */
export const request = {
  values: () => call("GET", "/api/handover"),
  send: async (values) => (await call("POST", "/api/handover", { values })).messages ?? [],
};

export async function isUp() {
  try {
    await call("GET", "/health/ready", undefined, 8_000);
    return true;
  } catch {
    return false;
  }
}

/** Whether files and images need the header, which a plain link cannot send. */
export const needsHeader = () => embedded && token !== null;

/** The address of a file of the conversation, which a plain link asks for without headers. */
export function ofThisTab(address) {
  const found = new URL(address);
  if (seat !== "0") found.searchParams.set("seat", seat);
  return found.href;
}

/** A file of this site: its content, and the name the server gives it. */
export async function file(url) {
  const address = ownAddress(url);
  if (!address) throw new Failure("refused", "Adresse inconnue.");
  const response = await fetched("GET", address);
  const told = response.headers.get("Content-Disposition") ?? "";
  const name = /filename\*=UTF-8''([^;]+)/i.exec(told)?.[1] ?? /filename="?([^";]+)/i.exec(told)?.[1] ?? "";
  return { content: await response.blob(), name: decodeURIComponent(name) };
}

async function call(method, path, body, timeout = TIMEOUT) {
  const response = await fetched(method, path, body, timeout);
  return response.status === 204 ? {} : response.json().catch(() => ({}));
}

async function fetched(method, path, body, timeout = TIMEOUT) {
  await seated;
  const headers = { Accept: "application/json, */*", "X-Bemo-Seat": seat };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (token) headers.Authorization = `Bearer ${token}`;
  let response;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(timeout),
      credentials: "same-origin",
      cache: "no-store",
    });
  } catch {
    throw new Failure("network", "La connexion est coupée.");
  }
  if (!response.ok) throw await failureOf(response);
  return response;
}

async function failureOf(response) {
  const said = await response.json().catch(() => ({}));
  const details = { status: response.status, reference: said.reference ?? "", fields: said.fields };
  if (response.status === 429) {
    const wait = Math.ceil(Number(said.retry_after ?? response.headers.get("Retry-After")) || 10);
    return new Failure("busy", said.error ?? "Trop de questions à la suite.", { ...details, wait });
  }
  const down = response.status >= 500;
  const sentence = said.error ?? (down ? "Le service est momentanément indisponible." : "La demande a été refusée.");
  return new Failure(down ? "down" : "refused", sentence, details);
}
