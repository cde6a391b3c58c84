// How old what is painted is, by the server's clock.

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
