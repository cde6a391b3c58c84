// What only the browser can do: tell its colours, its locale and whether anybody looks, keep the address, hear keys, save
// files; and, in charts.js, draw.

import { draw, watchHand } from "./charts.js";
import { isShortcut, moveFocus } from "./keys.js";

export { draw };

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
  watchHand(chartMoved);
  addEventListener("popstate", () => {
    if (inside && location.pathname === inside) {
      navigated(location.search);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (moveFocus(event.target, event.key)) {
      event.preventDefault();
    } else if (inside && isShortcut(event)) {
      event.preventDefault();
      pressed(event.key, event.target.closest?.("[data-panel]")?.dataset.panel ?? "");
    }
  });
  document.addEventListener("toggle", place, true);
  document.addEventListener("visibilitychange", changed);
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

/** Puts text on the clipboard; false where that is not allowed. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
