// Loaded before the style is painted: the chosen theme and the compact mode never flash.
(() => {
  const root = document.documentElement;
  const query = new URLSearchParams(location.search);
  if (query.get("embed") === "1") root.dataset.embed = "1";
  try {
    const theme = localStorage.getItem("bemo.theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // Storage is refused (private mode, embedding): the theme of the system is kept.
  }
})();
