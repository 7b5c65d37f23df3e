// A comfort, nothing more: drop files on the form, see them go, and see the reading go on. All of it works without.
const EVERY_MS = 1500;

const size = (bytes) => `${new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(bytes / 1e6)} MB`;

for (const form of document.querySelectorAll("form[data-drop]")) {
  const zone = form.querySelector(".file-drop");
  const input = form.querySelector("input[type=file]");
  const told = form.querySelector("[data-chosen]");
  const bar = form.querySelector("[data-sending]");
  const words = form.dataset;

  const tell = () => {
    const files = [...input.files];
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    told.textContent = files.length ? `${files.length} ${words.wordChosen}, ${size(bytes)}` : "";
  };
  input.addEventListener("change", tell);
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => { event.preventDefault(); zone.classList.add("over"); });
  }
  for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; tell(); input.focus(); }
  });

  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    const button = form.querySelector("button[type=submit]");
    const request = new XMLHttpRequest();
    const over = () => { button.disabled = false; bar.hidden = true; told.textContent = words.wordFailed; };
    request.open("POST", form.action);
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.value = total ? (100 * loaded) / total : 0;
      told.textContent = loaded < total ? `${words.wordSending}: ${size(loaded)} / ${size(total)}` : words.wordKept;
    });
    request.addEventListener("load", () => { if (request.status < 400) location.assign(request.responseURL); else over(); });
    request.addEventListener("error", over);
    request.addEventListener("abort", over);
    button.disabled = true;
    bar.hidden = false;
    request.send(new FormData(form));
  });
}

// The same page again, and of it the part that changes. What has the focus keeps it; a new state is said once.
const look = async () => {
  const old = document.getElementById("import-live");
  if (!old || !old.hasAttribute("data-live")) return;
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("import-live");
    if (answer.ok && fresh) {
      const focus = document.activeElement?.id;
      const told = document.querySelector("[data-told]");
      if (told && fresh.dataset.word !== old.dataset.word) told.textContent = fresh.dataset.word;
      old.replaceWith(fresh);
      if (focus) document.getElementById(focus)?.focus();
    }
  } catch { /* no connection now: the next look may have one */ }
  setTimeout(look, EVERY_MS);
};
setTimeout(look, EVERY_MS);
