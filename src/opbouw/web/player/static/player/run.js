// The page of a run: shows where the session is, takes the presses, and ends in the form. Time is in timeline.js.

import { makeAwake } from "./awake.js";
import { makeClock } from "./clock.js";
import { canBuzz, canSpeak, makeCues } from "./cues.js";
import { fillForm, painOf } from "./ending.js";
import { loadSession, loadSound, localDay, newKey, saveSession, saveSound, sweep } from "./keep.js";
import { clockFace, finder, inMinutes, put, show, soundButtons } from "./shown.js";
import { asPlanned, bouts, canGoBack, changes, spent, stateAt, toGo, wholeRuns } from "./timeline.js";

const TICK_MS = 250;
const KEEP_MS = 5_000;
const LATE_MS = 3_000; // a turn that is older than this is not announced any more
const AWAY_MS = 5_000;

const root = document.querySelector("main.player");
const at = finder(root);
const words = root.dataset;
const steps = [...root.querySelectorAll(".steps li")];
const plan = steps.map(({ dataset }) => ({ kind: dataset.kind, seconds: Number(dataset.seconds) }));
const limit = Number(words.painLimit);
const on = loadSound();
const cues = makeCues(document.documentElement.lang, on);
const awake = makeAwake((held) => {
  show(at("limits"), held);
  show(at("dark"), !held);
});
const title = document.title;

let clock = makeClock({ awake: awake.held });
let kept = null;
let shownIndex = null;
let drawnAt = 0;
let timer = 0;

const screens = { before: ["before", "before-low"], going: ["going", "going-low"], after: ["after"] };

function screen(name) {
  for (const [one, parts] of Object.entries(screens)) {
    for (const part of parts) show(root.querySelector(`[data-screen="${part}"]`), one === name);
  }
  root.dataset.screenNow = name;
  document.body.classList.toggle("playing", name === "going");
  if (name !== "going") document.body.classList.remove("running");
}

function keep(now = clock.now()) {
  Object.assign(kept, { savedAt: now, shift: clock.shift });
  saveSession(words.session, kept);
}

function press(what) {
  kept.log.push({ what, at: clock.now() });
  refresh();
}

// After every press: draw, keep, and put the tones on the clock anew.
function refresh() {
  const now = clock.now();
  const state = draw(now);
  keep(now);
  if (!state.ended) cues.plan(changes(state));
}

function draw(now) {
  const state = stateAt(plan, kept.log, now);
  if (state.ended && !kept.ended) {
    finish("done", now);
    return state;
  }
  root.dataset.paused = state.paused;
  document.body.classList.toggle("running", plan[state.index]?.kind === "run" && !state.paused);
  show(at("paused"), state.paused);
  put(at("timer"), state.index < 0 ? String(Math.ceil(state.left / 1000)) : clockFace(state.left));
  put(at("done"), clockFace(spent(state)));
  put(at("to-go"), clockFace(toGo(state)));
  if (state.index !== shownIndex) turn(state, now - drawnAt > LATE_MS);
  drawnAt = now;
  root.querySelector('[data-press="back"]').disabled = !canGoBack(state);
  return state;
}

// A new block: the screen changes, and ears and hand are told once.
function turn(state, late) {
  const first = shownIndex === null;
  shownIndex = state.index;
  const step = steps[state.index]?.dataset;
  const kind = step?.kind ?? "ready";
  root.dataset.kind = kind;
  put(at("word"), step?.word ?? words.getReady);
  put(at("note"), step?.note ?? words.readyNote);
  const next = steps[state.index + 1]?.dataset;
  put(at("ahead"), next ? `${words.next} ${next.ahead}` : words.last);
  document.title = `${step?.word ?? words.getReady} · Opbouw`;
  show(at("sure"), false);
  bars(state, step);
  if (first && state.index >= 0) return;
  put(at("said"), step ? `${step.say} ${step.place}` : words.getReady);
  if (state.paused || (late && !first)) return;
  cues.say(step?.say ?? words.getReady);
  if (step) cues.buzz(kind);
}

function bars(state, step) {
  at("beats").setAttribute("aria-label", step?.place ?? words.getReady);
  [...at("beats").children].forEach((bar, index) => {
    bar.classList.toggle("done", index < state.index);
    bar.classList.toggle("cur", index === state.index);
  });
}

function tick() {
  const now = clock.now();
  draw(now);
  if (!kept.ended && now - kept.savedAt >= KEEP_MS) keep(now);
}

function goOn() {
  screen("going");
  clearInterval(timer);
  timer = setInterval(tick, TICK_MS);
  awake.keep();
}

function start() {
  const now = clock.now();
  const key = newKey(at("form").elements.key.value);
  kept = { v: 1, key, on: localDay(now), log: [{ what: "start", at: now }], pains: [], ended: "" };
  cues.unlock();
  goOn();
  refresh();
  at("now").focus();
}

function finish(how, now = clock.now()) {
  clearInterval(timer);
  if (how !== "done") kept.log.push({ what: "end", at: now });
  kept.ended = how;
  keep(now);
  if (how === "done") cues.say(words.sayEnd);
  else cues.quiet();
  cues.buzz("end");
  awake.let();
  after();
}

