// Shows the one part of the day that may stand without a connection. All parts come from the server.
const queue = self.opbouwQueue;
const config = document.querySelector('meta[name="opbouw"]').dataset;

const show = async () => {
  const meta = await queue.kept();
  const on = queue.today(config.zone);
  const waiting = await queue.of(config.who);
  const fits = meta && meta.who === config.who ? queue.standing(meta, waiting, on) : "old";
  const parts = [...document.querySelectorAll("[data-standing]")];
  const found = parts.find((part) => part.dataset.standing === fits && (part.dataset.on ?? on) === on)
    ?? parts.find((part) => part.dataset.standing === "old");
  for (const part of parts) part.hidden = part !== found;
  for (const part of document.querySelectorAll("[data-unless]")) part.hidden = part.dataset.unless === fits;
  const done = waiting.flatMap((item) => item.fields).filter(([name]) => name === "planned").map(([, id]) => id);
  for (const row of document.querySelectorAll("[data-session]")) row.hidden = done.includes(row.dataset.session);
  for (const part of document.querySelectorAll("[data-if-waiting]")) part.hidden = waiting.length === 0;
};

show();
document.addEventListener("opbouw:sent", ({ detail }) => { if (detail.kept.length) location.assign(config.home); else show(); });
