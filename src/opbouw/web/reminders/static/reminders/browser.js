// Lets this browser be woken, after a tap and never before. The message that wakes it is empty.
const box = document.getElementById("browser");
const token = document.querySelector('input[name="csrfmiddlewaretoken"]').value;

const show = (name) => { for (const part of box.querySelectorAll("[data-part]")) part.hidden = part.dataset.part !== name; };
const tell = (fields) => fetch(box.dataset.address, {
  method: "POST", headers: { "X-CSRFToken": token }, body: new URLSearchParams(fields),
});
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

const look = async () => {
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) return show("cannot");
  if (Notification.permission === "denied") return show("denied");
  const ready = await navigator.serviceWorker.ready;
  return show(await ready.pushManager.getSubscription() ? "on" : "off");
};

box.querySelector("[data-on]").addEventListener("click", async () => {
  try {
    const ready = await navigator.serviceWorker.ready;
    const made = await ready.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(box.dataset.key) });
    const answer = await tell({ endpoint: made.endpoint });
    if (!answer.ok) await made.unsubscribe();
    location.reload();
  } catch {
    show(Notification.permission === "denied" ? "denied" : "cannot");
  }
});

box.querySelector("form[data-off]")?.addEventListener("submit", async () => {
  await (await (await navigator.serviceWorker.ready).pushManager.getSubscription())?.unsubscribe();
});

look();
