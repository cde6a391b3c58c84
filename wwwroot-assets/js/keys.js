// Which keys mean something, and where the arrows lead.

const shortcuts = new Set([..."feljsdrp?1234+-0,.", "Backspace", "Escape"]);

/** Whether a key is one of the page's shortcuts, and is meant as one where it is pressed. */
export function isShortcut({ key, target, ctrlKey, metaKey, altKey, defaultPrevented }) {
  return (
    shortcuts.has(key) &&
    !(ctrlKey || metaKey || altKey || defaultPrevented) &&
    !target.closest?.("select, textarea, input:not([type=radio], [type=checkbox]), dialog") &&
    !document.querySelector("dialog[open], :popover-open")
  );
}

/** Tables and lists of bars are one stop on the way of the Tab key; arrows go on within. False where the key is no business of theirs. */
export function moveFocus(from, key) {
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
