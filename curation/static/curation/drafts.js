/* Keeps unsaved input of forms in this browser, and offers to restore it. The server confirms with a cookie which
   submission it has saved (curation/submissions.py); only then, or when the user discards it, input is deleted.

   A record may have changed since its input was kept. The server therefore fills the form again: it is sent what was
   kept, with what the page showed then, and merges both with the record as it is now
   (curation/editing/optimistic_locking.py). Other forms have no rows of records and are filled here. */
"use strict";

{
  const words = document.getElementById("draft-words")?.dataset;
  const PREFIX = `draft:${words?.user}:`;
  const CONFIRMED = "saved-";
  const FIELD = "submission_id";
  const WAIT_MS = 800;
  const KEPT_DAYS = 90;
  const SHOWN_ELSEWHERE = 5;
  const TOKEN = "csrfmiddlewaretoken";
  const MADE_FROM = "made_from";
  const RESTORE = "_restore";
  const NOT_KEPT = /^(csrfmiddlewaretoken|submission_id|_.*)$|-(MIN|MAX)_NUM_FORMS$/;
  const TYPED = "textarea:not([hidden]), input[type=text], input[type=url], input[type=email], input[type=number], input:not([type])";
  const here = `${location.pathname}${location.search}`;

  // A browser may refuse access; null then.
  const storage = (() => {
    try {
      return window.localStorage;
    } catch {
      return null;
    }
  })();

  // Drafts: each form that was opened has its own, by its random id.

  const drafts = () => Object.keys(storage).filter((key) => key.startsWith(PREFIX)).flatMap((key) => {
    try {
      const draft = JSON.parse(storage.getItem(key));
      // Version 0.1 kept one draft for each address.
      return [{ key, address: key.slice(PREFIX.length), title: "", at: Date.now(), ...draft }];
    } catch {
      return [];
    }
  }).sort((one, other) => other.at - one.at);

  const forget = (key) => storage.removeItem(key);

  const forgetConfirmed = () => {
    for (const cookie of document.cookie.split("; ")) {
      const [name] = cookie.split("=");
      if (name.startsWith(CONFIRMED)) {
        Object.keys(storage).filter((key) => key.endsWith(`:${name.slice(CONFIRMED.length)}`)).forEach(forget);
        document.cookie = `${name}=; path=/admin/; max-age=0; samesite=lax`;
      }
    }
  };

  const ID = /^[0-9a-f]{32}$/;
  const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  const giveIds = () => {
    for (const { key, ...draft } of drafts().filter((each) => !ID.test(each.key.slice(PREFIX.length)))) {
      try {
        storage.setItem(PREFIX + newId(), JSON.stringify(draft));
        forget(key);
      } catch {
        // No room for a second copy: it stays as it is.
      }
    }
  };

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
    const sent = drafts().filter((draft) => draft.sent || draft.isLate || document.body.classList.contains("dashboard"));
    for (const draft of sent.slice(0, SHOWN_ELSEWHERE)) {
      const link = Object.assign(document.createElement("a"), { href: draft.address, textContent: draft.title || draft.address });
      const shown = bar(`${words.elsewhere} `, link, time(draft.at), button(words.discard, () => { forget(draft.key); shown.remove(); }));
      document.getElementById("content").prepend(shown);
    }
  };

  const keepInput = (form) => {
    // A form that comes back with errors, or with what somebody else changed, carries the id that it was sent with.
    const carried = form.elements[FIELD]?.value;
    let id = carried || newId();
    let key = PREFIX + id;
    let isSent = false;
    // What was typed while the form was being saved
    let isLate = false;
    // Other copies whose text is in this form; they stay until it is sent.
    const included = [];

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

    const keep = () => {
      const now = values();
      if (JSON.stringify(now) === first) {
        if (isKept) {
          forget(key);
        }
        return;
      }
      isKept = true;
      try {
        storage.setItem(key, JSON.stringify({ address: here, title: document.title, at: Date.now(), sent: isSent, isLate, values: now, texts: texts() }));
      } catch {
        if (!isFull) {
          form.before(bar(words.full));
        }
        isFull = true;
      }
    };

    const restoreOnServer = (draft) => {
      const sender = Object.assign(document.createElement("form"), { method: "post", action: here, hidden: true });
      const add = (name, value) => sender.append(Object.assign(document.createElement("textarea"), { name, value }));
      draft.values.forEach(([name, value]) => add(name, value));
      const names = new Set(draft.values.map(([name]) => name));
      // An earlier version did not keep how many rows were saved ones: those with a key.
      for (const [, rows] of [...names].map((name) => /^(.+)-TOTAL_FORMS$/.exec(name)).filter(Boolean)) {
        if (!names.has(`${rows}-INITIAL_FORMS`)) {
          const saved = draft.values.filter(([name, value]) => value && name.startsWith(`${rows}-`) && /-\d+-id$/.test(name));
          add(`${rows}-INITIAL_FORMS`, saved.length);
        }
      }
      add(TOKEN, form.elements[TOKEN].value);
      add(FIELD, draft.key.slice(PREFIX.length));
      add(RESTORE, "1");
      document.body.append(sender);
      sender.submit();
    };

    const restoreHere = ({ values: kept, texts: labels }) => {
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

    const offer = (draft) => {
      const no = button(words.discard, () => { forget(draft.key); shown.remove(); });
      const yes = button(words.restore, () => {
        if (form.elements[MADE_FROM] || draft.values.some(([name]) => name === MADE_FROM)) {
          restoreOnServer(draft);
          return;
        }
        restoreHere(draft);
        included.push(draft.key);
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
    const keepSoon = () => {
      if (isSent) {
        // The copy that was sent is deleted once it is confirmed; this text was not sent.
        included.push(key);
        id = newId();
        key = PREFIX + id;
        isSent = false;
        isLate = true;
      }
      clearTimeout(waiting);
      waiting = setTimeout(keepNow, WAIT_MS);
    };
    document.addEventListener("visibilitychange", () => document.hidden && waiting && keepNow());
    window.addEventListener("pagehide", () => waiting && keepNow());
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
      isSent = true;
      isLate = false;
      keep();
      // From now on their text is in the copy of this submission.
      if (isKept && !isFull) {
        included.forEach(forget);
      }
    });
  };

  const isTypedInto = (form) => form.querySelector(TYPED) && !form.matches("#changelist *, .import-form, .languages, [data-no-draft]");
  const form = document.getElementById("page-words")?.closest("form") || [...document.querySelectorAll("#content form[method=post]")].find(isTypedInto);

  if (words && storage) {
    forgetConfirmed();
    giveIds();
    const oldest = Date.now() - KEPT_DAYS * 24 * 3600 * 1000;
    drafts().filter((draft) => draft.at < oldest).forEach((draft) => forget(draft.key));
    if (form) {
      keepInput(form);
    } else {
      offerElsewhere();
    }
  } else if (words && form) {
    form.before(bar(words.denied));
  }
}
