// While the name of a new record is typed: what is there already under nearly the same name.
const PAUSE_MS = 250;
const SHORTEST = 3;

function watch(input) {
  const box = document.createElement("div");
  box.className = "namesakes help";
  box.setAttribute("aria-live", "polite");
  (input.closest(".flex-container") || input).after(box);
  let timer = 0;
  let asked = 0;

  async function ask() {
    const text = input.value.trim();
    const turn = ++asked;
    if (text.length < SHORTEST) {
      box.replaceChildren();
      return;
    }
    try {
      const address = `${input.dataset.namesakes}?q=${encodeURIComponent(text)}`;
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (answer.ok && turn === asked) {
        show((await answer.json()).results);
      }
    } catch {
      // A hint that does not come is no error: the form works without.
    }
  }

  function show(results) {
    const said = document.createElement("p");
    said.textContent = results.length ? input.dataset.namesakesFound : input.dataset.namesakesNone;
    const list = document.createElement("ul");
    for (const { text, url } of results) {
      const link = document.createElement("a");
      link.href = url;
      link.target = "_blank";
      link.textContent = text;
      list.appendChild(document.createElement("li")).appendChild(link);
    }
    box.replaceChildren(said, ...(results.length ? [list] : []));
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-namesakes]").forEach(watch);
});
