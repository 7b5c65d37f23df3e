// The screen stays on while a session is on, where the phone lets a page ask for it.

export function makeAwake(told) {
  let lock = null;
  let wanted = false;

  async function ask() {
    if (!wanted || lock || document.visibilityState !== "visible") return;
    try {
      const given = await navigator.wakeLock.request("screen");
      if (!wanted) {
        given.release();
        return;
      }
      lock = given;
      lock.addEventListener("release", () => {
        lock = null;
      });
      told(true);
    } catch {
      told(false); // not known here, or refused, as with an almost empty battery
    }
  }

  // A phone takes the lock back when the page is hidden: ask again on return.
  document.addEventListener("visibilitychange", ask);

  return {
    keep() {
      wanted = true;
      return ask();
    },
    let() {
      wanted = false;
      lock?.release();
      lock = null;
    },
    held: () => lock !== null,
  };
}
