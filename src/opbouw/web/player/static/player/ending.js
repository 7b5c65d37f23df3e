// Fills the form at the end with what was done. What the body felt stays open, unless it was told a moment ago.

import { inMinutes } from "./shown.js";

// What the dialog about pain says: a number 0-10 or null, and two signs.
export function painOf(form) {
  const { number, gait, sharp } = form.elements;
  const told = (box) => Boolean(box?.checked); // a walk or a ride asks for the number alone
  return { number: number.value === "" ? null : Number(number.value), gait: told(gait), sharp: told(sharp) };
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
  if (fields.bouts) {
    fields.bouts.value = did.whole ? "" : JSON.stringify(did.bouts);
    fields.run_minutes.value = did.whole ? "" : inMinutes(did.run);
  }
  fields.minutes.value = did.whole ? "" : inMinutes(did.all);
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

// An exercise that hurt before a set of it was done is told as well, as nothing done with this pain.
function onlyFelt(done, pains) {
  const ids = Object.keys(pains).filter((id) => pains[id] > 0 && !done.some((row) => row.for === id));
  return ids.map((id) => ({ for: id, id, side: "both", sets: 0 }));
}

// The form of exercises: ticks, amounts and pain of what was done; the sets themselves go along unseen.
export function fillWork(at, kept, did) {
  const form = at("form");
  const fields = form.elements;
  fields.key.value = kept.key;
  fields.on.value = kept.on;
  tick(form, "how", did.whole ? "as_planned" : "shorter");
  const rows = [...did.done, ...onlyFelt(did.done, kept.pains)];
  fields.played.value = did.whole ? "" : JSON.stringify(rows);
  for (const box of form.querySelectorAll('input[type="checkbox"][name^="did_"]')) {
    const id = box.name.slice(4);
    box.checked = rows.some((row) => row.for === id);
    const own = rows.find((row) => row.id === id);
    if (fields[`much_${id}`] && own) fields[`much_${id}`].value = String(own.reps ?? own.hold_s ?? 0);
    if (kept.pains[id] !== undefined) fields[`pain_${id}`].value = String(kept.pains[id]);
  }
  const worst = Math.max(-1, ...Object.values(kept.pains));
  if (worst >= 0) {
    at("told-number").textContent = String(worst);
    at("told").hidden = false;
  }
}
