// Fills the form at the end with what was done. What the body felt stays open, unless it was told a moment ago.

const written = (ms) => String(Math.floor(ms / 6_000) / 10);

// What the dialog about pain says: a number 0-10 or null, and two signs.
export function painOf(form) {
  const { number, gait, sharp } = form.elements;
  return { number: number.value === "" ? null : Number(number.value), gait: gait.checked, sharp: sharp.checked };
}

function tick(form, name, value, on = true) {
  const box = [...form.querySelectorAll(`[name="${name}"]`)].find((one) => one.value === value);
  if (box) box.checked = on;
}

export function fillForm(at, kept, did) {
  const form = at("form");
  const fields = form.elements;
  fields.key.value = kept.key;
  fields.on.value = kept.on;
  tick(form, "how", did.whole ? "as_planned" : "shorter");
  fields.bouts.value = did.whole ? "" : JSON.stringify(did.bouts);
  fields.run_minutes.value = did.whole ? "" : written(did.run);
  fields.minutes.value = did.whole ? "" : written(did.all);
  const worst = Math.max(-1, ...kept.pains.map((pain) => pain.number ?? -1));
  if (kept.ended === "pain") {
    if (worst >= 0) tick(form, "pain_during", String(worst));
    tick(form, "signs", "early");
    if (kept.pains.some((pain) => pain.gait)) tick(form, "signs", "gait");
    if (kept.pains.some((pain) => pain.sharp)) tick(form, "signs", "sharp");
  } else if (worst >= 0) {
    at("told-number").textContent = String(worst);
    at("told").hidden = false;
  }
}
