// What a test has come to, worked out anew from what was pressed when. Pure, as the player's sets.js is.
// `meter`: up (time), beat (a repetition every `seconds`), tap (presses), window (presses in `seconds`), hold.
// A side ends by a press, when its time is over, or at the number that is enough: nothing here asks for more.

export const READY_S = 5;
const MINUTE_MS = 60_000;

const waits = ({ meter }) => (meter === "tap" ? 0 : READY_S * 1000);

// Milliseconds after the start of counting at which a side ends by itself; null where only a press ends it.
export function endsAfter({ meter, seconds, enough, unit }) {
  if (meter === "window" || meter === "hold") return seconds * 1000;
  if (!enough) return null;
  if (meter === "up") return enough * (unit === "min" ? MINUTE_MS : 1000);
  return meter === "beat" ? enough * seconds * 1000 : null;
}

export function stateAt(plan, log, now) {
  const began = log[0].at + waits(plan);
  const end = endsAfter(plan);
  let over = end === null ? Infinity : began + end;
  let taps = 0;
  for (const { what, at } of log.slice(1)) {
    if (at >= over) break;
    if (what === "tap") taps += 1;
    if (what === "untap") taps = Math.max(0, taps - 1);
    if (what === "stop" || what === "hurt" || (plan.meter === "tap" && taps >= plan.enough && plan.enough)) over = at;
  }
  const passed = Math.max(0, Math.min(now, over) - began);
  const phase = now >= over ? "ended" : now < began ? "ready" : "going";
  return { phase, passed, taps, left: phase === "ready" ? began - now : end === null ? null : end - passed };
}

// What stands in the form: whole repetitions and seconds, minutes to a tenth, always rounded down; null for nothing.
export function valueOf(plan, { passed, taps }) {
  if (plan.meter === "hold") return null;
  if (plan.meter === "tap") return taps;
  if (plan.meter === "window") return taps || null;
  if (plan.meter === "beat") return Math.floor(passed / (plan.seconds * 1000));
  return plan.unit === "min" ? Math.floor(passed / (MINUTE_MS / 10)) / 10 : Math.floor(passed / 1000);
}

// Sounds still to come: the start, the beats, the end.
export function changes(plan, log, now, most = 120) {
  const { phase, passed, left } = stateAt(plan, log, now);
  if (phase === "ended") return [];
  const until = phase === "ready" ? left : 0;
  const found = phase === "ready" ? [{ in: left, kind: "go" }] : [];
  const end = endsAfter(plan);
  if (plan.meter === "beat") {
    const beat = plan.seconds * 1000;
    const last = end === null ? Infinity : end;
    for (let at = (Math.floor(passed / beat) + 1) * beat; at < last && found.length < most; at += beat) {
      found.push({ in: until + at - passed, kind: "count" });
    }
  }
  if (end !== null) found.push({ in: until + end - passed, kind: "end" });
  return found;
}
