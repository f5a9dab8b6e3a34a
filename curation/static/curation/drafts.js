/* Keeps unsaved input in this browser, by address and user, and offers to restore it. */
"use strict";

{
  const settings = document.getElementById("page-words");
  const form = settings?.closest("form");
  const WAIT_MS = 800;
  const NOT_KEPT = /^(csrfmiddlewaretoken|made_from|_.*)$|-(MIN|MAX)_NUM_FORMS$|-INITIAL_FORMS$/;

  const key = () => `draft:${settings.dataset.user}:${location.pathname}${location.search}`;
  // The key of the draft of a form that was sent; the draft is deleted once a page without errors follows.
  const SENT = "draft-sent";

  const texts = () => Object.fromEntries(
    [...form.querySelectorAll("select option:checked")].filter((option) => option.value).map((option) => [option.value, option.text]),
  );

  const values = () => [...new FormData(form)].filter(([name, value]) => !NOT_KEPT.test(name) && typeof value === "string");

  // The initial values are not a draft, even if Django’s own scripts report changes.
  const first = form && JSON.stringify(values());
  let isKept = false;

  const keep = () => {
    const now = values();
    if (JSON.stringify(now) === first) {
      if (isKept) {
        localStorage.removeItem(key());
      }
      return;
    }
    isKept = true;
    try {
      localStorage.setItem(key(), JSON.stringify({ values: now, texts: texts() }));
    } catch {
      // The storage is full: no draft is kept, but the form still works.
    }
  };

  const restore = ({ values: kept, texts: labels }) => {
    for (const [name, value] of kept) {
      const rows = /^(.+)-TOTAL_FORMS$/.exec(name);
      const total = rows && form.elements[name];
      for (let i = total ? Number(total.value) : 0; total && i < Number(value); i += 1) {
        form.querySelector(`#${rows[1]}-group .add-row a`)?.click();
      }
    }
    const byName = new Map();
    kept.forEach(([name, value]) => byName.set(name, [...(byName.get(name) || []), value]));
    for (const field of form.elements) {
      const wanted = byName.get(field.name);
      if (!field.name || NOT_KEPT.test(field.name) || field.type === "hidden") {
        continue;
      }
      if (field.type === "checkbox") {
        field.checked = Boolean(wanted);
      } else if (field.matches("select")) {
        for (const value of wanted || []) {
          if (![...field.options].some((option) => option.value === value)) {
            field.append(new Option(labels[value] || value, value));
          }
        }
        [...field.options].forEach((option) => { option.selected = (wanted || []).includes(option.value); });
      } else if (wanted) {
        [field.value] = wanted;
      }
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const button = (text, act) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", textContent: text });
    made.addEventListener("click", act);
    return made;
  };

  const offer = (draft) => {
    const bar = document.createElement("div");
    bar.className = "kept-draft";
    bar.setAttribute("role", "status");
    const message = document.createElement("span");
    message.textContent = settings.dataset.draft;
    const no = button(settings.dataset.discard, () => { localStorage.removeItem(key()); bar.remove(); });
    const yes = button(settings.dataset.restore, () => { restore(draft); message.textContent = settings.dataset.restored; yes.remove(); no.remove(); });
    bar.append(message, yes, no);
    form.before(bar);
  };

  const sent = sessionStorage.getItem(SENT);
  if (sent && !document.querySelector(".errornote")) {
    localStorage.removeItem(sent);
  }
  sessionStorage.removeItem(SENT);
  if (form) {
    const draft = localStorage.getItem(key());
    if (draft && !document.querySelector(".errornote")) {
      offer(JSON.parse(draft));
    }
    let waiting;
    const keepSoon = () => { clearTimeout(waiting); waiting = setTimeout(keep, WAIT_MS); };
    form.addEventListener("input", keepSoon);
    // Only after loading, because Django triggers a change of each related field when the page is ready.
    window.addEventListener("load", () => {
      django.jQuery(form).on("change", "select", (event) => event.originalEvent?.isTrusted !== false && keepSoon());
    });
    form.addEventListener("submit", () => { clearTimeout(waiting); keep(); sessionStorage.setItem(SENT, key()); });
  }
}
