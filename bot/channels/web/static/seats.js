// Each tab of a browser has its own conversation. It takes a seat that no other open tab has, and keeps it when it is
// loaded again; a seat left by a closed tab, with its conversation, is taken by the next one.
import { store } from "./dom.js";

const SEATS = 100; // as the server
const PATIENCE = 500; // milliseconds that the page just left may take to give its seat back
const session = store("sessionStorage");

/** The seat of this tab, "0" to "99". */
export async function takeSeat() {
  const seat = navigator.locks ? await freeSeat(session.get("seat")) : (session.get("seat") ?? someSeat());
  session.set("seat", seat);
  return seat;
}

async function freeSeat(mine) {
  // Held by another tab, this one was duplicated from it.
  if (mine !== null && (await taken(mine, { signal: AbortSignal.timeout(PATIENCE) }))) return mine;
  for (let seat = 0; seat < SEATS; seat += 1) {
    if (await taken(String(seat), { ifAvailable: true })) return String(seat);
  }
  return someSeat();
}

/** Whether the seat was free: it is then held for as long as the tab lives. */
function taken(seat, how) {
  return new Promise((resolve) => {
    const hold = (lock) => {
      resolve(lock !== null);
      return lock && new Promise(() => {});
    };
    navigator.locks.request(`bemo.seat.${seat}`, how, hold).catch(() => resolve(false));
  });
}

/** Without locks (an address in http), a seat that another tab is unlikely to have. */
const someSeat = () => String(Math.floor(Math.random() * SEATS));
