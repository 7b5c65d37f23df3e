// At sign-out what the players kept on this phone goes.
import { wipe } from "./keep.js";

for (const form of document.querySelectorAll("form[data-sign-out]")) form.addEventListener("submit", wipe);
