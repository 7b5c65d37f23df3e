// Where a run is: worked out anew each time from its blocks and from what was pressed when.
// Pure: moments come in as milliseconds, so a locked screen, a slow page or a reload shifts nothing.
// A block of running never grows: going back only repeats the walk before it.

export const LEAD_MS = 10_000;
const SLACK_MS = 500;

const planned = (block) => block.seconds * 1000;

function ran(state, index) {
  return state.trail.reduce((sum, part) => (part.index === index ? sum + part.ms : sum), 0);
}

function credit(state, ms) {
  if (state.index < 0 || ms <= 0) return;
  const last = state.trail.at(-1);
  const kind = state.plan[state.index].kind;
  if (last && last.index === state.index && !state.cut) last.ms += ms;
  else state.trail.push({ index: state.index, kind, ms, cut: state.cut });
  state.cut = false;
}

function enter(state, index) {
  state.index = index;
  const block = state.plan[index];
  if (!block) {
    Object.assign(state, { ended: true, left: 0 });
    return;
  }
  state.left = planned(block) - (block.kind === "run" ? ran(state, index) : 0);
}

function pass(state, now) {
  let ms = Math.max(0, now - state.at);
  state.at = Math.max(state.at, now);
  if (state.paused || state.ended) return;
  while (ms >= state.left && !state.ended) {
    ms -= state.left;
    credit(state, state.left);
    enter(state, state.index + 1);
  }
  if (state.ended) return;
  credit(state, ms);
  state.left -= ms;
}

// A pause cuts a run in two: what was run in one go is told as it was.
const ACTS = {
  pause: (state) => (state.paused = true),
  resume: (state) => Object.assign(state, { paused: false, cut: state.cut || state.paused }),
  next: (state) => enter(state, state.index + 1),
  back: (state) => {
    const here = state.plan[state.index];
    if (here?.kind === "walk") enter(state, state.index);
    else if (here && state.plan[state.index - 1]?.kind === "walk") enter(state, state.index - 1);
  },
  end: (state) => (state.ended = true),
};

// The log begins with {what: "start", at}; later rows are of ACTS. Ten seconds to get ready come first.
export function stateAt(plan, log, now) {
  const state = { plan, at: log[0].at, index: -1, left: LEAD_MS, paused: false, ended: false, cut: false, trail: [] };
  for (const { what, at } of log.slice(1)) {
    if (state.ended) break;
    pass(state, at);
    if (!state.ended) ACTS[what](state);
  }
  pass(state, now);
  return state;
}

export function canGoBack(state) {
  const here = state.plan[state.index];
  return Boolean(here) && (here.kind === "walk" || state.plan[state.index - 1]?.kind === "walk");
}

// The turns still to come: {in: milliseconds from now, kind: "run" | "walk" | "end"}.
export function changes(state) {
  if (state.paused || state.ended) return [];
  const found = [];
  let wait = state.left;
  for (let index = state.index + 1; index <= state.plan.length; index += 1) {
    const block = state.plan[index];
    found.push({ in: wait, kind: block?.kind ?? "end" });
    if (block) wait += planned(block) - (block.kind === "run" ? ran(state, index) : 0);
  }
  return found;
}

export function spent(state, kind) {
  return state.trail.reduce((sum, part) => (!kind || part.kind === kind ? sum + part.ms : sum), 0);
}

export function toGo(state) {
  if (state.ended) return 0;
  const here = state.index < 0 ? 0 : state.left;
  return state.plan.slice(state.index + 1).reduce((sum, block) => sum + planned(block), here);
}

// How many blocks of running were done to their end.
export function wholeRuns(state) {
  return state.plan.filter((block, index) => block.kind === "run" && ran(state, index) >= planned(block) - SLACK_MS).length;
}

// What was done, in order, as the log of the runner takes it. Running without a walk between is one bout.
export function bouts(state) {
  const found = [];
  for (const part of state.trail) {
    const last = found.at(-1);
    if (last && last.kind === part.kind && !part.cut) last.ms += part.ms;
    else found.push({ kind: part.kind, ms: part.ms });
  }
  return found.map(({ kind, ms }) => ({ kind, seconds: Math.round(ms / 1000) })).filter((part) => part.seconds > 0);
}

export function asPlanned(state) {
  const { plan, trail } = state;
  return (
    trail.length === plan.length &&
    trail.every((part, at) => part.index === at && !part.cut && part.ms >= planned(plan[at]) - SLACK_MS)
  );
}
