// Answers that wait on this phone, and sending them. Shared by the pages and the service worker, which needs a plain
// script. Nothing here knows a rule: what stands without a connection is looked up in a table the server made.
self.opbouwQueue = (() => {
  const STATE = "/offline/state";
  const PATIENCE_MS = 8000;
  const PAGES = "opbouw-pages";
  const META = "/offline/kept";

  const asked = (request) => new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

  let opened;
  const open = () => (opened ??= new Promise((done, fail) => {
    const request = indexedDB.open("opbouw", 1);
    request.onupgradeneeded = () => request.result
      .createObjectStore("items", { keyPath: "n", autoIncrement: true })
      .createIndex("key", "key", { unique: true });
    request.onsuccess = () => {
      request.result.onversionchange = () => { request.result.close(); opened = undefined; };
      done(request.result);
    };
    request.onerror = () => fail(request.error);
  }));
  const items = async (mode, work) => asked(work((await open()).transaction("items", mode).objectStore("items")));

  const all = () => items("readonly", (store) => store.getAll());
  const put = (item) => items("readwrite", (store) => store.put(item));
  const remove = (n) => items("readwrite", (store) => store.delete(n));
  const of = async (who) => (await all()).filter((item) => item.who === who);

  // The same answer again (a second tap, a second tab) is the answer that waits already.
  const add = async (item) => {
    try {
      return await items("readwrite", (store) => store.add(item));
    } catch (problem) {
      if (problem.name === "ConstraintError") return null;
      throw problem;
    }
  };

  const wipe = async () => {
    if (self.caches) for (const name of await caches.keys()) if (name === PAGES) await caches.delete(name);
    const database = await open();
    await asked(database.transaction("items", "readwrite").objectStore("items").clear());
  };

  const fetched = async (url, options, patience = PATIENCE_MS) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), patience);
    try {
      return await fetch(url, { credentials: "same-origin", redirect: "manual", signal: stop.signal, ...options });
    } finally {
      clearTimeout(timer);
    }
  };

  // Whose phone the server says this is, with a token to send with; null without a connection.
  const state = async (patience) => {
    try {
      const response = await fetched(STATE, { cache: "no-store" }, patience);
      if (response.type === "opaqueredirect") return { who: "", login: true };
      return response.ok ? await response.json() : null;
    } catch {
      return null;
    }
  };

  const sendOne = async (item, token, patience) => {
    const headers = { "X-Opbouw-Queue": "1", "X-CSRFToken": token, "Content-Type": "application/x-www-form-urlencoded" };
    const body = new URLSearchParams(item.fields).toString();
    try {
      const response = await fetched(item.path, { method: "POST", headers, body }, patience);
      return response.ok ? await response.json() : { state: "again" };
    } catch {
      return { state: "offline" };
    }
  };

  // In the order in which they were told. A refused answer steps aside and waits for its runner; nothing is thrown away.
  const sendAll = async (patience) => {
    const found = { state: "sent", kept: [], refused: [] };
    const waiting = (await all()).filter((item) => !item.refused);
    if (!waiting.length) return found;
    const now = await state(patience);
    if (!now) return { ...found, state: "offline" };
    if (!now.who) return { ...found, state: "login" };
    for (const item of waiting.filter((one) => one.who === now.who)) {
      const answer = await sendOne(item, now.token, patience);
      if (answer.state === "kept") {
        await remove(item.n);
        found.kept.push({ key: item.key, where: answer.where, note: answer.note });
      } else if (answer.state === "refused") {
        await put({ ...item, refused: true });
        found.refused.push(item);
      } else {
        return { ...found, state: answer.state };
      }
    }
    return found;
  };
  const send = (patience) => (self.navigator?.locks
    ? navigator.locks.request("opbouw-queue", () => sendAll(patience))
    : sendAll(patience));

  const today = (zone) => new Intl.DateTimeFormat("en-CA", {
    timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit",
  }).format(new Date());

  const kept = async () => {
    const found = self.caches && await (await caches.open(PAGES)).match(META);
    return found ? found.json() : null;
  };

  const odd = (item, day) => item.fields
    .filter(([name, value]) => day.calm[name] && value !== "" && !day.calm[name].includes(value))
    .map(([name]) => name);
  const whole = (item, day) => day.needs.some((names) => names.every((name) => item.fields.some(([said]) => said === name)));

  // Which part of the day may be shown without a connection. In doubt the most careful one.
  const standing = (meta, waiting, on) => {
    if (!meta) return "old";
    if (meta.stopped) return "stop";
    const day = meta.days?.[on];
    if (!day) return "old";
    if (waiting.some((item) => item.day !== on)) return "unsent";
    const named = waiting.flatMap((item) => odd(item, day));
    if (named.includes("signs")) return "sign";
    if (named.length) return "hold";
    const checked = waiting.filter((item) => item.path.split("?")[0] === meta.asks);
    if (checked.some((item) => !whole(item, day))) return "hold";
    if (checked.length) return "planned";
    return day.shown ? "shown" : "ask";
  };

  return { all, of, add, put, remove, wipe, send, state, today, kept, standing, PAGES, META };
})();
