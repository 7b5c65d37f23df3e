// Keeps the day on the phone: the shell by its version, the runner's pages as the server last made them.
// It only ever shows pages of the server; what may stand without a connection is looked up, never worked out.
importScripts(SHELL.queue);
const { PAGES, META, ...queue } = self.opbouwQueue;
const FILES = `opbouw-files-${SHELL.version}`;
const PATIENCE_MS = 2000;
const here = self.location.origin;

const paths = (text, base, found) => [...text.matchAll(found)].map(([, path]) => new URL(path.replaceAll("&amp;", "&"), base));
const LINKED = /(?:href|src)="(\/static\/[^"#]+)/g;
const IMPORTED = /(?:from|import)\s*\(?\s*["'](\.{1,2}\/[^"']+)["']/g;

// A file once; of a module also the modules it stands on.
const keepFile = async (files, url) => {
  if (await files.match(url)) return;
  const response = await fetch(url);
  if (!response.ok) return;
  const text = url.pathname.endsWith(".js") ? await response.clone().text() : "";
  await files.put(url, response);
  for (const next of paths(text, url, IMPORTED)) await keepFile(files, next);
};

const asJson = (value) => new Response(JSON.stringify(value), { headers: { "Content-Type": "application/json" } });

const plain = async (response) => new Response(await response.blob(), {
  status: response.status,
  headers: { "Content-Type": response.headers.get("Content-Type") ?? "text/html" },
});

const keepPage = async (pages, files, path, who) => {
  const response = await fetch(path, { credentials: "same-origin", cache: "no-store" });
  if (!response.ok || response.headers.get("X-Opbouw-Who") !== who) return;
  const end = new URL(response.url);
  if (end.pathname !== new URL(path, here).pathname) {
    await pages.put(path, Response.redirect(end.href, 302));
    return;
  }
  if ((response.headers.get("Content-Type") ?? "").startsWith("text/html")) {
    const text = await response.clone().text();
    for (const url of paths(text, here, LINKED)) await keepFile(files, url);
  }
  await pages.put(path, await plain(response));
};

// Brings the pages of the day up to date; they are those of one runner only, and gone when nobody is logged in.
const refresh = async () => {
  const state = await queue.state();
  if (!state) return false;
  const known = await queue.kept();
  if (!state.who || (known && known.who !== state.who)) await caches.delete(PAGES);
  if (!state.who) return true;
  if (known?.mark === state.mark && known.who === state.who) return true;
  const [pages, files] = [await caches.open(PAGES), await caches.open(FILES)];
  const wanted = new Set([...state.pages, META].map((path) => new URL(path, here).href));
  const { token, ...kept } = state;
  // The table first: pages of a day never stand beside the table of an earlier one.
  await pages.put(META, asJson({ ...kept, mark: "", at: new Date().toISOString() }));
  for (const old of await pages.keys()) if (!wanted.has(old.url)) await pages.delete(old);
  for (const path of state.pages) await keepPage(pages, files, path, state.who);
  await pages.put(META, asJson({ ...kept, at: new Date().toISOString() }));
  return true;
};
let refreshing;
const refreshOnce = () => (refreshing ??= refresh().catch(() => false).finally(() => { refreshing = undefined; }));

self.addEventListener("install", (event) => event.waitUntil((async () => {
  const files = await caches.open(FILES);
  await files.addAll(SHELL.files);
  await files.put(SHELL.nothing, await plain(await fetch(SHELL.nothing, { credentials: "omit" })));
  await self.skipWaiting();
})()));

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  await self.clients.claim();
  // Kept pages ask for the files of their own version: those go only once the pages are new.
  if (!(await refreshOnce()) && await queue.kept()) return;
  for (const name of await caches.keys()) {
    if (name.startsWith("opbouw-files-") && name !== FILES) await caches.delete(name);
  }
})()));

