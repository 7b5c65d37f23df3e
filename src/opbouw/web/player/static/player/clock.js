// The time of day, made even: a clock of the phone that is set back or forward does not move a session.
// `wall` survives sleep and reload, `steady` cannot be set; where they part for no reason of sleep, `steady` is right.

const BACK_MS = 2_000;
const JUMP_MS = 30_000;
const TICK_MS = 5_000;

export function makeClock({ shift = 0, since = 0, wall = Date.now, steady = () => performance.now(), awake = () => false } = {}) {
  let moved = shift;
  let before = wall();
  let beforeSteady = steady();
  // After a reload: time cannot have gone back.
  if (before + moved < since) moved = since - before;

  return {
    now() {
      const now = wall();
      const nowSteady = steady();
      const gone = nowSteady - beforeSteady;
      const seen = now - before;
      const setBack = seen < gone - BACK_MS;
      const setForward = awake() && gone < TICK_MS && seen > gone + JUMP_MS;
      if (setBack || setForward) moved += gone - seen;
      before = now;
      beforeSteady = nowSteady;
      return now + moved;
    },
    get shift() {
      return moved;
    },
  };
}
