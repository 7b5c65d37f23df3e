// On every page of a logged-in runner: what is sent goes through the queue, and the top bar says what is saved.
const queue = self.opbouwQueue;
const config = document.querySelector('meta[name="opbouw"]').dataset;
const cached = document.documentElement.dataset.cached;
const main = document.querySelector("main");
const words = document.getElementById("offline-words");
const PATIENCE_MS = 5000;

const notice = (name, fill = {}) => {
  const found = words.content.querySelector(`[data-say="${name}"]`).cloneNode(true);
  for (const [slot, text] of Object.entries(fill)) found.querySelector(`[data-fill="${slot}"]`).textContent = text;
  main.querySelector(`[data-say="${name}"]`)?.remove();
  main.prepend(found);
  return found;
};

const showState = async () => {
  const waiting = await queue.of(config.who);
  const refused = waiting.some((item) => item.refused);
  const state = refused ? "refused" : waiting.length ? "waiting" : navigator.onLine && !cached ? "saved" : "offline";
  for (const part of document.querySelectorAll("[data-save]")) part.hidden = part.dataset.save !== state;
  for (const count of document.querySelectorAll("[data-waiting]")) count.textContent = String(waiting.length);
  return waiting;
};

const tell = (found) => {
  const last = found.kept.at(-1);
  if (last) notice("sent");
  const note = found.kept.map((one) => one.note).find(Boolean);
  if (note) notice("note", { note });
  if (found.refused.length) notice("refused");
  const must = found.kept.map((one) => one.where).find((where) => where === config.stop || where === config.signs);
  if (must && !document.querySelector("form[data-queue]")) location.assign(must);
};

const send = async () => {
  if (!(await queue.of(config.who)).length) return;
  const found = await queue.send();
  await showState();
  if (found.state === "login") notice("login");
  tell(found);
  if (found.kept.length) navigator.serviceWorker?.controller?.postMessage("refresh");
  document.dispatchEvent(new CustomEvent("opbouw:sent", { detail: found }));
};

const later = async () => {
  try {
    await (await navigator.serviceWorker.ready).sync.register("opbouw-send");
  } catch { /* Where there is no Background Sync, the next look at a page sends. */ }
};

// What the browser would do with this form by itself, with the button that was tapped.
const natively = (form, submitter) => {
  if (submitter?.name) {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value });
    form.append(field);
  }
  HTMLFormElement.prototype.submit.call(form);
};

const missing = (form, submitter, fields) => {
  const names = (submitter?.dataset.needs ?? form.dataset.needs ?? "").split(" ").filter(Boolean);
  const open = names.find((name) => !fields.some(([said, value]) => said === name && value !== ""));
  return open ? form.querySelector(`[name="${open}"]`) : null;
};

// The day an answer is about: that of the server as long as the page is fresh, that of the phone after midnight and
// on a page that was kept.
const opened = queue.today(config.zone);
const dayNow = () => {
  const now = queue.today(config.zone);
  return cached || now !== opened ? now : config.today;
};

const asItem = (form, submitter) => {
  const on = dayNow();
  const url = new URL(form.action || location.href, location.href);
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  if (submitter?.name) fields.push([submitter.name, submitter.value]);
  if (!url.searchParams.has("on")) url.searchParams.set("on", on);
  if (!fields.some(([name, value]) => name === "on" && value)) fields.push(["on", on]);
  const said = Object.fromEntries(fields);
  const key = said.key || (said.proposal ? `${said.proposal}:${said.answer}` : String(Math.random()));
  return { key, who: config.who, path: url.pathname + url.search, page: location.pathname + location.search, fields,
    title: document.querySelector("h1")?.textContent.trim() ?? "", day: url.searchParams.get("on"), at: new Date().toISOString() };
};

// An answer that waits already is not kept twice; one that was refused is replaced by what it became.
const keep = async (item) => {
  if (await queue.add(item) !== null) return;
  const before = (await queue.all()).find((one) => one.key === item.key);
  if (before?.refused) await queue.put({ ...item, n: before.n });
};

let busy = false;
const queued = async (event) => {
  const { target: form, submitter } = event;
  event.preventDefault();
  if (busy) return;
  busy = true;
  const item = asItem(form, submitter);
  try {
    await keep(item);
  } catch {
    natively(form, submitter);
    return;
  }
  const found = await queue.send(PATIENCE_MS);
  const mine = found.kept.find((one) => one.key === item.key);
  if (mine) {
    navigator.serviceWorker?.controller?.postMessage("refresh");
    location.assign(mine.where);
    return;
  }
  const waiting = (await queue.of(config.who)).find((one) => one.key === item.key);
  if (waiting?.refused) {
    await queue.remove(waiting.n);
    natively(form, submitter);
    return;
  }
  const open = missing(form, submitter, item.fields);
  if (open && waiting) {
    await queue.remove(waiting.n);
    notice("needs").scrollIntoView();
    open.focus();
    busy = false;
    return;
  }
  await later();
  await showState();
  if (navigator.serviceWorker?.controller) location.assign(config.day);
  else notice("kept").scrollIntoView();
  busy = false;
};

const leaving = async (event) => {
  const form = event.target;
  event.preventDefault();
  if (!form.hasAttribute("data-throw-away")) {
    await queue.send(PATIENCE_MS);
    if ((await queue.of(config.who)).length) {
      location.assign(`${config.saved}#leave`);
      return;
    }
  }
  await queue.wipe().catch(() => {});
  natively(form, event.submitter);
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || (form.getAttribute("method") ?? "get").toLowerCase() !== "post") return;
  if (form.hasAttribute("data-queue")) queued(event);
  else if (new URL(form.action).pathname === config.logout) leaving(event);
  else if (!navigator.onLine) {
    event.preventDefault();
    notice("cannot").scrollIntoView();
  }
});

// A page that was kept has a form that may have been sent from this phone before: it gets a key of its own, and the day
// it is filled in on.
if (cached) {
  for (const field of document.querySelectorAll('form[data-queue] input[name="key"]')) field.value = crypto.randomUUID();
  for (const field of document.querySelectorAll('form[data-queue] input[name="on"]')) {
    if (field.value === config.today) field.value = queue.today(config.zone);
  }
  if (location.pathname !== config.day && !document.querySelector("[data-day-page]")) {
    const at = new Intl.DateTimeFormat(config.lang, { timeZone: config.zone, weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
    notice("cached", { at: at.format(new Date(cached)) });
  }
}

// An answer that was refused comes back into its form, to be changed and sent again.
const again = sessionStorage.getItem("opbouw-again");
if (again) {
  sessionStorage.removeItem("opbouw-again");
  const item = JSON.parse(again);
  const form = document.querySelector("form[data-queue]");
  for (const [name, value] of form ? item.fields : []) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (["radio", "checkbox"].includes(field.type)) field.checked ||= field.value === value;
      else field.value = value;
    }
  }
}

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register(config.worker).then(() => navigator.serviceWorker.ready).then((ready) => {
    if (!cached) setTimeout(() => ready.active?.postMessage("refresh"), 1500);
  }).catch(() => {});
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (data.sent) showState().then(() => tell(data.sent));
  });
}
addEventListener("online", () => { send(); showState(); });
addEventListener("offline", showState);
document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
addEventListener("pageshow", () => { busy = false; });
showState().then(send);
