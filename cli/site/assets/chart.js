// @ts-check
// A board over time: every result of its table by date, and the best so far. Drawn by uPlot, which gives the axes,
// the zoom and the cursor; marks and steps are drawn here.
"use strict";
(() => {
  /** @typedef {"open" | "proprietary" | "unknown"} Kind */
  /**
   * @typedef {{id: string, time: number, day: string, value: number, low: number | null, high: number | null,
   *   by: string, kind: Kind, name: string, maker: string, standing: string, row: HTMLTableRowElement | null}} Point
   */
  /**
   * @typedef {{metric: string, higher: boolean, min: number | null, max: number | null,
   *   undated: number, edge?: number, records: Record<"all" | "open" | "proprietary", number[]>,
   *   more?: {id: number, day: string, by: string, name: string, org: string | null, value: number, low: number | null,
   *     high: number | null, open: boolean | null, standing: string}[]}} Facts
   */
  const UPlot = /** @type {any} */ (window).uPlot;
  /** @type {Kind[]} */
  const KINDS = ["open", "proprietary", "unknown"];
  const NAMES = { open: "open", proprietary: "proprietary", unknown: "weights not recorded" };
  /** What a day is of that is not of a model's release: of the report, or of the benchmark's publication.
   * @type {Record<string, string>} */
  const CAME = { report: "reported", reported_on: "reported", start: "older than the benchmark of", published: "older than the benchmark of" };
  /** How near to a mark the pointer must be, in pixels. */
  const NEAR = 32;
  /** Marks nearer to each other than this hide one another. */
  const SAME = 3;
  /** Most results that are told of one place. */
  const MOST = 4;
  const DAY = 86400;

  /**
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag
   * @param {string} [name]
   * @param {string} [text]
   * @returns {HTMLElementTagNameMap[T]}
   */
  function make(tag, name = "", text = "") {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  }

  /** @param {string} day */
  function seconds(day) {
    const first = { 4: `${day}-01-01`, 7: `${day}-01` }[day.length] || day; // a month or a year counts as its first
    return Date.parse(`${first}T00:00:00Z`) / 1000;
  }

  /** @param {HTMLTableElement} table @param {Facts} facts @returns {Point[]} */
  function read(table, facts) {
    const heads = [...(table.tHead?.rows[0]?.cells || [])].map((head) => head.textContent?.trim() || "");
    /** @param {HTMLTableRowElement} row @param {string} head */
    const cell = (row, head) => row.cells[heads.indexOf(head)]?.textContent?.trim() || "";
    const dated = [...table.tBodies[0].rows].filter((row) => cell(row, "Date"));
    const points = dated.map((row) => {
      const { open, by = "", value, low, high } = row.dataset;
      const day = cell(row, "Date");
      return {
        id: row.id,
        time: seconds(day),
        day,
        by,
        value: Number(value),
        low: low === undefined ? null : Number(low),
        high: high === undefined ? null : Number(high),
        kind: /** @type {Kind} */ (open === "1" ? "open" : open === "0" ? "proprietary" : "unknown"),
        name: row.querySelector("th a")?.textContent?.trim() || "",
        maker: cell(row, "Organisation"),
        standing: row.cells[heads.indexOf("Standing, source")]?.firstChild?.textContent?.trim() || "",
        row,
      };
    });
    const more = (facts.more || []).map((one) => ({
      ...one,
      id: `r${one.id}`,
      time: seconds(one.day),
      kind: /** @type {Kind} */ (one.open === null ? "unknown" : one.open ? "open" : "proprietary"),
      maker: one.org || "",
      row: null, // the table has not all rows
    }));
    return [...points, ...more].sort((one, other) => one.time - other.time);
  }

  /** @param {HTMLElement} figure */
  function chart(figure) {
    const table = document.getElementById(figure.dataset.board || "");
    const source = figure.querySelector("script.progress-data");
    if (!(table instanceof HTMLTableElement) || !source?.textContent) return;
    /** @type {Facts} */
    const facts = JSON.parse(source.textContent);
    const points = read(table, facts);
    if (!points.length) return;
    const byId = new Map(points.map((point) => [point.id, point]));
    const form = document.querySelector(`form.filters[data-for="${table.id}"]`);
    /** @type {Set<Kind>} */
    const off = new Set();
    /** @param {Kind} kind */
    const box = (kind) => {
      const value = { open: "1", proprietary: "0", unknown: "" }[kind];
      const found = form?.querySelector(`input[name="open"][value="${value}"]`);
      return found instanceof HTMLInputElement ? found : null;
    };
    /** @param {Kind} kind */
    const shows = (kind) => box(kind)?.checked ?? !off.has(kind);
    let filtered = false;
    /** Whether the filters leave a result, whatever its kind; what the table has not all of, they cannot tell. */
    const fits = (/** @type {Point} */ point) => (point.row ? !point.row.hasAttribute("data-out") : !filtered);
    const visible = () => points.filter((point) => fits(point) && shows(point.kind));

    const { tools, toggles, whose, reset, hint } = controls();
    const note = make("p", "note");
    note.hidden = true;
    const plot = make("div", "plot");
    plot.tabIndex = 0;
    plot.setAttribute("role", "application");
    plot.setAttribute("aria-label", `${figure.querySelector("svg")?.getAttribute("aria-label") || "Results over time"}. Arrow keys go from result to result, plus and minus zoom, 0 shows all.`);
    const tip = make("output", "tip");
    tip.hidden = true;
    tip.setAttribute("aria-live", "polite");
    const spot = make("i", "spot");
    spot.hidden = true;
    figure.prepend(tools, plot, note);

    const extent = (() => {
      const times = points.map((point) => point.time);
      const span = times[times.length - 1] - times[0];
      const space = span > 60 * DAY ? span * 0.03 : 180 * DAY;
      return [times[0] - space, times[times.length - 1] + space];
    })();

    /** Where a result is drawn: one that would stretch the axis, at its edge. */
    const level = (/** @type {Point} */ { value }) => (facts.edge === undefined ? value : facts.higher ? Math.max(value, facts.edge) : Math.min(value, facts.edge));

    /** Return who set the records that the line shows, in order. */
    function steps() {
      const chosen = /** @type {"all" | "open" | "proprietary"} */ (whose.value);
      const found = facts.records[chosen].map((id) => byId.get(`r${id}`)).filter((point) => point !== undefined);
      return found.sort((one, other) => one.time - other.time);
    }

    /** Return the columns that uPlot scales its axes by; sentinels keep the whole time in sight. */
    function columns() {
      const line = steps();
      const rows = visible().map((point) => [point.time, level(point), ...(level(point) === point.value ? [point.low, point.high] : [null, null]), best(line, point.time)]);
      const all = [[extent[0], null, null, null, null], ...rows, [extent[1], null, null, null, best(line, extent[1])]];
      return [0, 1, 2, 3, 4].map((place) => all.map((row) => row[place]));
    }

    let colours = palette(figure);
    const nothing = { paths: () => null, points: { show: false } };
    const axis = { stroke: () => colours.muted, grid: { stroke: () => colours.rule, width: 1 }, ticks: { show: false }, font: "12px system-ui, sans-serif" };
    const u = new UPlot(
      {
        width: width(),
        height: height(),
        padding: [12, 24, 0, 0],
        legend: { show: false },
        cursor: { drag: { x: true, y: false, dist: 6 }, points: { show: false }, y: false },
        tzDate: (/** @type {number} */ seconds) => UPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
        scales: {
          x: { time: true },
          y: { range: (/** @type {any} */ _u, /** @type {number | null} */ low, /** @type {number | null} */ high) => padded(low, high) },
        },
        series: [{}, nothing, nothing, nothing, nothing],
        axes: [
          { ...axis, space: apart, size: 34, values: (/** @type {any} */ _u, /** @type {number[]} */ splits) => days(splits) },
          { ...axis, size: 52, values: (/** @type {any} */ _u, /** @type {number[]} */ splits) => splits.map(label) },
        ],
        hooks: { draw: [draw], setCursor: [follow], setScale: [rescaled] },
      },
      columns(),
      plot,
    );
    u.over.append(spot);
    plot.append(tip);
    figure.classList.add("live");

    /** @param {number | null} low @param {number | null} high */
    function padded(low, high) {
      if (low === null || high === null || (low === high && facts.min !== null && facts.max !== null)) return [facts.min ?? 0, facts.max ?? 1];
      const space = (high - low || Math.abs(high) * 0.2 || 0.1) * 0.08;
      // The names of those who lead stand on the better side, on low charts as well.
      return facts.higher ? [low - space, high + 1.6 * space] : [low - 1.6 * space, high + space];
    }

    /** @param {number} value */
    function label(value) {
      const beyond = (facts.max !== null && value > facts.max + 1e-9) || (facts.min !== null && value < facts.min - 1e-9);
      return beyond ? "" : String(Number(value.toFixed(4)));
    }

    function width() {
      return Math.max(plot.clientWidth || figure.clientWidth, 200);
    }

    function height() {
      return width() < 560 ? 280 : points.length === 1 ? 240 : 400;
    }

    /** @param {any} plotted */
    function draw(plotted) {
      const { ctx, bbox } = plotted;
      const ratio = UPlot.pxRatio || devicePixelRatio;
      /** @param {number} time */
      const across = (time) => plotted.valToPos(time, "x", true);
      /** @param {number} value */
      const up = (value) => plotted.valToPos(value, "y", true);
      const line = steps();
      ctx.save();
      ctx.beginPath();
      ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
      ctx.clip();
      if (line.length) {
        ctx.strokeStyle = colours.ink;
        ctx.globalAlpha = 0.55;
        ctx.lineWidth = 1.75 * ratio;
        ctx.beginPath();
        let level = up(line[0].value);
        ctx.moveTo(across(line[0].time), level);
        for (const point of line) {
          ctx.lineTo(across(point.time), level);
          level = up(point.value);
          ctx.lineTo(across(point.time), level);
        }
        ctx.lineTo(bbox.left + bbox.width, level);
        ctx.stroke();
        ctx.globalAlpha = 1;
      }
      const holders = new Set(line);
      const shown = visible();
      for (const point of shown) {
        const x = across(point.time);
        ctx.strokeStyle = ctx.fillStyle = colours[point.kind];
        const height = level(point);
        if (point.low !== null && point.high !== null) {
          ctx.globalAlpha = 0.35;
          ctx.lineWidth = 1.25 * ratio;
          ctx.beginPath();
          ctx.moveTo(x, up(point.low));
          ctx.lineTo(x, up(point.high));
          ctx.stroke();
        }
        const held = holders.has(point);
        ctx.globalAlpha = held ? 1 : 0.62;
        if (height !== point.value) beyond(ctx, x, up(height), facts.higher, ratio);
        else mark(ctx, point.kind, x, up(height), (held ? 5 : 3.75) * ratio, ratio);
      }
      ctx.globalAlpha = 1;
      names(ctx, line.filter((point) => shown.includes(point)), across, up, bbox, ratio);
      ctx.restore();
    }

    /**
     * Write the record holders' names where there is room, the newest first; none goes over another holder's mark.
     * @param {CanvasRenderingContext2D} ctx
     * @param {Point[]} line
     * @param {(time: number) => number} across
     * @param {(value: number) => number} up
     * @param {{left: number, top: number, width: number, height: number}} bbox
     * @param {number} ratio
     */
    function names(ctx, line, across, up, bbox, ratio) {
      /** @type {number[][]} */
      const taken = [];
      ctx.font = `${11.5 * ratio}px system-ui, sans-serif`;
      ctx.lineJoin = "round";
      ctx.lineWidth = 4 * ratio;
      ctx.textBaseline = "alphabetic";
      ctx.textAlign = "left";
      /** @type {Map<string, Point[]>} */
      const places = new Map();
      for (const point of line) {
        const place = `${point.time} ${point.value}`;
        places.set(place, [...(places.get(place) || []), point]);
      }
      /** @param {number[]} one @param {number[]} other */
      const meet = (one, other) => one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1];
      /** @param {Point} point */
      const marked = (point) => {
        const [x, y] = [across(point.time), up(point.value)];
        return [x - 4 * ratio, y - 4 * ratio, x + 4 * ratio, y + 4 * ratio];
      };
      const marks = new Map([...places.values()].map(([point]) => [point, marked(point)]));
      for (const [point, ...others] of [...places.values()].reverse()) {
        const name = point.name.length > 28 ? `${point.name.slice(0, 27)}…` : point.name;
        const text = others.length ? `${name} +${others.length}` : name;
        const wide = ctx.measureText(text).width;
        const right = across(point.time) - 7 * ratio;
        const y = up(point.value) - 6 * ratio;
        const left = right - wide < bbox.left ? across(point.time) + 7 * ratio : right - wide;
        const box = [left, y - 12 * ratio, left + wide, y + 4 * ratio];
        const inside = box[0] >= bbox.left && box[2] <= bbox.left + bbox.width && box[1] >= bbox.top;
        if (!inside || taken.some((one) => meet(one, box))) continue;
        const letters = [left, y - 9 * ratio, left + wide, y + 2 * ratio];
        if ([...marks].some(([other, mark]) => other !== point && meet(mark, letters))) continue;
        taken.push(box);
        ctx.strokeStyle = colours.paper;
        ctx.strokeText(text, left, y);
        ctx.fillStyle = colours.ink;
        ctx.fillText(text, left, y);
      }
    }

    /** @type {Point | null} */
    let current = null;

    /** @param {Point | null} point */
    function tell(point) {
      if (point === current) return;
      current = point;
      tip.hidden = spot.hidden = !point;
      if (!point) return;
      const left = u.valToPos(point.time, "x");
      const top = u.valToPos(level(point), "y");
      const here = visible().filter((one) => one !== point && Math.hypot(u.valToPos(one.time, "x") - left, u.valToPos(level(one), "y") - top) < SAME);
      tip.replaceChildren(...told([point, ...here]));
      spot.style.left = `${left}px`;
      spot.style.top = `${top}px`;
      const edge = u.over.offsetLeft;
      const room = plot.clientWidth;
      const wide = Math.min(tip.offsetWidth, room);
      tip.style.left = `${Math.max(0, Math.min(edge + left + 14, room - wide))}px`;
      const above = u.over.offsetTop + top - tip.offsetHeight - 12;
      tip.style.top = `${above >= 0 ? above : u.over.offsetTop + top + 16}px`;
    }

    /**
     * Return what is said of results that lie in one place; what holds for several in a row is said once.
     * @param {Point[]} all
     */
    function told(all) {
      const said = all.slice(0, MOST).map((point) => {
        const interval = point.low === null || point.high === null ? "" : ` [${point.low.toFixed(3)}, ${point.high.toFixed(3)}]`;
        return {
          name: point.name,
          maker: [point.maker, NAMES[point.kind]].filter(Boolean).join(" · "),
          score: `${point.value.toFixed(3)}${interval} ${facts.metric}`,
          day: `${CAME[point.by] || "released"} ${point.day} · ${point.standing}`,
        };
      });
      const lines = said.flatMap(({ name, maker, score, day }, at) => {
        const next = said[at + 1];
        const head = [make("b", "", name), make("span", "", maker)];
        return next && next.score === score && next.day === day ? head : [...head, make("span", "score", score), make("span", "", day)];
      });
      const more = all.length - said.length;
      return more ? [...lines, make("span", "", `and ${more} ${more === 1 ? "other" : "others"} here`)] : lines;
    }

    /** @param {any} plotted */
    function follow(plotted) {
      const { left, top } = plotted.cursor;
      if (left === undefined || left < 0 || top < 0) return tell(null);
      let near = NEAR * NEAR;
      /** @type {Point | null} */
      let found = null;
      for (const point of visible()) {
        const dx = plotted.valToPos(point.time, "x") - left;
        const dy = plotted.valToPos(level(point), "y") - top;
        // Of several in one place the first of the board.
        if (dx * dx + dy * dy < near) {
          near = dx * dx + dy * dy;
          found = point;
        }
      }
      tell(found);
    }

    function whole() {
      u.setScale("x", { min: extent[0], max: extent[1] });
    }

    function rescaled() {
      tell(null);
      const { min, max } = u.scales.x;
      reset.hidden = !(min > extent[0] + 1 || max < extent[1] - 1);
      hint.hidden = !reset.hidden;
      plot.dataset.from = String(Math.round(min));
      plot.dataset.to = String(Math.round(max));
    }

    /** @param {number} factor @param {number} middle @returns {boolean} whether anything changed */
    function zoom(factor, middle) {
      const { min, max } = u.scales.x;
      const wide = Math.min(Math.max((max - min) * factor, 20 * DAY), extent[1] - extent[0]);
      if (Math.abs(wide - (max - min)) < 1) return false;
      const share = (middle - min) / (max - min);
      const left = Math.min(Math.max(middle - share * wide, extent[0]), extent[1] - wide);
      u.setScale("x", { min: left, max: left + wide });
      return true;
    }

    // The wheel zooms once the pointer has moved over the chart; a page that scrolls by goes on scrolling.
    let scrolled = 0;
    let moved = 0;
    addEventListener("scroll", () => (scrolled = performance.now()), { passive: true });
    u.over.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => {
      if (event.movementX || event.movementY) moved = performance.now();
    });
    u.over.addEventListener(
      "wheel",
      (/** @type {WheelEvent} */ event) => {
        if (moved <= scrolled || !event.deltaY) return;
        const middle = u.posToVal(event.clientX - u.over.getBoundingClientRect().left, "x");
        if (zoom(event.deltaY < 0 ? 0.8 : 1.25, middle)) event.preventDefault();
      },
      { passive: false },
    );
    plot.addEventListener("keydown", (event) => {
      const shown = visible().filter((point) => point.time >= u.scales.x.min && point.time <= u.scales.x.max);
      const at = current ? shown.indexOf(current) : -1;
      const last = shown.length - 1;
      /** @type {Record<string, () => void>} */
      const keys = {
        ArrowRight: () => tell(shown[Math.min(at + 1, last)] || null),
        ArrowLeft: () => tell(shown[at < 0 ? last : Math.max(at - 1, 0)] || null),
        Home: () => tell(shown[0] || null),
        End: () => tell(shown[last] || null),
        Escape: () => tell(null),
        "+": () => void zoom(0.8, current?.time ?? (u.scales.x.min + u.scales.x.max) / 2),
        "-": () => void zoom(1.25, current?.time ?? (u.scales.x.min + u.scales.x.max) / 2),
        0: whole,
      };
      const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    });
    plot.addEventListener("blur", () => tell(null));
    reset.addEventListener("click", whole);
    u.over.addEventListener("dblclick", whole);

    /** Draw anew what filters, toggles or the choice of the line changed. */
    function refresh() {
      const { min, max } = u.scales.x;
      tell(null);
      filtered = points.some((point) => point.row?.hasAttribute("data-out"));
      for (const [kind, toggle] of toggles) {
        toggle.setAttribute("aria-pressed", String(shows(kind)));
        const count = toggle.querySelector("small");
        if (count) count.textContent = String(points.filter((point) => point.kind === kind && fits(point)).length);
      }
      const left = points.filter(fits).length;
      note.hidden = !filtered;
      const leaves = left ? `The filters leave ${left} of ${points.length} results` : "No result fits the filters";
      note.textContent = `${leaves}; the line is still the best so far of all ${whose.value === "all" ? "" : `${whose.value} `}models.`;
      u.setData(columns(), false);
      u.setScale("x", { min, max });
    }

    for (const [kind, toggle] of toggles)
      toggle.addEventListener("click", () => {
        const tick = box(kind);
        if (tick) {
          tick.checked = !tick.checked;
          tick.dispatchEvent(new Event("change", { bubbles: true })); // the table filters, and tells of it
        } else {
          if (!off.delete(kind)) off.add(kind);
          refresh();
        }
      });
    table.addEventListener("podium:filter", () => {
      const left = KINDS.filter((kind) => kind !== "unknown" && shows(kind));
      whose.value = left.length === 1 && facts.records[/** @type {"open"} */ (left[0])].length ? left[0] : "all";
      refresh();
    });
    whose.addEventListener("change", refresh);
    document.addEventListener("podium:theme", () => {
      colours = palette(figure);
      u.redraw(false, true);
    });
    new ResizeObserver(() => {
      if (width() !== u.width) u.setSize({ width: width(), height: height() });
    }).observe(plot);
    rescaled();

    function controls() {
      const tools = make("div", "tools");
      /** @type {[Kind, HTMLButtonElement][]} */
      const toggles = [];
      const group = make("div", "kinds");
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", "Weights");
      for (const kind of KINDS) {
        const count = points.filter((point) => point.kind === kind).length;
        if (!count) continue;
        const toggle = make("button", "kind");
        toggle.type = "button";
        toggle.dataset.kind = kind;
        toggle.setAttribute("aria-pressed", "true");
        toggle.append(make("i", `mark ${kind}`), `${NAMES[kind]} `, make("small", "", String(count)));
        toggles.push([kind, toggle]);
        group.append(toggle);
      }
      const line = make("label", "line", "Best so far of ");
      const whose = make("select");
      whose.name = "line";
      for (const [value, text] of [["all", "all models"], ["open", "open ones"], ["proprietary", "proprietary ones"]]) {
        if (!facts.records[/** @type {"all"} */ (value)].length) continue;
        const option = make("option", "", text);
        option.value = value;
        whose.append(option);
      }
      line.append(whose);
      const reset = make("button", "reset", "Show all");
      reset.type = "button";
      reset.hidden = true;
      const hint = make("span", "hint", "Drag to zoom");
      tools.append(make("span", "metric", facts.metric), group, line, hint, reset);
      return { tools, toggles, whose, reset, hint };
    }
  }

  /**
   * Return how far apart days stand on the axis; where years are as near as that, it has years alone, which are shorter.
   * @param {any} _u
   * @param {number} _axis
   * @param {number} min
   * @param {number} max
   * @param {number} wide
   */
  function apart(_u, _axis, min, max, wide) {
    const day = (wide / (max - min)) * DAY;
    // Months take less room than days; nearer than that are only days.
    return 365 * day < 84 ? 44 : 15 * day < 62 ? 62 : 84;
  }

  /**
   * Return days as the tables write them, as far as the places of an axis tell them apart.
   * @param {number[]} splits
   */
  function days(splits) {
    const all = splits.map((time) => new Date(time * 1000).toISOString());
    const length = all.every((day) => day.slice(5, 10) === "01-01") ? 4 : all.every((day) => day.slice(8, 10) === "01") ? 7 : 10;
    return all.map((day) => day.slice(0, length));
  }

  /**
   * Return the best score of the line at a time.
   * @param {Point[]} line
   * @param {number} time
   */
  function best(line, time) {
    let value = null;
    for (const point of line) if (point.time <= time) value = point.value;
    return value;
  }

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {Kind} kind
   * @param {number} x
   * @param {number} y
   * @param {number} size
   * @param {number} ratio
   */
  function mark(ctx, kind, x, y, size, ratio) {
    ctx.beginPath();
    if (kind === "open") {
      ctx.arc(x, y, size, 0, 2 * Math.PI);
      ctx.fill();
    } else if (kind === "proprietary") {
      const long = size * 1.3;
      ctx.moveTo(x, y - long);
      ctx.lineTo(x + long, y);
      ctx.lineTo(x, y + long);
      ctx.lineTo(x - long, y);
      ctx.closePath();
      ctx.fill();
    } else {
      ctx.lineWidth = 2 * ratio;
      ctx.moveTo(x - size * 0.8, y - size * 0.8);
      ctx.lineTo(x + size * 0.8, y + size * 0.8);
      ctx.moveTo(x + size * 0.8, y - size * 0.8);
      ctx.lineTo(x - size * 0.8, y + size * 0.8);
      ctx.stroke();
    }
  }

  /**
   * Draw what lies further than the axis reaches: an arrow that way.
   * @param {CanvasRenderingContext2D} ctx
   * @param {number} x
   * @param {number} y
   * @param {boolean} down
   * @param {number} ratio
   */
  function beyond(ctx, x, y, down, ratio) {
    const size = 4 * ratio;
    const way = down ? 1 : -1;
    ctx.beginPath();
    ctx.moveTo(x - size, y - way * size * 0.8);
    ctx.lineTo(x + size, y - way * size * 0.8);
    ctx.lineTo(x, y + way * size * 0.8);
    ctx.closePath();
    ctx.fill();
  }

  /**
   * Return the colours that the style sheet gives now, light or dark.
   * @param {HTMLElement} figure
   * @returns {Record<Kind | "ink" | "muted" | "rule" | "paper", string>}
   */
  function palette(figure) {
    const probe = make("span");
    figure.append(probe);
    const colour = (/** @type {string} */ name) => {
      probe.style.color = `var(--${name})`;
      return getComputedStyle(probe).color;
    };
    const found = {
      open: colour("open"),
      proprietary: colour("proprietary"),
      unknown: colour("unknown"),
      ink: colour("ink"),
      muted: colour("muted"),
      rule: colour("rule"),
      paper: colour("paper"),
    };
    probe.remove();
    return found;
  }

  document.querySelectorAll("figure.progress").forEach((figure) => chart(/** @type {HTMLElement} */ (figure)));
})();
