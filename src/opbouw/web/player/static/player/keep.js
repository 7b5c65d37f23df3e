// What a player keeps on this phone while a session is on: one row a session, gone after a day and at sign-out.

export const PREFIX = "opbouw.player.";
const SOUND = `${PREFIX}sound`;
const DAY_MS = 24 * 3600 * 1000;

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null; // no storage here, or a row that is not ours
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false; // full or shut: the session goes on without
  }
}

export function loadSession(id) {
  const found = read(PREFIX + id);
  return found && Array.isArray(found.log) && found.log.length ? found : null;
}

export function saveSession(id, state) {
  return write(PREFIX + id, state);
}

export function forgetSession(id) {
  try {
    localStorage.removeItem(PREFIX + id);
  } catch {
    // nothing was kept
  }
}

// Other sessions, and this one when it is of another day, are not kept on.
export function sweep(now) {
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(PREFIX) || key === SOUND) continue;
      const savedAt = read(key)?.savedAt ?? 0;
      if (now - savedAt > DAY_MS) localStorage.removeItem(key);
    }
  } catch {
    // nothing was kept
  }
}

export function wipe() {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // nothing was kept
  }
}

export const loadSound = () => ({ voice: true, tone: true, buzz: true, ...read(SOUND) });
export const saveSound = (on) => write(SOUND, on);

// A key for the form, so that sending twice keeps it once; without a source of chance the key of the page stays.
export function newKey(fallback) {
  if (crypto.randomUUID) return crypto.randomUUID();
  if (!crypto.getRandomValues) return fallback;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function localDay(ms) {
  const day = new Date(ms);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${String(day.getDate()).padStart(2, "0")}`;
}
