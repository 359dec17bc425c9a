// Comfort only: everything works without it.
(() => {
  const root = document.documentElement;

  const theme = document.getElementById("theme");
  theme?.addEventListener("click", () => {
    const chosen = root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    root.dataset.theme = chosen === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("bemo.theme", root.dataset.theme);
    } catch {
      // Storage is refused: the choice lasts as long as this page.
    }
  });

  // In a narrow window the lists slide: the one that is shown is in sight.
  document.querySelector(".side [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

  // What is being written grows with its text, and is not left behind by a slip.
  // Who writes is there: the session does not end in the middle of a long answer.
  let sending = false;
  let heard = Date.now();
  const texts = [...document.querySelectorAll("textarea[name=texte]")];
  for (const text of texts) {
    text.addEventListener("input", () => {
      if (Date.now() - heard > 240_000) {
        heard = Date.now();
        fetch("/correspondant/present").catch(() => {});
      }
      text.style.height = "auto";
      text.style.height = `${text.scrollHeight + 3}px`;
    });
  }
  addEventListener("beforeunload", (event) => {
    if (!sending && texts.some((text) => text.value.trim() && text.value !== text.defaultValue)) event.preventDefault();
  });

  // A second click sends nothing more.
  for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "1";
      sending = true;
      form.querySelector("button")?.setAttribute("aria-disabled", "true");
    });
  }
  addEventListener("pageshow", () => {
    sending = false;
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      form.querySelector("button")?.removeAttribute("aria-disabled");
    }
  });

  // What could not be done is read first.
  document.querySelector(".notice.wrong[id=said]")?.focus();
})();