function after() {
  const state = stateAt(plan, kept.log, kept.savedAt);
  screen("after");
  show(at("sounds"), false);
  document.title = `${words.savedTitle} · Opbouw`;
  for (const line of root.querySelectorAll("[data-end]")) show(line, line.dataset.end === kept.ended);
  for (const name of ["after-title", "after-text", "facts"]) show(at(name), true);
  show(at("form-title"), false);
  put(at("ran"), inMinutes(spent(state, "run")));
  put(at("whole"), inMinutes(spent(state)));
  put(at("runs"), String(wholeRuns(state)));
  fillForm(at, kept, { whole: asPlanned(state), bouts: bouts(state), run: spent(state, "run"), all: spent(state) });
  at("after-title").focus();
  scrollTo(0, 0);
}

// Skipping a walk asks once in a session, by a line and a second press; anything shorter goes at once.
function next() {
  const state = stateAt(plan, kept.log, clock.now());
  const skipsWalk = plan[state.index]?.kind === "walk" && state.index < plan.length - 1;
  if (skipsWalk && !kept.asked) {
    kept.asked = true;
    show(at("sure"), true);
    put(at("said"), at("sure").textContent);
    return;
  }
  press("next");
}

function pauseOrGoOn() {
  const { paused } = stateAt(plan, kept.log, clock.now());
  cues.unlock();
  backAgain();
  press(paused ? "resume" : "pause");
  if (!paused) cues.quiet();
  else cues.say(words.sayBack);
}

// Pain: the time stands still while it is told. The limit is that of today's plan.
function hurt() {
  cues.quiet();
  const { paused } = stateAt(plan, kept.log, clock.now());
  if (!paused) press("pause");
  at("pain-form").reset();
  judge();
  at("pain").showModal();
}

function judge() {
  const { number, gait, sharp } = painOf(at("pain-form"));
  const told = number !== null || gait || sharp;
  const above = gait || sharp || (number ?? 0) > limit;
  show(root.querySelector('[data-press="pain-walk"]'), number !== null && !above);
  show(root.querySelector('[data-press="pain-none"]'), !above && !number);
  const word = at("pain-word");
  put(word, told ? (above ? word.dataset.above : number ? word.dataset.within : "") : "");
}

function stopForPain() {
  kept.pains.push(painOf(at("pain-form")));
  at("pain").close();
  finish("pain");
}

function walkFirst() {
  kept.pains.push(painOf(at("pain-form")));
  at("pain").close();
  const state = stateAt(plan, kept.log, clock.now());
  if (plan[state.index]?.kind === "run") press("next");
  press("resume");
}

function noPain() {
  at("pain").close();
  press("resume");
}

// The time that the page was away counts after all.
function keptGoing() {
  kept.log.pop();
  backAgain();
  cues.unlock();
  refresh();
}

function backAgain(visible = false, asks = false) {
  show(at("back-again"), visible);
  show(root.querySelector('[data-press="kept-going"]'), asks);
}

const pressed = {
  start,
  back: () => press("back"),
  next,
  pause: pauseOrGoOn,
  stop: () => finish("early"),
  hurt,
  "pain-stop": stopForPain,
  "pain-walk": walkFirst,
  "pain-none": noPain,
  "kept-going": keptGoing,
};

// A page that was closed or loaded again stands where it was last kept, and waits for a press.
function takeUp(found) {
  kept = found;
  clock = makeClock({ shift: found.shift, since: found.savedAt, awake: awake.held });
  if (kept.ended) {
    after();
    return;
  }
  const now = clock.now();
  const { paused } = stateAt(plan, kept.log, kept.savedAt);
  if (!paused) kept.log.push({ what: "pause", at: kept.savedAt });
  backAgain(true, !paused && now - kept.savedAt > AWAY_MS);
  goOn();
  draw(now);
  keep(now);
}

root.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-press]");
  if (button) pressed[button.dataset.press]();
});
at("pain-form").addEventListener("change", judge);
at("pain").addEventListener("cancel", () => kept && keep());
at("close").addEventListener("click", () => {
  if (!kept || kept.ended) return;
  if (!stateAt(plan, kept.log, clock.now()).paused) kept.log.push({ what: "pause", at: clock.now() });
  cues.quiet();
  keep();
});
document.addEventListener("visibilitychange", () => {
  if (!kept || kept.ended) return;
  if (document.visibilityState === "visible") refresh();
  else keep();
});
at("form").addEventListener("submit", () => {
  if (kept) at("form").elements.key.value = kept.key;
});
addEventListener("pagehide", () => kept && !kept.ended && keep());

soundButtons(root, on, { voice: canSpeak(), tone: true, buzz: canBuzz() }, (name) => {
  saveSound(on);
  if (name === "voice" && !on.voice) window.speechSynthesis?.cancel();
  if (kept && !kept.ended) cues.plan(changes(stateAt(plan, kept.log, clock.now())));
});
show(at("sounds"), true);
show(at("limits"), "wakeLock" in navigator);
show(at("dark"), !("wakeLock" in navigator));
at("numbers").open = Boolean(at("form").querySelector(".bad"));
sweep(Date.now());
const found = loadSession(words.session);
if (found) takeUp(found);
else screen("before");
