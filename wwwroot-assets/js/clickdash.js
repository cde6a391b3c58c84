// What only the browser can do: draw a figure, tell its colours, its locale and whether anybody looks, keep the address, hear
// keys, save files.

const waiting = new Map();
let frame = 0;

// Charts that fill their room: Plotly measures its room at every drawing, which costs as much as a bar chart's arithmetic.
const known = new WeakSet();
const fitting = new WeakSet();
const rooms = new ResizeObserver((changes) => {
  changes.forEach(({ target }) => fitting.delete(target));
  setTimeout(() => changes.forEach(({ target }) => fit(target)), 300);
});

// A chart that stands still is not drawn anew by itself when its room changes.
function fit(plot) {
  if (plot.isConnected && !fitting.has(plot)) {
    fitting.add(plot);
    window.Plotly.Plots.resize(plot);
  }
}

/** Draws a figure (Plotly's data and layout as JSON) at the screen's next frame; the newest one wins. */
export function draw(id, figure) {
  waiting.set(id, figure);
  ask();
}

function ask() {
  if (frame === 0 && waiting.size > 0 && !document.hidden) {
    frame = requestAnimationFrame(drawAll);
  }
}

function drawAll() {
  frame = 0;
  for (const [id, figure] of waiting) {
    const plot = document.getElementById(id);
    // What is being dragged stands still under the hand.
    if (plot && plot === held) {
      continue;
    }
    // Plotly.Blazor brings a chart to life once its script is there; a figure before that would be wiped out by it.
    if (plot && !plot.classList.contains("js-plotly-plot")) {
      continue;
    }
    waiting.delete(id);
    if (plot) {
      const { data, layout } = JSON.parse(figure);
      if (fitting.has(plot)) {
        const { width, height } = plot._fullLayout;
        Object.assign(layout, { autosize: false, width, height });
      }
      window.Plotly.react(plot, data, layout);
      fitting.add(plot);
      if (!known.has(plot)) {
        known.add(plot);
        rooms.observe(plot);
        if (plot.closest("[data-zooms]")) {
          follow(plot);
        }
      }
      plot.closest(".chart")?.setAttribute("data-drawn", "");
    }
  }
  ask();
}

// The chart that a hand is on.
let held = null;
let moved = () => {};
const did = { stretch: 0, move: 1, wheel: 2, whole: 3 };

// A chart over time is looked at closer: a stretch is dragged out, with Shift (or a second finger's wheel) it is moved, the
// wheel turns closer and wider, two clicks show all. Only what was done is told; the figure that follows draws it.
function follow(plot) {
  const place = ({ clientX }) => {
    const { left } = plot.getBoundingClientRect();
    const { l, w } = plot._fullLayout._size;
    return Math.min(1, Math.max(0, (clientX - left - l) / w));
  };
  plot.addEventListener("pointerdown", (down) => {
    if (down.button !== 0 || down.pointerType === "touch") {
      return;
    }
    const over = new AbortController();
    const begin = place(down);
    const shade = document.createElement("div");
    shade.className = "stretch";
    held = plot;
    addEventListener(
      "pointermove",
      (event) => {
        if (!event.shiftKey && Math.abs(event.clientX - down.clientX) > 6) {
          const [from, to] = [begin, place(event)].sort((a, b) => a - b);
          const { l, w } = plot._fullLayout._size;
          plot.append(shade);
          shade.style.left = `${l + from * w}px`;
          shade.style.width = `${(to - from) * w}px`;
        }
      },
      { signal: over.signal },
    );
    const end = (event) => {
      over.abort();
      shade.remove();
      held = null;
      ask();
      const to = place(event);
      if (event.type === "pointerup" && Math.abs(event.clientX - down.clientX) > 6) {
        if (event.shiftKey) {
          moved(did.move, begin - to, 0);
        } else {
          moved(did.stretch, Math.min(begin, to), Math.max(begin, to));
        }
      }
    };
    addEventListener("pointerup", end, { signal: over.signal, capture: true });
    addEventListener("pointercancel", end, { signal: over.signal });
  });
  plot.addEventListener("dblclick", () => moved(did.whole, 0, 0));
  plot.addEventListener(
    "wheel",
    (event) => {
      // A page that scrolls goes on scrolling, unless Ctrl (which a pinch is) says that the chart is meant.
      const scrolls = document.documentElement.scrollHeight > innerHeight + 1;
      if (scrolls && !event.ctrlKey) {
        return;
      }
      event.preventDefault();
      if (Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey) {
        moved(did.move, (event.deltaX || event.deltaY) / 800, 0);
      } else {
        moved(did.wheel, place(event), Math.exp(Math.max(-1, Math.min(1, event.deltaY / 300))));
      }
    },
    { passive: false },
  );
}

