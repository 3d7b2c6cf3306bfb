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
  /** @param {string} text */
  const joined = (text) => text.replaceAll(" ", "");

  /**
   * A name in the forms that are looked through, made once.
   * @typedef {{text: string, joined: string, words: string[]}} Name
   * @type {WeakMap<Entry, Name[]>}
   */
  const known = new WeakMap();

  /** @param {Entry} entry */
  function names(entry) {
    let found = known.get(entry);
    if (!found) {
      found = [entry.t, ...entry.a, entry.s].map((name) => {
        const text = plain(name);
        return { text, joined: joined(text), words: text.split(" ") };
      });
      known.set(entry, found);
    }
    return found;
  }

  /** How many slips of the keyboard a word of so many characters is forgiven. @param {number} length */
  const forgiven = (length) => (length < 4 ? 0 : length < 8 ? 1 : 2);

  /**
   * Return how many characters must be put in, left out, changed or swapped with their neighbour to make one of another,
   * or to make its beginning; more than `most` where it takes more.
   * @param {string} asked
   * @param {string} name
   * @param {number} most
   * @param {boolean} begins whether the beginning of the name is enough
   */
  function slips(asked, name, most, begins) {
    if (asked.length - name.length > most || (!begins && name.length - asked.length > most)) return most + 1;
    const wide = Math.min(name.length, asked.length + most);
    let before = /** @type {number[]} */ ([]);
    let last = Array.from({ length: wide + 1 }, (_, at) => at);
    for (let row = 1; row <= asked.length; row++) {
      const now = [row];
      let least = row;
      for (let at = 1; at <= wide; at++) {
        const same = asked[row - 1] === name[at - 1];
        now[at] = Math.min(last[at] + 1, now[at - 1] + 1, last[at - 1] + (same ? 0 : 1));
        if (row > 1 && at > 1 && asked[row - 1] === name[at - 2] && asked[row - 2] === name[at - 1]) {
          now[at] = Math.min(now[at], before[at - 2] + 1);
        }
        least = Math.min(least, now[at]);
      }
      if (least > most) return most + 1;
      before = last;
      last = now;
    }
    return begins ? Math.min(...last) : last[wide];
  }

  /**
   * Return how far a name is from what was typed as it is spelt: 0 is the name itself, Infinity is not it.
   * @param {Name} name
   * @param {string} asked
   * @param {string[]} words
   */
  function exact(name, asked, words) {
    const whole = joined(asked);
    if (name.text === asked) return 0;
    if (name.joined === whole) return 0.5;
    if (name.text.startsWith(asked)) return 1;
    if (name.joined.startsWith(whole)) return 1.5;
    if (!words.every((word) => name.joined.includes(word))) return name.joined.includes(whole) ? 4.5 : Infinity;
    return words.every((word) => ` ${name.text}`.includes(` ${word}`)) ? 2 : 4;
  }

  /**
   * Return how many slips a word or name is away, or its beginning, which counts as a little further; Infinity if too far.
   * The first letter may be missing or swapped with the next, but not be another one: so most names are cheap to pass over.
   * @param {string} asked
   * @param {string} name
   */
  function away(asked, name) {
    const swapped = name[0] === asked[1] && name[1] === asked[0];
    if (name[0] !== asked[0] && name[1] !== asked[0] && !swapped) return Infinity;
    const most = forgiven(asked.length);
    if (Math.abs(asked.length - name.length) <= most) {
      const whole = slips(asked, name, most, false);
      if (whole <= most) return whole;
    }
    const begun = slips(asked, name, most, true);
    return begun <= most ? begun + 0.3 : Infinity;
  }

  /**
   * The same as exact, where a few slips of the keyboard are forgiven: each word must nearly be one of the name's, or
   * all of them nearly the name, written in one. Numbers are told apart: GPT-4 is no slip of GPT-5.
   * @param {Name} name
   * @param {string} whole what was typed, in one word
   * @param {string[]} words
   * @param {string} digits those of what was typed
   */
  function near(name, whole, words, digits) {
    if (digits && !name.joined.replace(/\D/g, "").includes(digits)) return Infinity;
    let sum = 0;
    for (const word of words) {
      let best = name.text.includes(word) ? 0 : Infinity;
      if (best && !/\d/.test(word)) for (const other of name.words) best = Math.min(best, away(word, other));
      sum += best;
      if (sum === Infinity) break;
    }
    return Math.min(away(whole, name.joined), sum);
  }

  /**
   * Whether the letters that were typed stand in a name in their order, from its first letter on.
   * @param {Name} name
   * @param {string} whole
   */
  function within(name, whole) {
    if (whole.length < 4 || name.joined[0] !== whole[0] || name.joined.length > 3 * whole.length) return false;
    let at = 0;
    for (const letter of name.joined) if (letter === whole[at]) at++;
    return at === whole.length;
  }

  /**
   * Return the entries that fit best. What has the words as they were typed comes first; what nearly has them, or has
   * their letters in order, follows only where nothing else is found.
   * @param {Entry[]} all
   * @param {string} typed
   */
  function matches(all, typed) {
    const asked = plain(typed);
    if (!asked) return [];
    const words = asked.split(" ");
    const whole = joined(asked);
    const digits = whole.replace(/\D/g, "");
    /** @param {(name: Name) => number} far */
    const best = (far) => {
      /** @type {[number, number, Entry][]} */
      const found = [];
      all.forEach((entry, place) => {
        let score = Infinity;
        names(entry).forEach((name, number) => {
          if (!name.text) return;
          const own = far(name);
          // Who made a model is meant where it is all that was typed.
          const other = number > entry.a.length ? (own < 1 ? 1 : 3) : number ? 0.5 : 0;
          score = Math.min(score, own + other);
        });
        if (score < Infinity) found.push([score + (entry.k === "model" ? 0.25 : 0), place, entry]);
      });
      found.sort((one, other) => one[0] - other[0] || one[2].t.length - other[2].t.length || one[1] - other[1]);
      return found.slice(0, MOST).map(([, , entry]) => entry);
    };
    for (const far of [
      (/** @type {Name} */ name) => exact(name, asked, words),
      (/** @type {Name} */ name) => near(name, whole, words, digits),
      (/** @type {Name} */ name) => (within(name, whole) ? name.joined.length - whole.length : Infinity),
    ]) {
      const found = best(far);
      if (found.length) return found;
    }
    return [];
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
      input.focus({ preventScroll: true });
      input.select();
    });
  }
  return { combobox, entries, matches };
})();
