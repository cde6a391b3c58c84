// What only the browser can do: draw a figure, tell its colours, its locale and whether anybody looks.

const waiting = new Map();
let frame = 0;

// Charts that fill their room: Plotly measures its room at every drawing, which costs as much as a bar chart's arithmetic.
const known = new WeakSet();
const fitting = new WeakSet();
const rooms = new ResizeObserver((changes) => changes.forEach(({ target }) => fitting.delete(target)));

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
      }
      plot.closest(".chart")?.setAttribute("data-drawn", "");
    }
  }
  ask();
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
    bar: color("bar"),
    warning: color("warning"),
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

/** Calls back when colours, sizes, zone or visibility may have changed. */
export function watch(changed) {
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

/** Writes the query of the page's address without going there. */
export function replaceQuery(query) {
  history.replaceState(history.state, "", location.pathname + query);
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