/** Whether the page can be seen. */
export function isVisible() {
  return !document.hidden;
}

/** The style sheet's colours and the reader's locale, as JSON. */
export function surroundings() {
  return JSON.stringify({ look: look(), locale: locale() });
}

function look() {
  const style = getComputedStyle(document.documentElement);
  const color = (name) => style.getPropertyValue(`--${name}`).trim();
  const body = getComputedStyle(document.body);
  return {
    text: color("text"),
    muted: color("muted"),
    hairline: color("hairline"),
    surface: color("surface"),
    accent: color("accent"),
    accentSoft: color("accent-soft"),
    accentClear: color("accent-clear"),
    warning: color("warning"),
    layers: [0, 1, 2, 3, 4, 5].map((layer) => color(`layer-${layer}`)),
    font: body.fontFamily,
    // Charts are set a little smaller than text: 13 px where a rem is 16.
    fontSize: Math.round(parseFloat(style.fontSize) * 0.8125),
  };
}

function locale() {
  const parts = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1 }).formatToParts(123456789012.5);
  const one = (type, otherwise) => parts.find((part) => part.type === type)?.value ?? otherwise;
  const sizes = parts.filter((part) => part.type === "integer").map((part) => part.value.length).reverse();
  const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions();
  return {
    point: one("decimal", "."),
    group: one("group", ""),
    // The leftmost group is as long as what is left over, so it says nothing.
    groupSizes: sizes.length > 2 ? sizes.slice(0, 2) : [sizes.length > 1 ? sizes[0] : 0],
    hour12: clock.hour12 ?? false,
    offset: -new Date().getTimezoneOffset(),
  };
}

/**
 * Calls back when colours, sizes, zone or visibility may have changed; when the reader goes back or forward, with the query;
 * when a shortcut is pressed, with its key and the panel that has the focus; and when a chart is moved.
 */
