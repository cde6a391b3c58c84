// The phone's page: joins, sends taps, says what became of them.

const room = document.querySelector("main").dataset.room;
const word = document.getElementById("word");
const you = document.getElementById("you");
const buttons = document.getElementById("buttons");
const Look = 15_000;
// What is said here stands in the page, with numbers where values go.
const texts = word.dataset;
const filled = (text, ...values) => text.replace(/\{(\d)\}/g, (_, at) => values[at]);
let phone = null;

async function ask(path, body) {
  const answer = await fetch(`join/${room}/${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  });
  const json = await answer.json();
  if (!answer.ok) {
    throw Object.assign(new Error(json.title ?? texts.again), { status: answer.status });
  }
  return json;
}

// A reload is the same phone, a closed page is forgotten.
const memory = {
  get: () => {
    try {
      const kept = JSON.parse(sessionStorage.getItem("phone"));
      return kept?.room === room ? kept : null;
    } catch {
      return null;
    }
  },
  set: (value) => {
    try {
      sessionStorage.setItem("phone", JSON.stringify({ ...value, room }));
    } catch {
      // Where nothing may be kept, a reload joins anew.
    }
  },
};

async function join(kept) {
  phone = kept ?? (await ask("phones", null));
  memory.set(phone);
  const { colour, letter, path, name } = phone.mark;
  const svg = you.querySelector("svg");
  svg.setAttribute("class", `seat-${colour}`);
  svg.querySelector("path").setAttribute("d", path);
  you.querySelector("b").textContent = letter;
  you.querySelector("strong").textContent = name;
  you.hidden = false;
  show(phone.pages);
  word.textContent = texts.ready;
}

function show(pages) {
  const shown = [...buttons.children].map((button) => button.value);
  if (shown.length === pages.length && shown.every((page, at) => page === pages[at])) {
    for (const button of buttons.children) {
      button.disabled = false;
    }
    return;
  }
  buttons.replaceChildren(
    ...pages.map((page) => Object.assign(document.createElement("button"), { type: "button", value: page, textContent: page })),
  );
}

async function tap(button) {
  button.dataset.sent = "";
  word.textContent = filled(texts.away, button.value);
  try {
    const { delay, pages } = await ask("taps", { phone: phone.id, page: button.value });
    word.textContent = delay === null ? texts.unread : filled(texts.read, button.value, delay.toLocaleString());
    show(pages);
  } catch (trouble) {
    await explain(trouble);
  } finally {
    delete button.dataset.sent;
  }
}

async function explain(trouble) {
  if (trouble.status === 410) {
    await join(null);
  } else {
    word.textContent = trouble.status ? trouble.message : texts.silent;
    if (trouble.status === 409) {
      await look();
    }
  }
}

/** Asks which pages are to be on the buttons, by which the server knows that somebody is there. */
async function look() {
  try {
    if (!document.hidden) {
      await (phone ? ask(`pages?phone=${phone.id}`).then(({ pages }) => show(pages)) : join(memory.get()));
    }
  } catch (trouble) {
    await explain(trouble).catch(() => {});
  }
}

buttons.addEventListener("click", ({ target }) => {
  if (target.matches("button") && phone) {
    tap(target);
  }
});
document.addEventListener("visibilitychange", look);
setInterval(look, Look);
join(memory.get()).then(look, explain);
