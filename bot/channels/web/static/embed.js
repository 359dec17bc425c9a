// One line puts Bémo on another site. (Its words are escaped: the other site may be in any encoding.)
//   <script src="https://…/embed.js" defer></script>                                       a floating button
//   <script src="https://…/embed.js" data-mode="inline" data-target="#bemo" defer></script>  in its place
(() => {
  const script = document.currentScript;
  const home = new URL(script.src).origin;
  const { mode = "floating", target = "", label = "Une question sur l\u2019emploi\u00a0?" } = script.dataset;
  const TITLE = "B\u00e9mo, les chiffres du recrutement local";
  const STYLE = `
    :host { all: initial; }
    * { box-sizing: border-box; }
    button { position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483000; display: flex; align-items: center; gap: .6rem;
      min-height: 3.5rem; padding: .5rem 1.3rem .5rem .6rem; border: 2px solid #f6f1e7; border-radius: 2rem; cursor: pointer;
      background: #0d4049; color: #fff; font: 600 1rem/1.2 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
      box-shadow: 0 .5rem 1.6rem rgb(13 40 45 / .35); }
    button:hover { background: #12606a; }
    button:focus-visible { outline: 3px solid #b5480f; outline-offset: 3px; }
    button svg { width: 2.4rem; height: 2.4rem; }
    .panel { position: fixed; right: 1rem; bottom: 5.4rem; z-index: 2147483000; width: min(27rem, calc(100vw - 2rem));
      height: min(46rem, calc(100vh - 7rem)); border-radius: 1.1rem; overflow: hidden; background: #f7f3ec;
      box-shadow: 0 1rem 3rem rgb(13 40 45 / .4); }
    .panel[hidden] { display: none; }
    iframe { display: block; width: 100%; height: 100%; border: 0; }
    .inline { display: block; width: 100%; height: min(46rem, 85vh); border: 1px solid #d8cfc0; border-radius: 1rem; overflow: hidden; }
    .refused { margin: 0; padding: 1.1rem 1.3rem; border: 1px solid #d8cfc0; border-radius: 1rem; background: #fffdf9; color: #14282c;
      font: 400 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
    .refused a { color: #0d4f58; }
    @media (max-width: 30rem) { .panel { inset: 0; width: 100%; height: 100%; border-radius: 0; } button[aria-expanded="true"] { display: none; } }
    @media print { button, .panel { display: none; } }`;

  const BOWL =
    "M23 15.5a8.5 8.5 0 0 1 8.5 8.5 8.5 8.5 0 0 1-8.5 8.5h-7.2a1.3 1.3 0 0 1-1.3-1.3V24a8.5 8.5 0 0 1 8.5-8.5z";

  const make = (tag, attributes = {}) => Object.assign(document.createElement(tag), attributes);

  /** The mark, drawn in place: an image would need the leave of the other site. */
  function logo() {
    const draw = (tag, attributes) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      return element;
    };
    const image = draw("svg", { viewBox: "5 4 30 32", "aria-hidden": "true" });
    image.append(
      draw("rect", { x: 9, y: 7, width: 6, height: 25, rx: 3, fill: "#f4b267" }),
      draw("path", { d: BOWL, fill: "#f6f1e7" }),
    );
    for (const [x, y] of [
      [18.6, 24],
      [22.6, 20],
      [26.6, 22.2],
    ])
      image.append(draw("rect", { x, y, width: 2.6, height: 28.6 - y, rx: 1.3, fill: "#0d4049" }));
    return image;
  }

  /** A host whose style neither takes from the page nor gives to it. */
  function shadowIn(parent) {
    const host = parent.appendChild(make("div"));
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    return root;
  }

  /** Whether Bemo is open to this site; where this site lets nothing be asked (connect-src), it is tried all the same. */
  const allowed = () =>
    fetch(`${home}/api/embed-allowed`, { credentials: "omit" })
      .then((answer) => answer.json())
      .then((said) => said.allowed !== false)
      .catch(() => true);

  const frame = (hash) => make("iframe", { src: `${home}/?embed=1${hash}`, title: TITLE });

  const placed = (element) => {
    const place = target ? document.querySelector(target) : script.parentElement;
    if (!place) return console.warn(`embed.js: nothing matches "${target}" in this page.`);
    return shadowIn(place).append(element);
  };

  function inline() {
    const box = make("div", { className: "inline" });
    box.append(frame(""));
    placed(box);
  }

  /** In its place, a sentence; a floating button would only be in the way. */
  function refused() {
    console.warn(`embed.js: B\u00e9mo is not open to this site: add "${location.origin}" to its allowed_origins.`);
    if (mode !== "inline") return;
    const said = make("p", { className: "refused" });
    const link = make("a", { href: home, target: "_blank", rel: "noopener", textContent: "Ouvrir B\u00e9mo" });
    said.append("B\u00e9mo n\u2019est pas ouvert \u00e0 ce site. ", link);
    placed(said);
  }

  function floating() {
    const root = shadowIn(document.body);
    const button = make("button", { type: "button" });
    button.append(logo(), label);
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-haspopup", "dialog");
    const panel = make("div", { className: "panel", hidden: true });
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-label", TITLE);
    let page = null;

    function toggle(open) {
      panel.hidden = !open;
      button.setAttribute("aria-expanded", String(open));
      if (!open || page) return (open ? page : button).focus();
      page = panel.appendChild(frame("#floating"));
      // Given before the page is there, the focus would not reach it.
      return page.addEventListener("load", () => panel.hidden || page.focus());
    }
    button.addEventListener("click", () => toggle(panel.hidden));
    document.addEventListener("keydown", (event) => event.key === "Escape" && !panel.hidden && toggle(false));
    addEventListener("message", ({ data, origin, source }) => {
      if (origin === home && source === page?.contentWindow && data === "bemo:close") toggle(false);
    });
    root.append(button, panel);
  }

  async function start() {
    if (!(await allowed())) refused();
    else if (mode === "inline") inline();
    else floating();
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