export function watch(changed, navigated, pressed, chartMoved) {
  moved = chartMoved;
  addEventListener("popstate", () => {
    if (inside && location.pathname === inside) {
      navigated(location.search);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (move(event.target, event.key)) {
      event.preventDefault();
    } else if (inside && isShortcut(event)) {
      event.preventDefault();
      pressed(event.key, event.target.closest?.("[data-panel]")?.dataset.panel ?? "");
    }
  });
  document.addEventListener("toggle", place, true);
  document.addEventListener("visibilitychange", () => {
    changed();
    ask();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
  let size = look().fontSize;
  addEventListener("resize", () => {
    const now = look().fontSize;
    if (now !== size) {
      size = now;
      changed();
    }
  });
  // Clocks change on a whole quarter of an hour.
  let offset = new Date().getTimezoneOffset();
  setInterval(() => {
    const now = new Date().getTimezoneOffset();
    if (now !== offset) {
      offset = now;
      changed();
    }
  }, 60_000);
}

// The path of the page that keeps its own address and hears keys; null elsewhere.
let inside = null;

/** The page is there: from now on its history and keys are told to it. */
export function enter() {
  inside = location.pathname;
}

/** The page is gone. */
export function leave() {
  inside = null;
}

const shortcuts = new Set([..."feljsdrp?1234+-0,.", "Backspace", "Escape"]);

function isShortcut({ key, target, ctrlKey, metaKey, altKey, defaultPrevented }) {
  return (
    shortcuts.has(key) &&
    !(ctrlKey || metaKey || altKey || defaultPrevented) &&
    !target.closest?.("select, textarea, input:not([type=radio], [type=checkbox]), dialog") &&
    !document.querySelector("dialog[open], :popover-open")
  );
}

// Tables and lists of bars are one stop on the way of the Tab key; arrows go on within.
function move(from, key) {
  const row = from.closest?.(".values li, .feed li, .heat tbody tr");
  if (!row) {
    return false;
  }
  const place = from.cellIndex;
  const focus = (to) => (to?.matches("td") ? to : to?.querySelector("button"))?.focus();
  const steps = {
    ArrowUp: () => focus(row.previousElementSibling?.cells?.[place] ?? row.previousElementSibling),
    ArrowDown: () => focus(row.nextElementSibling?.cells?.[place] ?? row.nextElementSibling),
  };
  if (place) {
    Object.assign(steps, {
      ArrowLeft: () => focus(from.previousElementSibling),
      ArrowRight: () => focus(from.nextElementSibling),
      Home: () => focus(row.cells[1]),
      End: () => focus(row.lastElementChild),
      Enter: () => row.click(),
    });
  }
  steps[key]?.();
  return key in steps;
}

// A menu stands below its button, within the window.
function place({ target, newState }) {
  const button = target.id && document.querySelector(`[popovertarget="${CSS.escape(target.id)}"]`);
  if (newState === "open" && button) {
    const { right, bottom, top } = button.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = target;
    const below = bottom + height + 12 < innerHeight;
    target.style.left = `${Math.max(8, right - width)}px`;
    target.style.top = `${below ? bottom + 4 : Math.max(8, top - height - 4)}px`;
  }
}

/** Writes the query of the page's address as a step of the history. */
export function pushQuery(query) {
  if (location.search !== query) {
    history.pushState(null, "", location.pathname + query);
  }
}

/** Writes the query of the page's address in place of what it is. */
export function replaceQuery(query) {
  history.replaceState(null, "", location.pathname + query);
}

/** What was kept under a name; null where nothing is, or nothing may be kept. */
export function recall(name) {
  try {
    return localStorage.getItem(`clickdash:${name}`);
  } catch {
    return null;
  }
}

/** Keeps a text under a name, where the browser allows that. */
export function keep(name, text) {
  try {
    localStorage.setItem(`clickdash:${name}`, text);
  } catch {
    // A private window forgets: that is what it is for.
  }
}

/** Opens a dialog that holds the focus. */
export function openDialog(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) {
    dialog.showModal();
  }
}

/** Moves the focus. */
export function focus(id) {
  document.getElementById(id)?.focus();
}

/** Hands a text over as a file. */
export function save(name, text) {
  download(name, new Blob([text], { type: "text/csv;charset=utf-8" }));
}

/** Hands something over as a file. */
export function download(name, content) {
  const link = document.createElement("a");
  [link.href, link.download] = [URL.createObjectURL(content), name];
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// By how much the server's clock is ahead, known to half of the shortest round trip (Cristian's way).
let ahead = 0;
let roundTrip = 0;
let delays = [];

// A minute of pictures.
const mostDelays = 240;

/** Compares the clocks; false where the server does not answer. */
export async function compareClocks() {
  delays = [];
  roundTrip = Infinity;
  try {
    for (let i = 0; i < 5; i++) {
      const sent = Date.now();
      const began = performance.now();
      const answer = await fetch(new URL("api/clock", document.baseURI), { cache: "no-store" });
      const now = Number(await answer.text());
      const took = performance.now() - began;
      if (!answer.ok || !now) {
        return false;
      }
      if (took < roundTrip) {
        [roundTrip, ahead] = [took, now - sent - took / 2];
      }
    }
    return true;
  } catch {
    return false;
  }
}

/** Notes when the frame that is being made is painted: a task after the screen's next frame. */
export function paint(moment) {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      delays.push(Date.now() + ahead - moment);
      delays.splice(0, delays.length - mostDelays);
    };
    port2.postMessage(0);
  });
}

/** The delays so far, as JSON. */
export function paintDelay() {
  const sorted = [...delays].sort((a, b) => a - b);
  const at = (share) => Math.max(0, sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return JSON.stringify({ median: at(0.5), percentile99: at(0.99), count: sorted.length, roundTrip: roundTrip || 0 });
}

/** Puts text on the clipboard; false where that is not allowed. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
