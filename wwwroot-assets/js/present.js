// What is projected, the presenter's page or a scene: controls are there while a hand is, and full screen is a click away.

const root = document.documentElement;
const Idle = 4000;
let asleep = 0;

function wake() {
  root.dataset.awake = "";
  clearTimeout(asleep);
  asleep = setTimeout(() => delete root.dataset.awake, Idle);
}

for (const hand of ["pointermove", "pointerdown", "keydown", "focusin"]) {
  document.addEventListener(hand, wake, { passive: true });
}

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-full-screen]")) {
    const change = document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen();
    change.catch(() => {}); // Where the browser does not allow it, its own F11 is left.
  }
});

wake();
