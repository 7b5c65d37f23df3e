// The page of a session of exercises: shows the set, takes the presses, and ends in the form. What is where: sets.js.

import { makeAwake } from "./awake.js";
import { makeClock } from "./clock.js";
import { canBuzz, canSpeak, makeCues } from "./cues.js";
import { fillWork } from "./ending.js";
import { loadSession, loadSound, localDay, newKey, saveSession, saveSound, sweep } from "./keep.js";
import { asPlanned, beat, changes, done, shape, stateAt } from "./sets.js";
import { finder, put, show, soundButtons } from "./shown.js";

const TICK_MS = 200;
const KEEP_MS = 5_000;

const root = document.querySelector("main.player");
const at = finder(root);
const words = root.dataset;
const button = (name) => root.querySelector(`[data-press="${name}"]`);
const article = (ex, form) => root.querySelector(`article[data-at-exercise="${ex}"][data-form="${form}"]`);
const limit = Number(words.painLimit);

function plan({ dataset }) {
  const number = (text) => (text === "" ? null : Number(text));
  return {
    id: dataset.id,
    name: dataset.name,
    sets: Number(dataset.sets),
    reps: number(dataset.reps),
    hold: number(dataset.hold),
    tempo: dataset.tempo ? dataset.tempo.split(" ").map(Number) : [],
    parts: words[dataset.parts === "hold" ? "partsHold" : "partsMoves"].split("|"),
    sides: dataset.sides.split(" "),
    rest: Number(dataset.rest),
    change: Number(dataset.change),
  };
}

const exercises = [...root.querySelectorAll('article[data-form="planned"]')].map((element, ex) => {
  const easier = article(ex, "easier");
  return { ...plan(element), easier: easier ? plan(easier) : null };
});
const on = loadSound();
const cues = makeCues(document.documentElement.lang, on);
const awake = makeAwake((held) => {
  show(at("limits"), held);
  show(at("dark"), !held);
});

let clock = makeClock({ awake: awake.held });
let kept = null;
let shownStep = null;
let planned = null;
let timer = 0;

function screen(name) {
  for (const part of ["before", "before-low", "going", "going-low", "after"]) {
    show(root.querySelector(`[data-screen="${part}"]`), part.startsWith(name));
  }
  show(root.querySelector(".show"), name !== "after");
  show(at("title"), name !== "after");
  at("title").classList.toggle("hush", name === "going");
  root.dataset.screenNow = name;
  document.body.classList.toggle("playing", name === "going");
}

const now = () => stateAt(exercises, kept.log, clock.now());

function keep(moment = clock.now()) {
  Object.assign(kept, { savedAt: moment, shift: clock.shift });
  saveSession(words.session, kept);
}

function press(what) {
  kept.log.push({ what, at: clock.now() });
  refresh();
}

function refresh() {
  const state = draw();
  if (kept.ended) return;
  keep();
  planned = shownStep;
  cues.plan(changes(state));
}

function draw() {
  const state = now();
  if (state.ended) {
    if (!kept.ended) finish("done");
    return state;
  }
  const step = state.steps[state.index];
  if (step !== shownStep && JSON.stringify(step) !== JSON.stringify(shownStep)) turn(state, step);
  const counted = beat(state);
  const { reps, parts } = shape(state, step);
  root.dataset.paused = state.paused;
  show(at("paused"), state.paused);
  show(at("rep-box"), step.kind === "set" && Boolean(reps));
  put(at("rep"), counted ? String(counted.rep) : "");
  put(at("of-reps"), counted ? `${words.of} ${reps}` : reps ? String(reps) : "");
  const left = state.length === null ? (counted && !counted.over ? counted.left : null) : state.length - state.passed;
  show(at("time-box"), left !== null);
  put(at("time"), left === null ? "" : String(Math.ceil(left / 1000)));
  put(at("part"), step.kind === "set" ? parts[counted ? counted.part : 0] : words[step.kind]);
  return state;
}

// A new step: what is shown changes, and is said once.
function turn(state, step) {
  const first = shownStep === null;
  const before = shownStep;
  shownStep = step;
  const form = step.easier ? "easier" : "planned";
  const one = shape(state, step);
  const inSet = step.kind === "set";
  root.dataset.step = inSet ? "set" : "break";
  for (const element of root.querySelectorAll("article")) {
    const here = element === article(step.ex, form);
    show(element, here);
    show(element.querySelector(".fig-slot"), here);
    for (const frame of element.querySelectorAll(".fig-frame")) frame.classList.toggle("mirrored", step.side === "left");
  }
  put(root.querySelector(".eyebrow"), `${words.exercise} ${step.ex + 1} ${words.of} ${exercises.length}`);
  put(at("set"), String(step.set));
  const last = Math.max(...state.steps.filter((other) => other.ex === step.ex).map((other) => other.set));
  put(at("of-sets"), `${words.of} ${last}`);
  sides(state, step);
  const row = state.records.at(-1);
  show(at("adjust"), !inSet && Boolean(row) && row.reps !== null);
  put(at("last-reps"), row ? String(row.reps) : "");
  document.title = `${one.name} · Opbouw`;
  const side = words[step.side] ?? "";
  const said = inSet ? [before?.ex === step.ex ? "" : one.name, side] : [words[step.kind], step.kind === "change" ? one.name : "", side];
  const text = said.filter(Boolean).join(". ");
  put(at("said"), text || one.name);
  if (state.paused || (first && step.kind !== "ready")) return;
  cues.say(inSet && before?.kind !== "set" ? "" : text);
  cues.buzz(step.kind === "switch" ? "turn" : inSet ? "go" : "rest");
}

