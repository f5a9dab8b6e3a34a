/* Fills the form of a place from the gazetteer, or leads to the place where it is there already. */
"use strict";

{
  const PAUSE_MS = 250;
  const SHORTEST = 3;
  const box = document.querySelector(".gazetteer");
  const field = (name) => document.getElementById(`id_${name}`);
  const worded = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);

  const write = (name, value) => {
    field(name).value = value;
    field(name).dispatchEvent(new Event("change", { bubbles: true }));
  };

  const fill = (found) => {
    if (found.country && ![...field("country").options].some((option) => option.value === String(found.country.id))) {
      field("country").append(new Option(found.country.text, found.country.id));
    }
    // A place that is saved keeps its name and slug. Of a new one the slug comes first: then it is not made of the name again.
    const named = box.dataset.besides ? [] : ["slug", "name"];
    for (const name of [...named, "kind", "latitude", "longitude", "geonames_id"]) {
      if (field(name)) {
        write(name, found[name]);
      }
    }
    write("country", found.country?.id ?? "");
    field("name").dispatchEvent(new Event("input", { bubbles: true }));
    field("latitude").dispatchEvent(new CustomEvent("placed", { bubbles: true }));
  };

  const button = (text, act) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", textContent: text });
    made.addEventListener("click", act);
    return made;
  };

  const offer = (found, done) => {
    const place = found.place;
    const size = worded(box.dataset.inhabitants, { count: found.population.toLocaleString(document.documentElement.lang) });
    const about = `${found.name}, ${found.country_text} (${size})`;
    if (!place) {
      return [button(about, () => { fill(found); done(worded(box.dataset.filled, { place: found.name })); })];
    }
    if (window.opener?.dismissAddRelatedObjectPopup && document.body.classList.contains("popup")) {
      const choose = () => window.opener.dismissAddRelatedObjectPopup(window, String(place.id), place.text);
      return [button(worded(box.dataset.choose, { place: about }), choose)];
    }
    const link = document.createElement("a");
    Object.assign(link, { href: place.url, textContent: worded(box.dataset.there, { place: about }) });
    return [link];
  };

  if (box) {
    const input = document.getElementById("gazetteer-name");
    const said = box.querySelector(".said");
    const list = box.querySelector(".found");
    let timer = 0;
    let asked = 0;

    const done = (text) => {
      list.replaceChildren();
      said.textContent = text;
    };

    const ask = async () => {
      const text = input.value.trim();
      const turn = ++asked;
      if (text.length < SHORTEST) {
        done("");
        return;
      }
      try {
        const query = new URLSearchParams({ q: text, besides: box.dataset.besides });
        const answer = await fetch(`${box.dataset.address}?${query}`, { headers: { Accept: "application/json" } });
        if (!answer.ok || turn !== asked) {
          return;
        }
        const { results } = await answer.json();
        done(results.length ? box.dataset.found : box.dataset.none);
        for (const found of results) {
          const item = document.createElement("li");
          item.append(...offer(found, done));
          list.append(item);
        }
      } catch {
        // The form works without the gazetteer.
      }
    };

    // What is looked for is no part of the place: neither a change nor a draft.
    input.addEventListener("input", (event) => {
      event.stopPropagation();
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE_MS);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        list.querySelector("button, a")?.focus();
      }
    });
  }
}
