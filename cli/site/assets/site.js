// @ts-check
// Tables that sort and filter, whose rows lead to their sources and can be reported as wrong.
"use strict";
(() => {
  /**
   * Return the number that a cell says: "4.3B", "131K", "1.05M", "=4", "2.00 / 8.00", "$15", "3 of 8".
   * @param {string} text
   */
  function number(text) {
    const found = /(-?[\d,]*\.?\d+)\s*([KMBT]\b)?/.exec(text.replace("−", "-"));
    if (!found) return NaN;
    const unit = found[2] ? { K: 1e3, M: 1e6, B: 1e9, T: 1e12 }[found[2]] : 1;
    return Number(found[1].replaceAll(",", "")) * (unit || 1);
  }

  /** @param {HTMLTableElement} table */
  function sortable(table) {
    const body = table.tBodies[0];
    if (!body || body.rows.length < 2) return;
    const rows = [...body.rows];
    const places = new Map(rows.map((row, place) => [row, place]));
    const heads = [...(table.tHead?.rows[0]?.cells || [])];
    for (const [column, head] of heads.entries()) {
      const type = head.dataset.type;
      if (!type) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        // What one looks for first: large scores and new dates, but small ranks, sizes and prices.
        const first = head.dataset.by || type === "date" ? "descending" : "ascending";
        const other = first === "ascending" ? "descending" : "ascending";
        const way = now === first ? other : first;
        heads.forEach((one) => one.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", way);
        /** @param {HTMLTableRowElement} row @returns {number | string} */
        const key = (row) => {
          if (head.dataset.by) return Number(row.dataset[head.dataset.by]);
          const cell = row.cells[column];
          // The name of a model or benchmark, without what stands below it.
          const text = (cell?.tagName === "TH" ? cell.firstElementChild : cell)?.textContent?.trim() || "";
          return type === "number" ? number(text) : text.toLowerCase();
        };
        /** @param {number | string} value */
        const unknown = (value) => value === "" || value === "not recorded" || Number.isNaN(value);
        const sign = way === "ascending" ? 1 : -1;
        const keyed = rows.map((row) => /** @type {const} */ ([row, key(row)]));
        keyed.sort(([one, a], [two, b]) => {
          const rest = (places.get(one) || 0) - (places.get(two) || 0);
          if (unknown(a) || unknown(b)) return Number(unknown(a)) - Number(unknown(b)) || rest;
          const order = typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true });
          return sign * order || rest;
        });
        body.append(...keyed.map(([row]) => row));
      });
    }
  }

  /**
   * Return how many rows are left, and that the table has not all models where that is so.
   * @param {number} left
   * @param {number} rows
   * @param {string | undefined} all
   */
  function counted(left, rows, all) {
    if (!all) return `${left} of ${rows} ${rows === 1 ? "model" : "models"}`;
    return `${left === rows ? "the" : `${left} of the`} first ${rows} of ${all} models`;
  }

  /** @param {HTMLFormElement} form */
  function filters(form) {
    const table = document.getElementById(form.dataset.for || "");
    if (!(table instanceof HTMLTableElement)) return;
    const rows = [...table.tBodies[0].rows];
    const output = form.querySelector("output");
    const heads = [...(table.tHead?.rows[0]?.cells || [])].map((head) => head.textContent?.trim());
    const [name, maker, standing, date] = ["Model", "Organisation", "Standing, source", "Date"].map((head) => heads.indexOf(head));
    /** @param {Element | null | undefined} one */
    const said = (one) => (one?.textContent || "").trim().toLowerCase();
    form.hidden = false;

    const apply = () => {
      const data = new FormData(form);
      const text = String(data.get("text") || "").trim().toLowerCase();
      const org = String(data.get("org") || "").toLowerCase();
      const how = String(data.get("how") || "").trim().toLowerCase();
      const kinds = data.getAll("open");
      const params = String(data.get("params") || "");
      const since = String(data.get("since") || "");
      let left = 0;
      for (const row of rows) {
        const { open = "" } = row.dataset;
        const day = said(row.cells[date]);
        const size = row.dataset.params;
        const fits =
          (!text || said(row.cells[name].firstElementChild).includes(text) || said(row.cells[maker]).includes(text)) &&
          (!how || said(row.cells[name].querySelector("i")).includes(how) || said(row.cells[standing].lastElementChild).includes(how)) &&
          (!org || said(row.cells[maker]) === org) &&
          (!params || (size !== undefined && Number(size) <= Number(params))) &&
          // A day known to the year counts as its first.
          (!since || (day !== "" && `${day}-01`.slice(0, 7) >= since)) &&
          (!data.get("verified") || row.hasAttribute("data-verified"));
        row.toggleAttribute("data-out", !fits);
        row.hidden = !fits || !kinds.includes(open);
        left += Number(!row.hidden);
      }
      if (output) output.textContent = counted(left, rows.length, form.dataset.all);
      table.dispatchEvent(new CustomEvent("podium:filter"));
    };
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", apply);
    form.addEventListener("change", apply);
    form.addEventListener("reset", () => setTimeout(apply));
    apply();
  }

  /**
   * Offer the rows of a table, and fill the one that is meant into the command that reports it.
   * @param {HTMLFormElement} form
   */
  function pick(form) {
    const table = document.getElementById(form.dataset.for || "");
    const select = form.querySelector("select");
    const places = [...(form.parentElement?.querySelectorAll("code b") || [])];
    if (!(table instanceof HTMLTableElement) || !select) return;
    const blank = places.map((one) => one.textContent || "");
    /** @type {string[][]} */
    const meant = [blank];
    for (const row of table.tBodies[0].rows) {
      const { board } = row.dataset;
      const link = row.querySelector("th a");
      const model = /models\/(.+)\.html$/.exec(link?.getAttribute("href") || "")?.[1] || "";
      meant.push(board ? [board, blank[1]] : [blank[0], model]);
      const option = document.createElement("option");
      option.value = String(meant.length - 1);
      option.textContent = [link, board ? row.cells[1] : null].map((one) => one?.textContent?.trim()).filter(Boolean).join(", ");
      select.append(option);
    }
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    select.addEventListener("change", () => {
      meant[Number(select.value)].forEach((text, at) => (places[at].textContent = text));
    });
  }

  // An address that several rows come from stands once on the page; their links go straight to it.
  for (const link of document.querySelectorAll('table.board td > a[href^="#"]')) {
    const there = document.getElementById((link.getAttribute("href") || "#").slice(1))?.querySelector("a");
    if (there && link instanceof HTMLAnchorElement) link.href = there.href;
  }
  document.querySelectorAll("table.board").forEach((table) => sortable(/** @type {HTMLTableElement} */ (table)));
  document.querySelectorAll("form.pick").forEach((form) => pick(/** @type {HTMLFormElement} */ (form)));
  document.querySelectorAll("form.filters").forEach((form) => filters(/** @type {HTMLFormElement} */ (form)));
})();
