// @ts-check
// Light or dark, before the first paint: what the visitor chose here, or else what the system says.
"use strict";
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  /** @returns {string | null} */
  const kept = () => {
    try {
      return localStorage.getItem("podium-theme");
    } catch {
      return null; // no storage, as some browsers have it for pages opened from disk
    }
  };
  const chosen = kept();
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const changed = () => document.dispatchEvent(new CustomEvent("podium:theme"));

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("button.theme");
    if (!(button instanceof HTMLButtonElement)) return;
    const label = () => {
      button.textContent = dark() ? "Light" : "Dark";
      button.setAttribute("aria-label", dark() ? "Change to light colours" : "Change to dark colours");
    };
    button.hidden = false;
    label();
    button.addEventListener("click", () => {
      const next = dark() ? "light" : "dark";
      root.dataset.theme = next;
      try {
        localStorage.setItem("podium-theme", next);
      } catch {
        // It holds for this page then.
      }
      label();
      changed();
    });
    system.addEventListener("change", () => {
      label();
      changed();
    });
  });
})();