const stamped = async (response, at) => {
  if (!(response.headers.get("Content-Type") ?? "").startsWith("text/html")) return response;
  const text = (await response.text()).replace("<html ", `<html data-cached="${at}" `);
  return new Response(text, { headers: { "Content-Type": "text/html; charset=utf-8" } });
};

// The page as it was kept. Whether it may be shown today is a matter of the table, the date and what waits to be sent.
const fromPhone = async (url) => {
  const [pages, meta] = [await caches.open(PAGES), await queue.kept()];
  const nothing = async () => (await caches.match(SHELL.nothing)) ?? Response.error();
  if (!meta) return nothing();
  const on = queue.today(meta.zone);
  const waiting = await queue.of(meta.who);
  const standing = queue.standing(meta, waiting, on);
  let path = url.pathname + url.search;
  const guarded = meta.guarded?.includes(url.pathname);
  const stands = standing === "shown" || standing === "planned";
  if (url.pathname === SHELL.today && (standing !== "shown" || waiting.length) && standing !== "stop") path = SHELL.day;
  else if (guarded && !stands) path = SHELL.day;
  else if (guarded && standing === "planned" && !meta.days[on].sessions.some((id) => url.pathname.includes(id))) path = SHELL.day;
  else if (url.pathname === meta.asks && meta.day !== on) path = SHELL.checkIn;
  const found = await pages.match(path);
  return found ? (found.status === 200 ? stamped(found, meta.at) : found) : nothing();
};

const page = async (event) => {
  const url = new URL(event.request.url);
  const network = fetch(event.request);
  const kept = await (await caches.open(PAGES)).match(url.pathname + url.search);
  try {
    if (!kept) return await network;
    const late = new Promise((_, fail) => setTimeout(() => fail(new Error("late")), PATIENCE_MS));
    network.catch(() => {});
    return await Promise.race([network, late]);
  } catch {
    return fromPhone(url);
  }
};

const file = async (request) => (await caches.match(request)) ?? fetch(request);

const leave = async (request) => {
  await queue.wipe().catch(() => {});
  await self.registration.pushManager?.getSubscription().then((one) => one?.unsubscribe()).catch(() => {});
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(SHELL.nothing)) ?? Response.error();
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== here) return;
  if (request.method === "POST" && url.pathname === SHELL.logout) event.respondWith(leave(request));
  else if (request.method !== "GET") return;
  else if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (request.mode === "navigate") event.respondWith(page(event));
});

self.addEventListener("message", (event) => {
  // A page that was on its way while this worker started is taken along too.
  if (event.data === "refresh") event.waitUntil(Promise.all([self.clients.claim(), refreshOnce()]));
});

self.addEventListener("sync", (event) => {
  if (event.tag !== "opbouw-send") return;
  event.waitUntil((async () => {
    const found = await queue.send();
    await refreshOnce();
    for (const client of await self.clients.matchAll()) client.postMessage({ sent: found });
    if (found.state === "offline" || found.state === "again") throw new Error("later");
  })());
});

// A push is empty: what it is about is asked of our own server, over the runner's own log-in.
const told = async () => {
  try {
    const response = await fetch(SHELL.text, { credentials: "same-origin", redirect: "manual", cache: "no-store" });
    if (response.ok) return await response.json();
  } catch { /* Without the server the least is said. */ }
  const lang = (await queue.kept())?.lang ?? (self.navigator.language.startsWith("nl") ? "nl" : "en");
  return { title: "Opbouw", body: SHELL.said[lang], url: SHELL.today };
};

self.addEventListener("push", (event) => event.waitUntil((async () => {
  const { title, body, url } = await told();
  await self.registration.showNotification(title, { body, icon: SHELL.icon, tag: "opbouw", data: { url } });
})()));

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil((async () => {
    const [open] = await self.clients.matchAll({ type: "window" });
    const url = new URL(event.notification.data.url, here).href;
    if (!open) await self.clients.openWindow(url);
    else await (await open.focus()).navigate(url);
  })());
});
