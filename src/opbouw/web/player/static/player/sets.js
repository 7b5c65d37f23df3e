// Where a session of exercises is: worked out anew from the plan and from what was pressed when. Pure, as timeline.js is.
// A set that is held ends by its time, a set of repetitions by a press. Nothing here can add a set or a repetition.

export const READY_S = 5;
export const SWITCH_S = 8;
export const NOW_S = 3;

// One set after the other; sides take turns within a set, and the other side's set is the rest.
export function order(exercises) {
  const found = [{ kind: "ready", ex: 0, set: 1, side: exercises[0].sides[0], seconds: READY_S }];
  exercises.forEach((one, ex) => {
    for (let set = 1; set <= one.sets; set += 1) {
      one.sides.forEach((side, turn) => {
        const first = set === 1 && turn === 0;
        if (!first) found.push(pause(one, ex, set, side));
        else if (ex > 0) found.push({ kind: "change", ex, set, side, seconds: one.change });
        found.push({ kind: "set", ex, set, side });
      });
    }
  });
  return found;
}

function pause(one, ex, set, side) {
  if (one.sides.length > 1) return { kind: "switch", ex, set, side, seconds: SWITCH_S };
  return { kind: "rest", ex, set, side, seconds: Math.max(one.rest, NOW_S) };
}

// The exercise as it is done now: as planned, or its easier form once that was chosen.
export function shape(state, step) {
  const one = state.exercises[step.ex];
  return step.easier ? one.easier : one;
}

function length(state) {
  const step = state.steps[state.index];
  if (!step) return null;
  if (step.kind !== "set") return step.seconds * 1000;
  const { reps, hold } = shape(state, step);
  return reps ? null : hold * 1000;
}

function enter(state, index) {
  state.index = index;
  state.passed = 0;
  state.ended = index >= state.steps.length;
  state.length = length(state);
}

function record(state, reps, hold) {
  const { ex, set, side, easier } = state.steps[state.index];
  state.records.push({ ex, set, side, easier: Boolean(easier), reps, hold });
}

function finishSet(state) {
  const { reps, hold } = shape(state, state.steps[state.index]);
  record(state, reps ?? null, reps ? null : Math.min(hold, Math.floor(state.passed / 1000)));
  enter(state, state.index + 1);
}

function pass(state, now) {
  let ms = Math.max(0, now - state.at);
  state.at = Math.max(state.at, now);
  if (state.paused) return;
  while (!state.ended && state.length !== null && ms >= state.length - state.passed) {
    ms -= state.length - state.passed;
    state.passed = state.length;
    if (state.steps[state.index].kind === "set") finishSet(state);
    else enter(state, state.index + 1);
  }
  if (!state.ended) state.passed += ms;
}

// Takes out steps that are still to come; the first of what stays is next.
function leaveOut(state, gone) {
  state.steps = state.steps.filter((step, index) => index < state.index || !gone(step));
  enter(state, state.index);
}

const ACTS = {
  pause: (state) => (state.paused = true),
  resume: (state) => (state.paused = false),
  done: (state) => {
    if (state.steps[state.index].kind === "set") finishSet(state);
    else state.passed = Math.max(state.passed, state.length - NOW_S * 1000);
  },
  back: (state) => (state.passed = 0),
  skip: (state) => enter(state, state.index + 1),
  less: (state) => adjust(state, -1),
  more: (state) => adjust(state, 1),
  easier: (state) => {
    const { ex, set } = state.steps[state.index];
    const most = Math.max(state.exercises[ex].easier.sets, set);
    state.steps = state.steps.map((step, index) => (index >= state.index && step.ex === ex ? { ...step, easier: true } : step));
    leaveOut(state, (step) => step.ex === ex && step.set > most);
  },
  fewer: (state) => {
    const { ex, set } = state.steps[state.index];
    const last = Math.max(...state.steps.filter((step) => step.ex === ex).map((step) => step.set));
    if (last > set) {
      const { passed } = state;
      leaveOut(state, (step) => step.ex === ex && step.set === last);
      state.passed = passed;
    } else leaveOut(state, (step) => step.ex === ex);
  },
  drop: (state) => {
    const { ex } = state.steps[state.index];
    leaveOut(state, (step) => step.ex === ex);
  },
  end: (state) => (state.ended = true),
};

