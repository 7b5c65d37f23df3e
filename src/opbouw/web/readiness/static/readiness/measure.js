// A test on the screen: one side after the other, a clock or a counter, then what was felt. Counting: count.js.
// The form under it is the whole page without this script.

import { makeAwake } from "../player/awake.js";
import { makeClock } from "../player/clock.js";
import { canBuzz, canSpeak, makeCues } from "../player/cues.js";
import { forgetSession, loadSession, loadSound, saveSession, saveSound, sweep } from "../player/keep.js";
import { finder, put, show, soundButtons } from "../player/shown.js";
import { changes, stateAt, valueOf } from "./count.js";

const TICK_MS = 100;
const KEEP_MS = 5_000;

const form = document.querySelector("form.measure");
const words = form.dataset;
const at = finder(form);
const meter = at("meter");
const sections = [...form.querySelectorAll("section.side")];
const plan = {
  meter: words.meter,
  seconds: Number(words.seconds),
  enough: words.enough ? Number(words.enough) : null,
  unit: words.unit,
};
const id = `test.${words.test}`;
const amounts = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1, useGrouping: false });

const on = loadSound();
const cues = makeCues(document.documentElement.lang, on);
const awake = makeAwake((held) => show(at("dark"), !held));
let clock = makeClock({ awake: awake.held });
let kept = { v: 1, side: 0, going: false, log: [{ what: "opened", at: clock.now() }], open: [], savedAt: 0 };
let shownPhase = "";
let shownNumber = null;
let timer = 0;

const sideOf = (index) => sections[index].dataset.side;
const part = (index, name) => sections[index].querySelector(`[data-at="${name}"]`);
const button = (index, name) => sections[index].querySelector(`[data-press="${name}"]`);
const valueField = (index) => form.elements[`value_${sideOf(index)}`];
const painField = (index) => form.elements[`pain_${sideOf(index)}`] ?? valueField(index);
const painOf = (index) => painField(index)?.value ?? "";
const last = sections.length - 1;

function keep() {
  kept.savedAt = clock.now();
  kept.shift = clock.shift;
  kept.values = sections.map((_, index) => ({ value: valueField(index).value, pain: painOf(index) }));
  saveSession(id, kept);
}

// What each side shows: its start, what was measured, or nothing yet.
function sides() {
  const measuring = kept.going;
  document.body.classList.toggle("measuring", measuring);
  show(meter, measuring);
  sections.forEach((section, index) => {
    const here = index === kept.side;
    const open = here && kept.open.includes(index);
    show(section, !measuring && index <= kept.side);
    show(part(index, "start"), here && !open);
    show(part(index, "told"), open);
    show(part(index, "so-far"), !here);
    for (const name of ["less", "more", "next"]) show(button(index, name), name !== "next" || index < last);
    if (!here) summary(index);
  });
  show(at("save"), !measuring && kept.side === last && kept.open.includes(last));
}

function summary(index) {
  const { value } = valueField(index);
  const isPain = words.unit === "pain_0_10";
  put(part(index, "result"), isPain || !value ? "" : `${value} ${words[wordOf(plan)] ?? ""}`.trim());
  put(part(index, "felt-number"), painOf(index));
  show(part(index, "felt"), painOf(index) !== "");
}

const wordOf = ({ unit }) => ({ s: "wordS", min: "wordMin", reps: "wordReps" })[unit];

function begin() {
  kept.log = [{ what: "start", at: clock.now() }];
  kept.going = true;
  shownPhase = "";
  shownNumber = null;
  cues.unlock();
  awake.keep();
  strip();
  sides();
  tick();
  timer = setInterval(tick, TICK_MS);
  at("count").focus();
  scrollTo(0, 0);
  refreshTones();
  keep();
}

function strip() {
  for (const cell of form.querySelectorAll("[data-strip]")) {
    const index = sections.findIndex((section) => section.dataset.side === cell.dataset.strip);
    const side = words[cell.dataset.strip];
    const now = index === kept.side;
    put(cell, index < kept.side ? `${side} ${words.done}` : side);
    cell.classList.toggle("on", now);
    if (now) cell.setAttribute("aria-current", "true");
    else cell.removeAttribute("aria-current");
  }
  for (const frame of document.querySelectorAll(".fig-frame")) frame.classList.toggle("mirrored", sideOf(kept.side) === "left");
}

const refreshTones = () => cues.plan(changes(plan, kept.log, clock.now()));

function tick() {
  const state = stateAt(plan, kept.log, clock.now());
  if (state.phase === "ended") {
    ended(state);
    return;
  }
  if (state.phase !== shownPhase) phase(state.phase);
  const number = shown(state);
  if (number !== shownNumber) put(at("number"), number);
  if (plan.meter === "beat" && shownNumber !== null && number !== shownNumber && number !== "0") cues.say(number);
  shownNumber = number;
  if (clock.now() - kept.savedAt >= KEEP_MS) keep();
}

