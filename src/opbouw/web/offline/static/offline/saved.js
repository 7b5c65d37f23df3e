// What waits on this phone: a row each, with what can be done about it.
const queue = self.opbouwQueue;
const config = document.querySelector('meta[name="opbouw"]').dataset;
const list = document.getElementById("waiting");
const row = document.getElementById("waiting-row");
const when = new Intl.DateTimeFormat(config.lang, { timeZone: config.zone, weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });

const show = async () => {
  const found = await queue.of(config.who);
  const others = (await queue.all()).length - found.length;
  list.replaceChildren(...found.map((item) => {
    const part = row.content.cloneNode(true);
    part.querySelector("[data-title]").textContent = item.title;
    part.querySelector("[data-at]").textContent = when.format(new Date(item.at));
    for (const one of part.querySelectorAll("[data-is]")) one.hidden = (one.dataset.is === "refused") !== Boolean(item.refused);
    part.querySelector("[data-open]").addEventListener("click", () => {
      sessionStorage.setItem("opbouw-again", JSON.stringify(item));
      location.assign(item.page);
    });
    part.querySelector("[data-throw]").addEventListener("click", async () => { await queue.remove(item.n); show(); });
    return part;
  }));
  for (const part of document.querySelectorAll("[data-if-waiting]")) part.hidden = found.length === 0;
  for (const part of document.querySelectorAll("[data-if-empty]")) part.hidden = found.length > 0;
  for (const part of document.querySelectorAll("[data-if-others]")) part.hidden = others === 0;
};

document.getElementById("send-now").addEventListener("click", async () => { await queue.send(); location.reload(); });
document.addEventListener("opbouw:sent", show);
show();