function adjust(state, by) {
  const last = state.records.at(-1);
  if (last?.reps === null || last === undefined) return;
  const most = shape(state, last).reps;
  last.reps = Math.min(most, Math.max(0, last.reps + by));
}

export function stateAt(exercises, log, now) {
  const state = { exercises, steps: order(exercises), at: log[0].at, records: [], paused: false, ended: false };
  enter(state, 0);
  for (const { what, at } of log.slice(1)) {
    if (state.ended) break;
    pass(state, at);
    if (!state.ended) ACTS[what](state);
  }
  pass(state, now);
  return state;
}

// Which repetition the tempo has come to, and in which part of it; null where nothing is counted.
export function beat(state) {
  const step = state.steps[state.index];
  if (!step || step.kind !== "set") return null;
  const { reps, tempo } = shape(state, step);
  const whole = tempo.reduce((sum, part) => sum + part, 0) * 1000;
  if (!reps || !whole) return null;
  const over = state.passed >= reps * whole;
  let within = state.passed % whole;
  let part = over ? tempo.length - 1 : 0;
  while (!over && part < tempo.length - 1 && within >= tempo[part] * 1000) {
    within -= tempo[part] * 1000;
    part += 1;
  }
  return { rep: over ? reps : Math.floor(state.passed / whole) + 1, part, left: over ? 0 : tempo[part] * 1000 - within, over };
}

// Sounds still to come in this step: its end, and the beats of its repetitions.
export function changes(state) {
  const step = state.steps[state.index];
  if (state.paused || state.ended) return [];
  if (state.length !== null) {
    const next = state.steps[state.index + 1]?.kind ?? "end";
    return [{ in: state.length - state.passed, kind: { set: "go", switch: "turn", rest: "rest", change: "rest" }[next] ?? "end" }];
  }
  const { reps, tempo } = shape(state, step);
  const whole = tempo.reduce((sum, part) => sum + part, 0) * 1000;
  if (!whole) return [];
  const found = [];
  for (let rep = 1; rep < reps; rep += 1) {
    if (rep * whole > state.passed) found.push({ in: rep * whole - state.passed, kind: "count" });
  }
  if (reps * whole > state.passed) found.push({ in: reps * whole - state.passed, kind: "rest" });
  return found;
}

// What was done, as the log of the runner takes it: the fewest repetitions and the shortest hold of the sets count.
export function done(state) {
  const groups = new Map();
  for (const row of state.records) {
    if (!row.reps && !row.hold) continue;
    const key = `${row.ex} ${row.easier}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((rows) => {
    const one = state.exercises[rows[0].ex];
    const kind = rows[0].easier ? one.easier : one;
    const counts = one.sides.map((side) => rows.filter((row) => row.side === side).length);
    const sides = one.sides.filter((_, at) => counts[at]);
    const both = sides.length === one.sides.length;
    return {
      for: one.id,
      id: kind.id,
      side: one.sides.length > 1 && !both ? sides[0] : "both",
      sets: both ? Math.min(...counts) : Math.max(...counts),
      ...(kind.reps ? { reps: Math.min(...rows.map((row) => row.reps)) } : {}),
      ...(kind.hold ? { hold_s: kind.reps ? kind.hold : Math.min(...rows.map((row) => row.hold)) } : {}),
    };
  });
}

export function asPlanned(state) {
  const sets = state.exercises.reduce((sum, one) => sum + one.sets * one.sides.length, 0);
  return state.records.length === sets && state.records.every((row) => {
    const one = state.exercises[row.ex];
    return !row.easier && (one.reps ? row.reps === one.reps : row.hold === one.hold);
  });
}
