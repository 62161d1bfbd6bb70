// What every explorer shares: controls, state in the address, a guess first, tasks,
// playing, exact numbers, a program to copy.  A page's own script calls `explorer`.
"use strict";

// Every word that this script says, in one place.
const WORDS = {
  play: "Play", pause: "Pause", step: "Step", reset: "Reset", link: "Copy link",
  copied: "Copied.", uncopied: "It is selected: copy it with Ctrl+C.",
  right: "Right.", wrong: "Not quite.", unlocked: "The explorer is open.",
  done: "done", open: "not done yet", task: "Task done",
  range: (low, high) => `a number from ${low} to ${high}`,
};

// -- small tools -----------------------------------------------------------------------

const SVG = "http://www.w3.org/2000/svg";
const filled = (node, attributes, children) => {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
};
const el = (tag, attributes, ...children) => filled(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) => filled(document.createElementNS(SVG, tag), attributes, children);
const tens = (power) => Number((10 ** power).toPrecision(2));
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const still = window.matchMedia("(prefers-reduced-motion: reduce)");

// A number for people: some digits that count, a real minus.
function show(value, digits = 4) {
  if (typeof value !== "number") return String(value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  const text = size >= 1e6 || size < 1e-4 ? value.toExponential(digits - 1)
    : String(Number(value.toPrecision(digits)));
  return text.replace("-", "−").replace(/e[+]?/, "e").replace("e-", "e−");
}

// A number for Python: every digit.
function python(value) {
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return `[${Array.from(value, python).join(", ")}]`;
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return JSON.stringify(value);
  return Number.isNaN(value) ? "np.nan" : value === Infinity ? "np.inf" : value === -Infinity ? "-np.inf" : String(value);
}

// -- the page --------------------------------------------------------------------------
//
// spec.controls  [{key, kind, label, value, …}]: "range" and "number" {min, max, step}, and
//                "range" {log: true} moves by powers of ten, step of them at a time;
//                "select" {options: [[value, words], …]}, "checkbox", "text" {check(text) → why not, or ""};
//                any may have `when(state)`: whether it is shown
// spec.state     what else the address keeps: numbers, texts, booleans, lists of numbers
// spec.mend      (state) → nothing: make what came from outside fit together
// spec.make      (stage, ui) → nothing: build the figure, once
// spec.draw      (state, ui) → nothing: show the state
// spec.say       (state, ui) → text: what a reader who does not see it must know
// spec.values    (state, ui) → {name: number or (nested) list}: the page's numbers, exact
// spec.numbers   (state, ui) → {head: [text], rows: [[text or number]]}
// spec.numpy     (state, ui) → a program that gives each of the values under its name
// spec.tasks     {id: (state, ui) → whether it is done}
// spec.play      {step(state, ui) → whether there is more, reset(state, ui)?}, optional
// spec.vary      (state, random) → nothing: another state, for what no control holds
function explorer(spec) {
  const one = (id) => document.getElementById(id);
  const bench = one("bench");
  const stage = one("stage");
  const defaults = { ...spec.state };
  for (const control of spec.controls) defaults[control.key] = control.value;
  const state = structuredClone(defaults);
  const inputs = new Map();
  const name = document.documentElement.dataset.explorer;
  const kept = (key, value) => {
    // A browser may keep nothing for a page from a file.
    try {
      if (value !== undefined) localStorage.setItem(`learn.${name}.${key}`, value);
      return localStorage.getItem(`learn.${name}.${key}`);
    } catch {
      return null;
    }
  };

  // -- state ---------------------------------------------------------------------------

  const fits = (control, value) => {
    switch (control.kind) {
      case "select": return control.options.some(([known]) => known === value);
      case "checkbox": return typeof value === "boolean";
      case "text": return typeof value === "string" && (control.check?.(value) ?? "") === "";
      default: return Number.isFinite(value) && value >= control.min && value <= control.max;
    }
  };
  const read = (text, like) => {
    if (Array.isArray(like)) return text === "" ? [] : text.split(",").map(Number);
    if (typeof like === "number") return text.trim() === "" ? Number.NaN : Number(text);
    return typeof like === "boolean" ? text === "1" : text;
  };
  const write = (value) => (typeof value === "boolean" ? (value ? "1" : "0") : Array.isArray(value) ? value.join(",") : String(value));
  const differs = (key) => write(state[key]) !== write(defaults[key]);

  function fromAddress() {
    const said = new URLSearchParams(location.hash.slice(1));
    for (const key of Object.keys(defaults)) state[key] = structuredClone(defaults[key]);
    for (const [key, text] of said) {
      if (!Object.hasOwn(defaults, key)) continue;
      const value = read(text, defaults[key]);
      const control = spec.controls.find((c) => c.key === key);
      const good = control ? fits(control, value) : !Array.isArray(value) || value.every(Number.isFinite);
      if (good && (typeof value !== "number" || Number.isFinite(value))) state[key] = value;
    }
    const hidden = (said.get("hide") ?? "").split(",");
    for (const [key, input] of inputs) input.box.dataset.hidden = hidden.includes(key) ? "1" : "";
    spec.mend?.(state, ui);
  }

  function toAddress() {
    const said = new URLSearchParams();
    for (const key of Object.keys(defaults)) if (differs(key)) said.set(key, write(state[key]));
    const hide = new URLSearchParams(location.hash.slice(1)).get("hide");
    if (hide) said.set("hide", hide);
    try {
      history.replaceState(null, "", `#${said}`);
    } catch {
      // Some browsers refuse this for files, and after very many changes; "Copy link" still works.
    }
    return `${location.href.split("#")[0]}#${said}`;
  }

  let timers = {};
  const later = (key, delay, action) => {
    clearTimeout(timers[key]);
    timers[key] = setTimeout(action, delay);
  };

  const ui = {
    state, defaults, stage, data: {},
    set(change) {
      Object.assign(state, change);
      spec.mend?.(state, ui);
      changed();
    },
    redraw: () => changed(),
    announce(text) {
      clearTimeout(timers.say);
      one("live").textContent = text;
    },
    playing: () => frame !== 0,
    stop: () => pause(),
  };

  function changed({ quick = false } = {}) {
    for (const input of inputs.values()) input.show();
    spec.draw(state, ui);
    checkTasks();
    // What is costly to write waits until nobody turns a knob.
    if (quick) return;
    later("address", 200, toAddress);
    later("say", 350, () => { one("live").textContent = spec.say(state, ui); });
    later("fold", 120, folded);
  }

  function folded() {
    if (one("numbers").open) {
      const { head, rows } = spec.numbers(state, ui);
      const cell = (value, i) => (i ? el("td", {}, show(value, 8)) : el("th", { scope: "row" }, show(value, 8)));
      one("table").replaceChildren(
        el("thead", {}, el("tr", {}, head.map((word) => el("th", { scope: "col" }, word)))),
        el("tbody", {}, rows.map((row) => el("tr", {}, row.map(cell)))));
    }
    if (one("program").open) one("source").textContent = spec.numpy(state, ui);
  }

  // -- controls --------------------------------------------------------------------------

  function build(control) {
    const id = `c-${control.key}`;
    const put = (value) => ui.set({ [control.key]: value });
    const label = el("label", { for: id }, control.label);
    let input;
    const extra = [];
    let show_ = () => { input.value = state[control.key]; };
    if (control.kind === "select") {
      input = el("select", { id, onchange: () => put(input.value) },
        control.options.map(([value, words]) => el("option", { value }, words)));
    } else if (control.kind === "checkbox") {
      input = el("input", { id, type: "checkbox", onchange: () => put(input.checked) });
      show_ = () => { input.checked = state[control.key]; };
    } else if (control.kind === "text") {
      const why = el("p", { id: `${id}-why`, class: "why" });
      extra.push(why);
      input = el("input", {
        id, type: "text", spellcheck: "false", autocomplete: "off", "aria-describedby": `${id}-why`,
        oninput: () => {
          why.textContent = control.check?.(input.value) ?? "";
          input.setAttribute("aria-invalid", String(why.textContent !== ""));
          if (!why.textContent) put(input.value);
        },
      });
      show_ = () => { if (document.activeElement !== input) { input.value = state[control.key]; why.textContent = ""; input.setAttribute("aria-invalid", "false"); } };
    } else {
      const { min, max, step = 1 } = control;
      const typed = (box) => () => {
        const value = box.value.trim() === "" ? Number.NaN : Number(box.value);
        const good = Number.isFinite(value) && value >= min && value <= max;
        box.setAttribute("aria-invalid", String(!good));
        box.title = good ? "" : WORDS.range(min, max);
        if (good) put(value);
      };
      const box = el("input", { type: "number", min, max, step: "any", class: "box" });
      box.addEventListener("input", typed(box));
      const { log } = control;
      const place = log ? Math.log10 : Number;
      if (control.kind === "range") {
        input = el("input", { id, type: "range", min: place(min), max: place(max), step });
        input.addEventListener("input", () => put(log ? tens(input.value) : Number(input.value)));
        box.setAttribute("aria-label", `${control.label}, ${WORDS.range(min, max)}`);
        extra.push(box);
      } else {
        input = box;
        box.id = id;
      }
      show_ = () => {
        input.value = input === box ? state[control.key] : place(state[control.key]);
        if (log) input.setAttribute("aria-valuetext", show(state[control.key]));
        if (document.activeElement !== box) { box.value = state[control.key]; box.setAttribute("aria-invalid", "false"); }
      };
    }
    const box = el("div", { class: `control ${control.kind}`, "data-key": control.key }, label, input, ...extra);
    inputs.set(control.key, { box, show: () => {
      box.hidden = box.dataset.hidden === "1" || (control.when !== undefined && !control.when(state));
      show_();
    } });
    return box;
  }

  // -- playing ---------------------------------------------------------------------------

  let frame = 0;
  const buttons = {};
  function step() {
    const more = spec.play.step(state, ui);
    changed({ quick: frame !== 0 });
    if (!more) pause();
    return more;
  }
  function run() {
    if (frame === 0) return;
    if (step()) frame = requestAnimationFrame(run);
  }
  function pause() {
    if (frame === 0) return;
    cancelAnimationFrame(frame);
    frame = 0;
    buttons.play.textContent = WORDS.play;
    changed();
  }
  function play() {
    if (frame !== 0) return pause();
    buttons.play.textContent = WORDS.pause;
    frame = requestAnimationFrame(run);
  }
  function reset() {
    pause();
    Object.assign(state, structuredClone(defaults));
    spec.mend?.(state, ui);
    spec.play?.reset?.(state, ui);
    changed();
  }

  // -- the guess and the tasks -------------------------------------------------------------

  function unlock(say) {
    bench.inert = false;
    bench.classList.remove("locked");
    if (say) one("verdict").append(" ", WORDS.unlocked);
  }
  function guess(event) {
    event.preventDefault();
    const chosen = one("predict").querySelector("input:checked");
    if (!chosen) return;
    const right = "right" in chosen.dataset;
    const why = one(chosen.getAttribute("data-why"));
    for (const told of one("predict").querySelectorAll(".told")) told.hidden = told !== why;
    one("verdict").textContent = right ? WORDS.right : WORDS.wrong;
    one("verdict").className = right ? "right" : "wrong";
    kept("guess", chosen.value);
    unlock(true);
  }

  function checkTasks() {
    if (bench.inert) return;
    for (const [id, isDone] of Object.entries(spec.tasks)) {
      if (kept(`task.${id}`) === "1" || ui.data[`done.${id}`] || !isDone(state, ui)) continue;
      ui.data[`done.${id}`] = true;
      kept(`task.${id}`, "1");
      tick(id);
      const text = one(`task-${id}`).querySelector(".after").textContent;
      later("task", 0, () => ui.announce(`${WORDS.task}. ${text}`));
    }
  }
  function tick(id) {
    const row = one(`task-${id}`);
    row.classList.add("is-done");
    row.querySelector(".state").textContent = WORDS.done;
    row.querySelector(".after").hidden = false;
  }

  async function copy(text, button) {
    const said = one("copied");
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = WORDS.copied;
    } catch {
      one("program").open = true;
      one("source").textContent = text;
      getSelection().selectAllChildren(one("source"));
      said.textContent = WORDS.uncopied;
    }
    button.focus();
  }

  // -- begin ---------------------------------------------------------------------------------

  one("controls").append(...spec.controls.map(build));
  const button = (word, action) => el("button", { type: "button", onclick: action }, word);
  if (spec.play) {
    buttons.play = button(WORDS.play, play);
    buttons.step = button(WORDS.step, () => { pause(); step(); });
    one("buttons").append(buttons.play, buttons.step);
    const calm = () => { buttons.play.hidden = still.matches; if (still.matches) pause(); };
    still.addEventListener("change", calm);
    calm();
  }
  buttons.reset = button(WORDS.reset, reset);
  buttons.link = button(WORDS.link, () => copy(toAddress(), buttons.link));
  one("buttons").append(buttons.reset, buttons.link);
  one("copy").addEventListener("click", () => copy(spec.numpy(state, ui), one("copy")));
  one("predict").addEventListener("submit", guess);
  one("controls").addEventListener("submit", (event) => event.preventDefault());
  one("skip-guess").addEventListener("click", () => { kept("guess", "-"); unlock(true); });
  for (const fold of ["numbers", "program"]) one(fold).addEventListener("toggle", folded);
  window.addEventListener("hashchange", () => { pause(); fromAddress(); changed(); });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => changed());

  if (kept("guess") !== null) unlock(false);
  else bench.inert = true;
  for (const id of Object.keys(spec.tasks)) if (kept(`task.${id}`) === "1") tick(id);
  spec.make(stage, ui);
  fromAddress();
  changed();

  // For the tests, and for whoever likes to look inside.
  window.page = {
    ui,
    state: () => structuredClone(state),
    set: (change) => ui.set(change),
    step: () => step(),
    values: () => JSON.parse(JSON.stringify(spec.values(state, ui), (_, v) => (ArrayBuffer.isView(v) ? Array.from(v) : v))),
    numpy: () => spec.numpy(state, ui),
    // Another state, as if somebody had turned every knob.
    vary(seed) {
      let a = seed >>> 0;
      const random = () => { a = (Math.imul(a, 1664525) + 1013904223) >>> 0; return a / 4294967296; };
      for (const control of spec.controls) {
        const { min, max, step: by = 1 } = control;
        if (control.kind === "select") state[control.key] = control.options[Math.floor(random() * control.options.length)][0];
        else if (control.kind === "checkbox") state[control.key] = random() < 0.5;
        else if (control.log) state[control.key] = tens(Math.log10(min) + random() * Math.log10(max / min));
        else if (control.kind !== "text") state[control.key] = Number(clamp(min + Math.round((random() * (max - min)) / by) * by, min, max).toPrecision(10));
      }
      spec.vary?.(state, random);
      ui.set({});
    },
  };
}
