// A panel as a picture: what is seen is copied with the styles it is seen in, drawn as an image within an SVG, and that on a
// canvas. No library does it without a service or its own copy of the page.
import { download } from "./clickdash.js";

const scale = 2;

/** Hands a panel over as a PNG of twice its size; its buttons are left out. */
export async function savePanel(id, name) {
  const panel = document.querySelector(`[data-panel="${CSS.escape(id)}"]`);
  const { width, height } = panel.getBoundingClientRect();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing(panel, width, height))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  download(name, await new Promise((done) => canvas.toBlob(done, "image/png")));
}

function drawing(panel, width, height) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [attribute, value] of Object.entries({ width: width * scale, height: height * scale, viewBox: `0 0 ${width} ${height}` })) {
    svg.setAttribute(attribute, value);
  }
  const room = document.createElementNS(svg.namespaceURI, "foreignObject");
  [["width", "100%"], ["height", "100%"]].forEach((pair) => room.setAttribute(...pair));
  const seen = copy(panel);
  seen.style.margin = "0";
  room.append(seen);
  svg.append(room);
  return new XMLSerializer().serializeToString(svg);
}

// What only hands need, and what is not seen.
const unseen = ".more, .menu, header > button, .unseen, .chart-placeholder, .hoverlayer, [hidden], script, style";

function copy(element) {
  const made = element.localName === "progress" ? bar(element) : element.cloneNode(false);
  dress(made, getComputedStyle(element));
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      made.append(node.data);
    } else if (node.nodeType === Node.ELEMENT_NODE && !node.matches(unseen)) {
      made.append(copy(node));
    }
  }
  const before = mark(element);
  if (before) {
    made.prepend(before);
  }
  return made;
}

// Each property by itself: a style attribute from outside is what the security policy forbids.
function dress(made, seen) {
  for (const property of seen) {
    made.style.setProperty(property, seen.getPropertyValue(property));
  }
  // What a mouse that passes changes is no part of it.
  made.style.transition = made.style.animation = made.style.textDecoration = "none";
}

// A bar's length is drawn by the browser, in a part of it that cannot be copied.
function bar(progress) {
  const room = document.createElement("div");
  const length = document.createElement("div");
  length.style.width = `${Math.min(100, (progress.value / progress.max) * 100)}%`;
  length.style.height = "100%";
  length.style.borderRadius = "4px";
  length.style.background = getComputedStyle(progress).getPropertyValue("--fill");
  room.append(length);
  return room;
}

// The keys of legends are drawn by the style sheet before their words.
function mark(element) {
  const seen = getComputedStyle(element, "::before");
  if (seen.content === "none" || seen.content === "normal") {
    return null;
  }
  const made = document.createElement("span");
  dress(made, seen);
  return made;
}
