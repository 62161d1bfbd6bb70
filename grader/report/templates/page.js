// Sorting, filtering and a few keys. Without it everything can be read as it is.
"use strict";
(() => {
  const all = (what, where = document) => Array.from(where.querySelectorAll(what));
  const one = (id) => document.getElementById(id);

  // -- sorting: each column's name becomes a button ---------------------------------
  const valueOf = (cell, kind) => {
    const text = cell.dataset.value ?? cell.textContent.trim();
    return kind === "number" ? Number.parseFloat(text) || 0 : text.toLowerCase();
  };
  const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, "en", { numeric: true }));

  function sortBy(table, head, column) {
    const up = head.getAttribute("aria-sort") !== "ascending";
    all("th[aria-sort]", table.tHead).forEach((th) => th.setAttribute("aria-sort", "none"));
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const body = table.tBodies[0];
    const rows = Array.from(body.rows, (row) => [valueOf(row.cells[column], head.dataset.sort), row]);
    rows.sort((a, b) => (up ? compare(a[0], b[0]) : compare(b[0], a[0])));
    body.append(...rows.map((pair) => pair[1]));
  }

  for (const table of all("table.rows")) {
    all("th[data-sort]", table.tHead).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sortBy(table, head, column));
      head.append(button);
      head.setAttribute("aria-sort", "none");
    });
  }

  // -- filtering ------------------------------------------------------------------------
  for (const tools of all(".tools")) {
    const rows = Array.from(one(tools.dataset.for).tBodies[0].rows);
    const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
    const words = tools.querySelector("input[type=search]");
    const hide = tools.querySelector("input[type=checkbox]");
    const count = tools.querySelector(".count");
    const apply = () => {
      const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const fits = wanted.every((word) => texts.get(row).includes(word));
        row.hidden = !fits || (hide !== null && hide.checked && "done" in row.dataset);
        shown += row.hidden ? 0 : 1;
      }
      count.textContent = shown === rows.length ? "" : `${shown} of ${rows.length} shown`;
    };
    words.addEventListener("input", apply);
    words.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && words.value) {
        words.value = "";
        apply();
        event.preventDefault();
      }
    });
    hide?.addEventListener("change", apply);
    tools.hidden = false;
  }

  // A link to a row that is filtered away or folded shows it again.
  function reveal() {
    const target = document.querySelector(":target");
    if (target === null) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (target.hidden) {
      target.hidden = false;
      target.scrollIntoView();
    }
    if (target.hasAttribute("tabindex")) target.focus({ preventScroll: true });
  }
  addEventListener("hashchange", reveal);
  reveal();

  // -- what is due by the reader's own clock ------------------------------------------------
  const day = 24 * 60 * 60 * 1000;
  const now = new Date();
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  for (const time of all("time[data-due]")) {
    const late = Math.round((today - Date.parse(time.dataset.due)) / day);
    if (!(late >= 0)) continue;
    time.parentElement.querySelector(".late")?.remove();
    const note = document.createElement("span");
    note.className = "late";
    note.textContent = late === 0 ? " today" : late === 1 ? " yesterday" : ` ${late} days ago`;
    time.after(note);
  }

  // -- keys ------------------------------------------------------------------------------------
  const dialog = one("keys");
  const singleKeys = one("keys-on");
  const open = one("keys-open");
  const nearest = (things) =>
    things.filter((thing) => thing.offsetParent !== null)
      .sort((a, b) => Math.abs(a.getBoundingClientRect().top) - Math.abs(b.getBoundingClientRect().top))[0];

  function step(by) {
    const sections = all("main > section");
    const within = sections.findIndex((section) => section.contains(document.activeElement));
    const above = sections.findLastIndex((section) => section.getBoundingClientRect().top < 40);
    const at = within < 0 ? above : within;
    const to = sections[Math.min(Math.max(at + by, 0), sections.length - 1)];
    to.scrollIntoView();
    to.querySelector("h2").tabIndex = -1;
    to.querySelector("h2").focus({ preventScroll: true });
  }
  function foldAll() {
    const folds = all("details");
    const unfold = folds.some((fold) => !fold.open);
    folds.forEach((fold) => { fold.open = unfold; });
  }
  const actions = {
    "?": () => dialog.showModal(),
    "f": () => nearest(all(".tools input[type=search]"))?.focus(),
    "/": () => nearest(all(".tools input[type=search]"))?.focus(),
    "h": () => nearest(all(".tools input[type=checkbox]"))?.click(),
    "]": () => step(1),
    "[": () => step(-1),
    "e": foldAll,
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input[type=search], textarea, select");
    if (typing || dialog.open || event.ctrlKey || event.metaKey || event.altKey || !singleKeys.checked) return;
    const action = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
  if (open !== null) {
    open.addEventListener("click", () => dialog.showModal());
    open.closest("[hidden]").hidden = false;
  }
  one("keys-close").addEventListener("click", () => dialog.close());
})();
