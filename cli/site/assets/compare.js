// @ts-check
// Models side by side on the boards that all of them are on.
"use strict";
(() => {
  /**
   * @typedef {{benchmark: string, benchmark_name: string, board: string, title: string, metric: string,
   *   higher_is_better: boolean, min: number | null, max: number | null, headline: boolean, research_use_only: boolean, value: number, low: number | null,
   *   high: number | null, rank: number, alike: number, models: number, standing: string, verified: boolean,
   *   setting: string | null, source_url: string | null, date: string | null}} Result
   * @typedef {Record<string, any> & {slug: string, name: string}} Model
   * @typedef {{model: Model, results: Result[]}} Loaded
   */
  const MOST = 6;
  const place = document.getElementById("compare");
  if (!place) return;
  /** @type {Record<string, Loaded>} */
  const loaded = ((/** @type {any} */ (window)).PODIUM_MODELS ||= {});
  /** @type {string[]} */
  let chosen = [...new Set((new URLSearchParams(location.search).get("models") || "").split(",").filter(Boolean))].slice(0, MOST);
  /** @type {string[]} */
  let missing = [];

  /**
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag
   * @param {string} [name]
   * @param {(Node | string | null | undefined)[]} inside
   * @returns {HTMLElementTagNameMap[T]}
   */
  function make(tag, name = "", ...inside) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    for (const one of inside) if (one) element.append(one);
    return element;
  }
  /** @param {string} to @param {string} text */
  const link = (to, text) => Object.assign(make("a", "", text), { href: to });
  /** @param {string} text */
  const head = (text, kind = "") => Object.assign(make("th", kind, text), { scope: "col" });
  /** @param {Model} model */
  const named = (model) => (model.name.length > 80 ? `${model.name.slice(0, 79)}…` : model.name.trim() || model.slug);
  /** @param {number} value */
  const score = (value) => value.toFixed(3);

  /** @param {string} slug @returns {Promise<boolean>} whether there is such a model */
  async function load(slug) {
    if (Object.hasOwn(loaded, slug)) return true;
    const known = await PodiumFind.entries();
    if (!known.some((entry) => entry.k === "model" && slugOf(entry.u) === slug)) return false;
    return new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = `models/${encodeURIComponent(slug)}.js`;
      script.onload = () => resolve(Object.hasOwn(loaded, slug));
      script.onerror = () => resolve(false);
      document.head.append(script);
    });
  }

  const chips = make("ul", "chips");
  const input = make("input");
  const list = make("ul", "options");
  const status = make("output", "status");
  const result = make("div", "result");
  const picker = make("div", "picker");
  {
    input.id = "pick";
    input.type = "search";
    input.autocomplete = "off";
    input.spellcheck = false;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", "picked");
    list.id = "picked";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Models found");
    chips.setAttribute("aria-label", "Models that are compared");
    status.setAttribute("aria-live", "polite");
    const label = make("label", "", "Add a model");
    label.htmlFor = "pick";
    picker.append(chips, make("div", "box", label, input, list));
    place.replaceChildren(picker, status, result);
    PodiumFind.combobox(input, list, (entry) => entry.k === "model" && !chosen.includes(slugOf(entry.u)), (entry) => {
      input.value = "";
      choose([...chosen, slugOf(entry.u)].slice(0, MOST));
    });
  }

  /** @param {string} url */
  const slugOf = (url) => url.replace(/^models\/|\.html$/g, "");

  /** @param {string[]} slugs */
  function choose(slugs) {
    chosen = slugs;
    const address = slugs.length ? `?models=${slugs.map(encodeURIComponent).join(",")}` : location.pathname;
    try {
      history.replaceState(null, "", address);
    } catch {
      location.search = slugs.length ? address : ""; // some browsers rewrite no address of a file
      return;
    }
    void show();
  }

  async function show() {
    const wanted = chosen;
    const found = await Promise.all(wanted.map(load));
    if (wanted !== chosen) return;
    missing = wanted.filter((_, at) => !found[at]);
    chosen = wanted.filter((_, at) => found[at]);
    const models = chosen.map((slug) => loaded[slug]);
    chips.replaceChildren(...models.map(chip));
    input.disabled = models.length >= MOST;
    input.placeholder = models.length >= MOST ? `${MOST} models at most` : "Name of a model";
    const shared = boards(models);
    const lost = missing.length ? `There is no model ${missing.join(", ")} here. ` : "";
    if (models.length < 2) {
      status.textContent = `${lost}${models.length ? "Add another model to compare it with." : "Choose two to six models."}`;
      result.replaceChildren();
      return;
    }
    status.textContent = `${lost}${shared.length} shared ${shared.length === 1 ? "board" : "boards"}`;
    document.title = `${models.map((one) => named(one.model)).join(", ")} · compared`;
    const sections = shared.map((rows) => board(models, rows));
    const research = shared.some((rows) => rows[0].research_use_only);
    result.replaceChildren(
      facts(models),
      make("h2", "", "Shared boards"),
      ...(research ? [make("p", "research", place?.dataset.research || "")] : []),
      ...(sections.length ? sections : [make("p", "quiet", "There is no board that all of them are on, so nothing can be compared.")]),
    );
  }

  /** @param {Loaded} one */
  function chip(one) {
    const remove = make("button", "", "×");
    remove.type = "button";
    remove.setAttribute("aria-label", `Leave out ${named(one.model)}`);
    remove.addEventListener("click", () => {
      choose(chosen.filter((slug) => slug !== one.model.slug));
      input.disabled = false;
      input.focus();
    });
    return make("li", "", make("span", "", named(one.model)), remove);
  }

  /** Return the results of the boards that all models are on, one per model. @param {Loaded[]} models */
  function boards(models) {
    if (!models.length) return [];
    const keyed = models.map((one) => new Map(one.results.map((row) => [`${row.benchmark}/${row.board}`, row])));
    return [...keyed[0].keys()]
      .map((key) => keyed.map((rows) => rows.get(key)))
      .filter(/** @returns {rows is Result[]} */ (rows) => rows.every((row) => row !== undefined));
  }

  /** @param {Loaded[]} models */
  function facts(models) {
    const price = (/** @type {Model} */ m) =>
      m.input_price === null && m.output_price === null ? null : [m.input_price, m.output_price].map((p) => (p === null ? "?" : p.toFixed(2))).join(" / ");
    /** @type {[string, (model: Model) => string | null | undefined][]} */
    const lines = [
      ["Organisation", (m) => m.organisation],
      ["Released", (m) => m.released?.slice(0, /** @type {Record<string, number>} */ ({ year: 4, month: 7 })[m.released_precision] || 10)],
      ["Size", (m) => (m.parameters_b === null ? null : m.parameters_b >= 1000 ? `${+(m.parameters_b / 1000).toPrecision(3)}T` : `${+m.parameters_b.toPrecision(3)}B`)],
      ["Context", (m) => (m.context_tokens === null ? null : `${m.context_tokens.toLocaleString("en")} tokens`)],
      ["$/M in / out", price],
      ["Licence", (m) => m.licence],
      ["Weights", (m) => (m.open_weights === null ? null : m.open_weights ? "open" : "proprietary")],
      ["Input", (m) => (m.multimodal === null ? null : m.multimodal ? "text and images" : "text")],
    ];
    const top = make("tr", "", make("td"), ...models.map((one) => Object.assign(make("th", "", link(`models/${one.model.slug}.html`, named(one.model))), { scope: "col" })));
    const rows = lines.map(([name, read]) =>
      make("tr", "", Object.assign(make("th", "", name), { scope: "row" }), ...models.map((one) => make("td", "", read(one.model) || ""))),
    );
    return scroll("Facts", make("table", "side", make("thead", "", top), make("tbody", "", ...rows)));
  }

  /** @param {string} name @param {HTMLTableElement} table */
  function scroll(name, table) {
    const region = make("div", "scroll", table);
    region.tabIndex = 0;
    region.setAttribute("role", "region");
    region.setAttribute("aria-label", name);
    return region;
  }

  /** @param {Loaded[]} models @param {Result[]} rows */
  function board(models, rows) {
    const [first] = rows;
    const best = Math.min(...rows.map((row) => row.rank));
    const title = make("h3", "", link(`benchmarks/${first.benchmark}${first.headline ? "" : `/${first.board}`}.html`, `${first.benchmark_name}: ${first.title}`));
    const metric = make("p", "quiet", `${first.metric}${first.higher_is_better ? "" : ", lower is better"}; ${first.models.toLocaleString("en")} models`);
    // On the board's whole scale: a small difference shall look small.
    const bounds = first.min !== null && first.max !== null ? /** @type {const} */ ([first.min, first.max]) : null;
    const lines = rows.map((row, at) => {
      const mark = row.standing === "independent" || row.standing === "reproduced" ? (row.verified ? " ✓" : " ✗ differs") : "";
      const interval = row.low === null || row.high === null ? null : make("small", "", ` [${score(row.low)}, ${score(row.high)}]`);
      const web = /^https?:\/\//.test(row.source_url || "");
      const line = make(
        "tr",
        row.rank === best ? "first" : "",
        Object.assign(make("th", "", named(models[at].model)), { scope: "row" }),
        make("td", "num", score(row.value), interval),
        bounds && make("td", "strip", strip(row, bounds)),
        make("td", "num", `${row.alike > 1 ? "=" : ""}${row.rank}`),
        make("td", "", `${row.standing}${mark}`),
        make("td", "", row.date || ""),
        make("td", "", row.setting || ""),
        make("td", "", web ? link(row.source_url || "", "source") : ""),
      );
      return line;
    });
    const headings = make("tr", "", head("Model", "name"), head("Score", "num"), bounds && head(`${bounds[0]} to ${bounds[1]}`), head("Rank", "num"), head("Standing"), head("Date"), head("Setting"), head("Source"));
    const table = make("table", "versus", make("thead", "", headings), make("tbody", "", ...lines));
    return make("section", "shared", title, metric, scroll(`${first.benchmark_name}: ${first.title}`, table), verdict(models, rows, best));
  }

  /**
   * Say whether the best is told from the others: by intervals, and only where all have one.
   * @param {Loaded[]} models @param {Result[]} rows @param {number} best
   */
  function verdict(models, rows, best) {
    const first = rows.filter((row) => row.rank === best);
    const names = rows.flatMap((row, at) => (row.rank === best ? [named(models[at].model)] : []));
    const line = (/** @type {string} */ told, /** @type {string} */ text) => {
      const said = make("p", "verdict", make("b", "", `Told apart: ${told}.`), ` ${text}`);
      said.dataset.told = told;
      return said;
    };
    if (first.length === rows.length) return line("no", "Their scores read the same.");
    if (first.length > 1) return line("no", `The scores of ${names.join(" and ")} read the same.`);
    if (rows.some((row) => row.low === null || row.high === null)) return line("not known", `${names[0]} scores best, but not all have an interval.`);
    const [top] = first;
    const overlaps = rows.some((row) => row !== top && Number(row.low) <= Number(top.high) && Number(top.low) <= Number(row.high));
    return overlaps
      ? line("no", `${names[0]} scores best, but its 95% interval overlaps another.`)
      : line("yes", `${names[0]} scores best, and its 95% interval overlaps no other.`);
  }

  /** @param {Result} row @param {readonly [number, number]} scale */
  function strip(row, [low, high]) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("viewBox", "0 0 160 16");
    svg.setAttribute("aria-hidden", "true");
    const across = (/** @type {number} */ value) => (8 + ((value - low) / (high - low)) * 144).toFixed(1);
    const path = document.createElementNS(space, "path");
    path.setAttribute("class", "axis");
    path.setAttribute("d", "M0 8H160");
    const bar = document.createElementNS(space, "path");
    bar.setAttribute("class", "interval");
    bar.setAttribute("d", row.low === null || row.high === null ? "" : `M${across(row.low)} 8H${across(row.high)}`);
    const dot = document.createElementNS(space, "circle");
    dot.setAttribute("cx", across(row.value));
    dot.setAttribute("cy", "8");
    dot.setAttribute("r", "4.5");
    svg.append(path, bar, dot);
    return svg;
  }

  void show();
})();
