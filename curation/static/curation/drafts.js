/* Keeps unsaved input of forms in this browser, and offers to restore it. The server confirms with a cookie which
   submission it has saved (curation/submissions.py); only then, or when the user discards it, input is deleted. */
"use strict";

{
  const words = document.getElementById("draft-words")?.dataset;
  const PREFIX = `draft:${words?.user}:`;
  const CONFIRMED = "saved-";
  const FIELD = "submission_id";
  const WAIT_MS = 800;
  const KEPT_DAYS = 90;
  const SHOWN_ELSEWHERE = 5;
  const NOT_KEPT = /^(csrfmiddlewaretoken|made_from|submission_id|_.*)$|-(MIN|MAX)_NUM_FORMS$|-INITIAL_FORMS$/;
  const TYPED = "textarea:not([hidden]), input[type=text], input[type=url], input[type=email], input[type=number], input:not([type])";
  const here = `${location.pathname}${location.search}`;

  // Drafts: each form that was opened has its own, by its random id.

  const drafts = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).flatMap((key) => {
    try {
      const draft = JSON.parse(localStorage.getItem(key));
      // Version 0.1 kept one draft for each address.
      return [{ key, address: key.slice(PREFIX.length), title: "", at: Date.now(), ...draft }];
    } catch {
      return [];
    }
  }).sort((one, other) => other.at - one.at);

  const forget = (key) => localStorage.removeItem(key);

  const forgetConfirmed = () => {
    for (const cookie of document.cookie.split("; ")) {
      const [name] = cookie.split("=");
      if (name.startsWith(CONFIRMED)) {
        Object.keys(localStorage).filter((key) => key.endsWith(`:${name.slice(CONFIRMED.length)}`)).forEach(forget);
        document.cookie = `${name}=; path=/admin/; max-age=0; samesite=lax`;
      }
    }
  };

  const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  // Bars above the form, or above the page

  const button = (text, act) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", textContent: text });
    made.addEventListener("click", act);
    return made;
  };

  const bar = (text, ...parts) => {
    const made = document.createElement("div");
    made.className = "kept-draft";
    made.setAttribute("role", "status");
    const message = document.createElement("span");
    message.textContent = text;
    made.append(message, ...parts);
    return made;
  };

  const time = (at) => new Date(at).toLocaleString(document.documentElement.lang || undefined, { dateStyle: "medium", timeStyle: "short" });

  const offerElsewhere = () => {
    const sent = drafts().filter((draft) => draft.sent || document.body.classList.contains("dashboard"));
    for (const draft of sent.slice(0, SHOWN_ELSEWHERE)) {
      const link = Object.assign(document.createElement("a"), { href: draft.address, textContent: draft.title || draft.address });
      const shown = bar(`${words.elsewhere} `, link, time(draft.at), button(words.discard, () => { forget(draft.key); shown.remove(); }));
      document.getElementById("content").prepend(shown);
    }
  };

  const keepInput = (form) => {
    // A form that comes back with errors, or with what somebody else changed, carries the id that it was sent with.
    const carried = form.elements[FIELD]?.value;
    const id = carried || newId();
    const key = PREFIX + id;

    const isSecret = new Set([...form.elements].filter((field) => field.type === "password").map((field) => field.name));
    const values = () => [...new FormData(form)].filter(
      ([name, value]) => !NOT_KEPT.test(name) && !isSecret.has(name) && typeof value === "string",
    );
    const texts = () => Object.fromEntries(
      [...form.querySelectorAll("select option:checked")].filter((option) => option.value).map((option) => [option.value, option.text]),
    );

    // The initial values are not a draft, even if Django’s own scripts report changes; those of a refused form are one.
    const first = carried ? "" : JSON.stringify(values());
    let isKept = false;
    let isFull = false;

    const keep = (sent = false) => {
      const now = values();
      if (JSON.stringify(now) === first) {
        if (isKept) {
          forget(key);
        }
        return;
      }
      isKept = true;
      try {
        localStorage.setItem(key, JSON.stringify({ address: here, title: document.title, at: Date.now(), sent, values: now, texts: texts() }));
      } catch {
        if (!isFull) {
          form.before(bar(words.full));
        }
        isFull = true;
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
        if (!field.name || NOT_KEPT.test(field.name) || ["hidden", "file", "password"].includes(field.type)) {
          continue;
        }
        if (field.type === "checkbox" || field.type === "radio") {
          field.checked = Boolean(wanted) && (field.type === "checkbox" && !field.hasAttribute("value") || wanted.includes(field.value));
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

    // What was restored is kept under the id of this form, and its former copy until this form is saved as well.
    const restored = [];

    const offer = (draft) => {
      const no = button(words.discard, () => { forget(draft.key); shown.remove(); });
      const yes = button(words.restore, () => {
        restore(draft);
        restored.push(draft.key);
        keep();
        shown.firstChild.textContent = words.restored;
        yes.remove();
        no.remove();
      });
      const shown = bar(draft.sent ? words.sent : words.draft, time(draft.at), yes, no);
      form.before(shown);
    };

    drafts().filter((draft) => draft.address === here && draft.key !== key).forEach(offer);

    let waiting = 0;
    const keepNow = () => { clearTimeout(waiting); waiting = 0; keep(); };
    const keepSoon = () => { clearTimeout(waiting); waiting = setTimeout(keepNow, WAIT_MS); };
    document.addEventListener("visibilitychange", () => document.hidden && waiting && keepNow());
    form.addEventListener("input", keepSoon);
    // Only after loading, because Django triggers a change of each related field when the page is ready.
    window.addEventListener("load", () => {
      window.django?.jQuery?.(form).on("change", "select", (event) => {
        // Without a return value: false would keep the event from all other scripts.
        if (event.originalEvent?.isTrusted !== false) {
          keepSoon();
        }
      });
    });
    form.addEventListener("submit", () => {
      clearTimeout(waiting);
      waiting = 0;
      if (!form.elements[FIELD]) {
        form.append(Object.assign(document.createElement("input"), { type: "hidden", name: FIELD }));
      }
      form.elements[FIELD].value = id;
      keep(true);
      // From now on the text that was restored is in the copy of this submission.
      if (isKept && !isFull) {
        restored.forEach(forget);
      }
    });
  };

  if (words) {
    forgetConfirmed();
    const oldest = Date.now() - KEPT_DAYS * 24 * 3600 * 1000;
    drafts().filter((draft) => draft.at < oldest).forEach((draft) => forget(draft.key));
    const isKept = (form) => form.querySelector(TYPED) && !form.matches("#changelist *, .import-form, .languages, [data-no-draft]");
    const form = document.getElementById("page-words")?.closest("form") || [...document.querySelectorAll("#content form[method=post]")].find(isKept);
    if (form) {
      keepInput(form);
    } else {
      offerElsewhere();
    }
  }
}
