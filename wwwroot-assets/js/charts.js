// Draws charts, and tells what a hand does to them.

const waiting = new Map();
let frame = 0;

// Charts that fill their room: Plotly measures its room at every drawing, which costs as much as a bar chart's arithmetic.
const known = new WeakSet();
const fitting = new WeakSet();
const rooms = new ResizeObserver((changes) => {
  changes.forEach(({ target }) => fitting.delete(target));
  setTimeout(() => changes.forEach(({ target }) => fit(target)), 300);
});

// A chart that stands still is not drawn anew by itself when its room changes. Plotly leaves one alone that has a size of its own.
function fit(plot) {
  if (plot.isConnected && !fitting.has(plot)) {
    Object.assign(plot.layout, { autosize: true, width: undefined, height: undefined });
    window.Plotly.Plots.resize(plot).then(() => fitting.add(plot));
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
      // Where the page has a base, Plotly points its clips and gradients to the address that the page had when the chart came
      // to life. It changes with every filter and zoom, and then they point nowhere (plotly/plotly.js#5871).
      plot._context._baseUrl = "";
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

/** Calls back when a hand moves a chart: what it did, and where, as parts of what the chart shows. */
export function watchHand(chartMoved) {
  moved = chartMoved;
}

// What waited while nobody looked.
document.addEventListener("visibilitychange", ask);
