/* Updates the progress of a background job, and reloads its page when it has ended. */
"use strict";

const POLL_MS = 1000;

function watch(element) {
  const poll = async () => {
    try {
      const response = await fetch(element.dataset.url, { headers: { Accept: "application/json" } });
      const progress = response.ok ? await response.json() : null;
      if (!response.ok || response.redirected || !progress.busy) {
        window.location.reload();
        return;
      }
      for (const [shown, text] of [[element, progress.text], [document.getElementById("progress-heading"), progress.heading]]) {
        if (shown && shown.textContent !== text) {
          shown.textContent = text;
        }
      }
    } catch {
      // The server does not answer: keep the last text and try again.
    }
    window.setTimeout(poll, POLL_MS);
  };
  window.setTimeout(poll, POLL_MS);
}

document.addEventListener("DOMContentLoaded", () => {
  const element = document.getElementById("progress");
  if (element) {
    watch(element);
  }
});
