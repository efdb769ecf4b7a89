// Light or dark: as the system says, until somebody chooses here. Runs before the page is painted.
"use strict";
(() => {
  const KEY = "leerkring-theme";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  const current = () => stored() ?? (dark.matches ? "dark" : "light");
  const apply = () => {
    document.documentElement.dataset.theme = current();
    document.dispatchEvent(new Event("theme"));
  };
  window.theme = {
    current,
    toggle() {
      try {
        localStorage.setItem(KEY, current() === "dark" ? "light" : "dark");
      } catch {
        // Without a place to remember it in, the system's choice stays.
      }
      apply();
    },
  };
  dark.addEventListener("change", apply);
  apply();
})();
