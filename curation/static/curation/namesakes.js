// Shows existing records with similar names while the name of a new record is typed.
const PAUSE_MS = 250;
const SHORTEST = 3;

function watch(input) {
  const box = document.createElement("div");
  box.className = "namesakes help";
  box.setAttribute("aria-live", "polite");
  (input.closest(".flex-container") || input).after(box);
  let timer = 0;
  let requests = 0;

  async function suggest() {
    const text = input.value.trim();
    const request = ++requests;
    if (text.length < SHORTEST) {
      box.replaceChildren();
      return;
    }
    try {
      const address = `${input.dataset.namesakes}?q=${encodeURIComponent(text)}`;
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (answer.ok && request === requests) {
        show((await answer.json()).results);
      }
    } catch {
      // Suggestions are optional: the form works without them.
    }
  }

  function show(results) {
    const heading = document.createElement("p");
    heading.textContent = results.length ? input.dataset.namesakesFound : input.dataset.namesakesNone;
    const list = document.createElement("ul");
    for (const { text, url } of results) {
      const link = document.createElement("a");
      link.href = url;
      link.target = "_blank";
      link.textContent = text;
      list.appendChild(document.createElement("li")).appendChild(link);
    }
    box.replaceChildren(heading, ...(results.length ? [list] : []));
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, PAUSE_MS);
  });
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-namesakes]").forEach(watch);
});
