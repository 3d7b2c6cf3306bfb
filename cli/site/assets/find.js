// @ts-check
// Finding benchmarks, models and categories by name: the box in the header, and the pickers of the compare page.
"use strict";
/**
 * @typedef {{t: string, k: "benchmark" | "model" | "category", u: string, a: string[], s: string}} Entry
 */
const PodiumFind = (() => {
  const MOST = 12;
  const root = document.body.dataset.root || "";
  /** @type {Promise<Entry[]> | undefined} */
  let loading;

  /** Load what can be found; thousands of names are not loaded before somebody looks for one. */
  function entries() {
    loading ||= new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = `${root}search.js`;
      script.onload = () => resolve(/** @type {any} */ (window).PODIUM_SEARCH || []);
      script.onerror = () => resolve([]);
      document.head.append(script);
    });
    return loading;
  }

  /** @param {string} text */
  const plain = (text) =>
    text.normalize("NFKD").replace(/[\p{M}'’`]/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  /**
   * Return the entries that fit best: each word must begin a word of a name, or stand in it.
   * @param {Entry[]} all
   * @param {string} typed
   */
  function matches(all, typed) {
    const asked = plain(typed);
    if (!asked) return [];
    const words = asked.split(" ");
    /** @type {[number, number, Entry][]} */
    const found = [];
    all.forEach((entry, place) => {
      let best = Infinity;
      for (const [number, name] of [entry.t, ...entry.a, entry.s].entries()) {
        const text = plain(name);
        if (!text || !words.every((word) => text.includes(word))) continue;
        let score = text === asked ? 0 : text.startsWith(asked) ? 1 : words.every((w) => ` ${text}`.includes(` ${w}`)) ? 2 : 4;
        if (number) score += number > entry.a.length ? 3 : 0.5;
        best = Math.min(best, score);
      }
      if (best < Infinity) found.push([best + (entry.k === "model" ? 0.25 : 0), place, entry]);
    });
    found.sort((one, other) => one[0] - other[0] || one[2].t.length - other[2].t.length || one[1] - other[1]);
    return found.slice(0, MOST).map(([, , entry]) => entry);
  }

  /**
   * Make a text box with a list below it that arrows walk and Enter takes.
   * @param {HTMLInputElement} input
   * @param {HTMLElement} list
   * @param {(entry: Entry) => boolean} wanted
   * @param {(entry: Entry) => void} take
   */
  function combobox(input, list, wanted, take) {
    /** @type {Entry[]} */
    let shown = [];
    let active = -1;
    const status = document.createElement("output");
    status.className = "hidden";
    status.setAttribute("aria-live", "polite");
    input.after(status);

    const close = () => {
      list.hidden = true;
      list.replaceChildren();
      shown = [];
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    /** @param {number} to */
    const mark = (to) => {
      active = to;
      [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === to)));
      const option = list.children[to];
      if (option) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    };
    const show = async () => {
      const typed = input.value;
      if (!typed.trim()) {
        status.textContent = "";
        return close();
      }
      const all = await entries();
      if (input.value !== typed) return;
      shown = matches(all.filter(wanted), typed);
      list.replaceChildren(...shown.map(option));
      status.textContent = shown.length ? `${shown.length} found` : "Nothing found";
      if (!shown.length) {
        const nothing = document.createElement("li");
        nothing.className = "nothing";
        nothing.setAttribute("role", "option");
        nothing.setAttribute("aria-disabled", "true");
        nothing.textContent = "Nothing found";
        list.replaceChildren(nothing);
      }
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      mark(shown.length ? 0 : -1);
    };
    /**
     * @param {Entry} entry
     * @param {number} place
     */
    const option = (entry, place) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${place}`;
      item.setAttribute("role", "option");
      const name = document.createElement("b");
      name.textContent = entry.t;
      const line = document.createElement("span");
      line.textContent = [entry.k, entry.s].filter(Boolean).join(" · ");
      item.append(name, line);
      item.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
      item.addEventListener("click", () => {
        close();
        take(entry);
      });
      return item;
    };
    input.addEventListener("focus", () => void entries());
    input.addEventListener("input", () => void show());
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        if (!list.hidden) event.preventDefault();
        close();
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && shown.length) {
        event.preventDefault();
        mark((active + (event.key === "ArrowDown" ? 1 : -1) + shown.length) % shown.length);
      } else if (event.key === "ArrowDown") void show();
      else if (event.key === "Enter") {
        event.preventDefault();
        const entry = shown[active];
        if (entry) {
          close();
          take(entry);
        }
      }
    });
  }

  const form = document.querySelector("form.search");
  const input = document.getElementById("search");
  const list = document.getElementById("found");
  if (form instanceof HTMLFormElement && input instanceof HTMLInputElement && list) {
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    combobox(input, list, () => true, (entry) => location.assign(root + entry.u));
    document.addEventListener("keydown", (event) => {
      const at = /** @type {HTMLElement} */ (event.target);
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (at.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName)) return;
      event.preventDefault();
      input.focus();
      input.select();
    });
  }
  return { combobox, entries };
})();
