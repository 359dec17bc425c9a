// Loaded before the style is painted: the theme, the compact mode and the welcome are there at once, and never jump.
(() => {
  const root = document.documentElement;
  const query = new URLSearchParams(location.search);
  root.dataset.js = "1";
  if (query.get("embed") === "1") root.dataset.embed = "1";
  root.dataset.fresh = "";
  try {
    const seat = sessionStorage.getItem("bemo.seat") ?? "0"; // a guess, until the page has taken one
    const held = root.dataset.embed
      ? sessionStorage.getItem(`bemo.token.${seat}`)
      : localStorage.getItem(`bemo.held.${seat}`);
    if (held) delete root.dataset.fresh;
    const theme = localStorage.getItem("bemo.theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // Storage is refused (private mode, embedding): the theme of the system is kept.
  }
})();
