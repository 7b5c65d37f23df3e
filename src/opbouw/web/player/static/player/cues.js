// What the ears and the hand get: tones that differ, the voice of the phone, vibration. Each can be off alone.
// Tones are put on the clock of the sound card ahead of time, so they come on time when the page itself is slowed down.

const A3 = 220;
const A4 = 440;
const E5 = 659.25;
const TICK = 880;
// Each tone: [hertz, start in seconds after the turn, length in seconds].
const TONES = {
  run: [[A4, 0, 0.22], [E5, 0.24, 0.4]],
  walk: [[A3, 0, 0.55]],
  end: [[A3, 0, 1.4]],
  turn: [[E5, 0, 0.18], [A4, 0.2, 0.18], [E5, 0.4, 0.3]],
  go: [[E5, 0, 0.3]],
  rest: [[A3, 0, 0.4]],
  count: [[A4, 0, 0.07]], // the beat of a repetition: short, and without ticks before it
};
const BUZZ = { run: [120, 90, 120], walk: [400], end: [1000], turn: [120, 90, 120, 90, 120], go: [120], rest: [300] };
const LOUD = 0.5;

export function makeCues(lang, on) {
  let sound = null;
  let waiting = [];

  function tone(hertz, at, length, gain = LOUD) {
    const wave = sound.createOscillator();
    const volume = sound.createGain();
    wave.type = "triangle";
    wave.frequency.value = hertz;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(gain, at + 0.02);
    volume.gain.setValueAtTime(gain, at + length - 0.05);
    volume.gain.linearRampToValueAtTime(0, at + length);
    wave.connect(volume).connect(sound.destination);
    wave.start(at);
    wave.stop(at + length);
    waiting.push(wave);
  }

  function hush() {
    for (const wave of waiting) wave.stop();
    waiting = [];
  }

  return {
    // Browsers give sound only after a touch: called from the start button.
    unlock() {
      const Sound = window.AudioContext ?? window.webkitAudioContext;
      if (!sound && Sound) sound = new Sound();
      sound?.resume?.();
      if (navigator.audioSession) navigator.audioSession.type = "transient"; // music goes softer, not off
    },
    // All tones still to come; whatever was waiting is taken back.
    plan(turns) {
      if (!sound) return;
      hush();
      if (!on.tone) return;
      for (const turn of turns) {
        const at = sound.currentTime + turn.in / 1000;
        for (const before of turn.kind === "count" ? [] : [3, 2, 1]) {
          if (turn.in >= before * 1000) tone(TICK, at - before, 0.09, LOUD / 2);
        }
        for (const [hertz, after, length] of TONES[turn.kind]) tone(hertz, at + after, length);
      }
    },
    say(words) {
      const speech = window.speechSynthesis;
      if (!on.voice || !words || !speech) return;
      const voices = speech.getVoices();
      const own = voices.find((voice) => voice.lang.toLowerCase().startsWith(lang));
      if (voices.length && !own) return; // Dutch in an English voice helps nobody; tone and screen say the same
      const spoken = new SpeechSynthesisUtterance(words);
      spoken.lang = own?.lang ?? (lang === "nl" ? "nl-NL" : "en-GB");
      if (own) spoken.voice = own;
      speech.cancel();
      speech.speak(spoken);
    },
    buzz(kind) {
      if (on.buzz) navigator.vibrate?.(BUZZ[kind]);
    },
    quiet() {
      if (sound) hush();
      window.speechSynthesis?.cancel();
    },
  };
}

export const canBuzz = () => typeof navigator.vibrate === "function";
export const canSpeak = () => "speechSynthesis" in window;
