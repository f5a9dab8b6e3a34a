/* Fills in the form of a place from the gazetteer, or links to the place if it is already recorded. */
"use strict";

{
  const PAUSE_MS = 250;
  const MIN_LENGTH = 3;
  const box = document.querySelector(".gazetteer");
  const field = (name) => document.getElementById(`id_${name}`);
  const interpolate = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);

  const write = (name, value) => {
    field(name).value = value;
    field(name).dispatchEvent(new Event("change", { bubbles: true }));
  };

  const fill = (found) => {
    if (found.country && ![...field("country").options].some((option) => option.value === String(found.country.id))) {
      field("country").append(new Option(found.country.text, found.country.id));
    }
    // A saved place keeps its name and slug. For a new one, the slug is set first, so that it is not derived from the name.
    const nameFields = box.dataset.besides ? [] : ["slug", "name"];
    for (const name of [...nameFields, "kind", "latitude", "longitude", "geonames_id"]) {
      if (field(name)) {
        write(name, found[name]);
      }
    }
    write("country", found.country?.id ?? "");
    field("name").dispatchEvent(new Event("input", { bubbles: true }));
    field("latitude").dispatchEvent(new CustomEvent("placed", { bubbles: true }));
  };

  const button = (text, act) => {
    const element = document.createElement("button");
    Object.assign(element, { type: "button", textContent: text });
    element.addEventListener("click", act);
    return element;
  };

  const offer = (found, done) => {
    const place = found.place;
    const size = interpolate(box.dataset.inhabitants, { count: found.population.toLocaleString(document.documentElement.lang) });
    const about = `${found.name}, ${found.country_text} (${size})`;
    if (!place) {
      return [button(about, () => { fill(found); done(interpolate(box.dataset.filled, { place: found.name })); })];
    }
    if (window.opener?.dismissAddRelatedObjectPopup && document.body.classList.contains("popup")) {
      const choose = () => window.opener.dismissAddRelatedObjectPopup(window, String(place.id), place.text);
      return [button(interpolate(box.dataset.choose, { place: about }), choose)];
    }
    const link = document.createElement("a");
    Object.assign(link, { href: place.url, textContent: interpolate(box.dataset.there, { place: about }) });
    return [link];
  };

  if (box) {
    const input = document.getElementById("gazetteer-name");
    const status = box.querySelector(".said");
    const list = box.querySelector(".found");
    let timer = 0;
    let requests = 0;

    const done = (text) => {
      list.replaceChildren();
      status.textContent = text;
    };

    const search = async () => {
      const text = input.value.trim();
      const request = ++requests;
      if (text.length < MIN_LENGTH) {
        done("");
        return;
      }
      try {
        const query = new URLSearchParams({ q: text, besides: box.dataset.besides });
        const response = await fetch(`${box.dataset.address}?${query}`, { headers: { Accept: "application/json" } });
        if (!response.ok || request !== requests) {
          return;
        }
        const { results } = await response.json();
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

    // The search text is not part of the place: it neither counts as a change nor goes into a draft.
    input.addEventListener("input", (event) => {
      event.stopPropagation();
      clearTimeout(timer);
      timer = setTimeout(search, PAUSE_MS);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        list.querySelector("button, a")?.focus();
      }
    });
  }
}
