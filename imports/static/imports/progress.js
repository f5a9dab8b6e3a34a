/* Shows how far an import is, and its page anew once there is more to see. Without it one loads the page. */
"use strict";

const EVERY_MS = 1000;

function watch(said) {
  const look = async () => {
    try {
      const answer = await fetch(said.dataset.url, { headers: { Accept: "application/json" } });
      const found = answer.ok ? await answer.json() : null;
      if (!answer.ok || answer.redirected || !found.busy) {
        window.location.reload();
        return;
      }
      if (said.textContent !== found.text) {
        said.textContent = found.text;
      }
    } catch {
      // The server is away for a moment: what was said last stays.
    }
    window.setTimeout(look, EVERY_MS);
  };
  window.setTimeout(look, EVERY_MS);
}

document.addEventListener("DOMContentLoaded", () => {
  const said = document.getElementById("import-progress");
  if (said) {
    watch(said);
  }
});