function shown(state) {
  if (state.phase === "ready") return String(Math.ceil(state.left / 1000));
  if (plan.meter === "hold") return String(Math.ceil(state.left / 1000));
  if (plan.meter === "window") return String(state.taps);
  if (plan.unit === "min") return `${Math.floor(state.passed / 60_000)}:${String(Math.floor(state.passed / 1000) % 60).padStart(2, "0")}`;
  return String(valueOf(plan, state));
}

function phase(name) {
  shownPhase = name;
  shownNumber = null;
  const ready = name === "ready";
  const side = words[sideOf(kept.side)] ?? "";
  const counted = plan.meter === "hold" ? words.wordLeft : words[wordOf(plan)] ?? "";
  put(at("word"), ready ? [words.ready, side].filter(Boolean).join(": ") : counted);
  const counting = plan.meter === "tap" || plan.meter === "window";
  show(press("tap"), !ready && counting);
  show(press("untap"), !ready && counting);
  press("stop").classList.toggle("low", counting);
  put(at("said"), ready ? `${words.ready}. ${side}` : words.go);
  cues.say(ready ? `${words.ready}. ${side}` : "");
  if (!ready) cues.buzz("go");
}

const press = (name) => meter.querySelector(`[data-press="${name}"]`);

function ended(state) {
  clearInterval(timer);
  cues.quiet();
  awake.let();
  const how = kept.log.at(-1).what;
  const own = how === "stop" || how === "hurt";
  const value = valueOf(plan, state);
  if (value !== null) valueField(kept.side).value = amounts.format(value);
  kept.going = false;
  const said = own ? "" : plan.meter === "window" || plan.meter === "hold" ? words.time : words.over;
  cues.say(said);
  cues.buzz("end");
  open();
  put(at("said"), said);
  keep();
}

function open() {
  if (!kept.open.includes(kept.side)) kept.open.push(kept.side);
  sides();
  const heading = sections[kept.side].querySelector("h2");
  if (heading) heading.focus();
  sections[kept.side].scrollIntoView({ block: "start" });
}

function log(what) {
  kept.log.push({ what, at: clock.now() });
  tick();
  if (kept.going) refreshTones();
}

function adjust(by) {
  const field = valueField(kept.side);
  const now = Number(field.value.replace(",", ".")) || 0;
  field.value = amounts.format(Math.max(0, now + by));
  keep();
}

function next() {
  const missing = valueField(kept.side).value === "" ? valueField(kept.side) : painOf(kept.side) === "" ? painField(kept.side) : null;
  if (missing) {
    (missing.focus ? missing : missing[0]).focus();
    return;
  }
  kept.side += 1;
  strip();
  sides();
  cues.say(`${words.switch}. ${words[sideOf(kept.side)]}`);
  sections[kept.side].querySelector("h2").focus();
  keep();
}

const pressed = {
  start: begin,
  fill: open,
  tap: () => log("tap"),
  untap: () => log("untap"),
  stop: () => log("stop"),
  hurt: () => log("hurt"),
  less: () => adjust(-1),
  more: () => adjust(1),
  next,
};

form.addEventListener("click", ({ target }) => {
  const name = target.closest("[data-press]")?.dataset.press;
  if (name === "change") {
    kept.side = sections.indexOf(target.closest("section"));
    open();
  } else if (name) pressed[name]();
});
form.addEventListener("change", () => kept.going || keep());
form.addEventListener("submit", () => forgetSession(id));
document.addEventListener("visibilitychange", () => {
  if (!kept.going || document.visibilityState !== "visible") return;
  tick();
  if (kept.going) refreshTones();
});
addEventListener("pagehide", () => kept.going && keep());

function takeUp(found) {
  kept = found;
  clock = makeClock({ shift: found.shift, since: found.savedAt, awake: awake.held });
  found.values?.forEach(({ value, pain }, index) => {
    if (words.unit !== "pain_0_10") valueField(index).value = value;
    for (const cell of painField(index) ?? []) cell.checked = cell.value === pain;
  });
  strip();
  sides();
  if (!kept.going) return;
  awake.keep();
  tick();
  if (kept.going) timer = setInterval(tick, TICK_MS);
}

// Fields that were sent and refused stay as they are, all at once, each beside its error.
if (!("refused" in words)) {
  soundButtons(meter, on, { voice: canSpeak(), tone: true, buzz: canBuzz() }, () => {
    saveSound(on);
    if (kept.going) refreshTones();
  });
  sweep(Date.now());
  const found = loadSession(id);
  if (found) takeUp(found);
  else sides();
}
