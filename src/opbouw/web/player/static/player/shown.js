// How times and numbers are written on the screen of a player.

const minutes = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1, useGrouping: false });

export function clockFace(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000 - 0.05));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

// Rounded down: nobody is told to have done more than was done.
export const inMinutes = (ms) => minutes.format(Math.floor(ms / 6_000) / 10);

export function show(element, visible) {
  if (element) element.hidden = !visible;
}

export function put(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

export const finder = (root) => (name) => root.querySelector(`[data-at="${name}"]`);

// Buttons for voice, tones and vibration; what the phone cannot do is not offered.
export function soundButtons(root, on, can, changed) {
  for (const button of root.querySelectorAll("[data-sound]")) {
    const name = button.dataset.sound;
    button.setAttribute("aria-pressed", String(on[name]));
    show(button, can[name]);
    button.addEventListener("click", () => {
      on[name] = !on[name];
      button.setAttribute("aria-pressed", String(on[name]));
      changed(name);
    });
  }
}