function sides(state, step) {
  const order = exercises[step.ex].sides;
  show(at("sides"), order.length > 1);
  order.forEach((side, index) => {
    const cell = at(`side-${index + 1}`);
    const ready = state.records.some((row) => row.ex === step.ex && row.set === step.set && row.side === side);
    put(cell, ready ? `${words[side]} ${words.done}` : words[side]);
    cell.classList.toggle("on", side === step.side);
    if (side === step.side) cell.setAttribute("aria-current", "true");
    else cell.removeAttribute("aria-current");
  });
}

function goOn() {
  screen("going");
  clearInterval(timer);
  timer = setInterval(() => {
    draw();
    if (!kept.ended && clock.now() - kept.savedAt >= KEEP_MS) keep();
    if (!kept.ended && shownStep !== planned) refreshTones();
  }, TICK_MS);
  awake.keep();
}

// The sounds of a step are put on the clock when it begins.
function refreshTones() {
  planned = shownStep;
  cues.plan(changes(now()));
}

function start() {
  const moment = clock.now();
  kept = { v: 1, key: newKey(at("form").elements.key.value), on: localDay(moment), log: [{ what: "start", at: moment }], pains: {}, ended: "" };
  cues.unlock();
  goOn();
  refresh();
  article(0, "planned").querySelector(".name").focus();
}

function finish(how) {
  clearInterval(timer);
  if (how === "early") kept.log.push({ what: "end", at: clock.now() });
  kept.ended = how;
  keep();
  cues.quiet();
  if (how === "done") cues.say(words.sayEnd);
  cues.buzz("end");
  awake.let();
  after();
}

function after() {
  const state = stateAt(exercises, kept.log, kept.savedAt);
  screen("after");
  show(at("sounds"), false);
  document.title = `${words.savedTitle} · Opbouw`;
  for (const line of root.querySelectorAll("[data-end]")) show(line, line.dataset.end === kept.ended);
  for (const name of ["after-title", "after-text"]) show(at(name), true);
  show(at("form-title"), false);
  fillWork(at, kept, { whole: asPlanned(state) && !Object.keys(kept.pains).length, done: done(state) });
  at("after-title").focus();
  scrollTo(0, 0);
}

function pauseOrGoOn() {
  cues.unlock();
  cues.quiet();
  show(at("back-again"), false);
  press(now().paused ? "resume" : "pause");
}

function hurt() {
  cues.quiet();
  if (!now().paused) press("pause");
  at("pain-form").reset();
  const state = now();
  const step = state.steps[state.index];
  const { easier } = exercises[step.ex];
  put(at("easier-name"), easier?.name ?? "");
  judge();
  at("pain").showModal();
}

const painNow = () => {
  const { value } = at("pain-form").elements.number;
  return value === "" ? null : Number(value);
};

function judge() {
  const state = now();
  const step = state.steps[state.index];
  const above = (painNow() ?? 0) > limit;
  show(button("easier"), !above && !step.easier && Boolean(exercises[step.ex].easier));
  show(button("fewer"), !above);
  show(button("pain-none"), !above);
  put(at("pain-word"), above ? at("pain-word").dataset.above : "");
}

// What the runner chose about an exercise that hurts or is too heavy; its pain goes along to the form.
function lighten(what) {
  const state = now();
  const { id } = exercises[state.steps[state.index].ex];
  const pain = painNow();
  if (pain !== null) kept.pains[id] = Math.max(pain, kept.pains[id] ?? 0);
  at("pain").close();
  if (what) kept.log.push({ what, at: clock.now() });
  press("resume");
}

const pressed = {
  start,
  pause: pauseOrGoOn,
  done: () => press("done"),
  skip: () => press("skip"),
  less: () => press("less"),
  more: () => press("more"),
  stop: () => finish("early"),
  hurt,
  easier: () => lighten("easier"),
  fewer: () => lighten("fewer"),
  drop: () => lighten("drop"),
  "pain-none": () => lighten(""),
};

function takeUp(found) {
  kept = found;
  clock = makeClock({ shift: found.shift, since: found.savedAt, awake: awake.held });
  if (kept.ended) {
    after();
    return;
  }
  if (!stateAt(exercises, kept.log, kept.savedAt).paused) kept.log.push({ what: "pause", at: kept.savedAt });
  show(at("back-again"), true);
  goOn();
  draw();
  keep();
}

root.addEventListener("click", ({ target }) => {
  const name = target.closest("[data-press]")?.dataset.press;
  if (!name) return;
  pressed[name]();
  if (name === "less" || name === "more") put(at("last-reps"), String(now().records.at(-1).reps));
});
at("pain-form").addEventListener("change", judge);
at("form").addEventListener("submit", () => {
  if (kept) at("form").elements.key.value = kept.key;
});
at("close").addEventListener("click", () => {
  if (!kept || kept.ended) return;
  if (!now().paused) kept.log.push({ what: "pause", at: clock.now() });
  cues.quiet();
  keep();
});
document.addEventListener("visibilitychange", () => {
  if (!kept || kept.ended) return;
  if (document.visibilityState === "visible") refresh();
  else keep();
});
addEventListener("pagehide", () => kept && !kept.ended && keep());

soundButtons(root, on, { voice: canSpeak(), tone: true, buzz: canBuzz() }, () => {
  saveSound(on);
  if (kept && !kept.ended) refreshTones();
});
show(at("sounds"), true);
show(at("limits"), "wakeLock" in navigator);
show(at("dark"), !("wakeLock" in navigator));
at("numbers").open = false;
sweep(Date.now());
const found = loadSession(words.session);
if (found) takeUp(found);
else screen("before");
