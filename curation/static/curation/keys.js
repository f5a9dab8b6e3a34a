/* Keyboard shortcuts of a record's page, their list, and a warning before unsaved changes are lost. */
"use strict";

{
  const form = document.getElementById("page-words")?.closest("form");
  const list = document.getElementById("shortcuts");
  let sent = false;

  // Compares the values, because Django’s own scripts trigger change events of untouched fields.
  const state = () => JSON.stringify([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  const first = form && state();

  const isTyping = (target) => target.matches("input, textarea, select, [role=combobox], [role=searchbox], [contenteditable]");

  const ACTIONS = {
    save: () => form.querySelector("[name=_save], [name=_continue]")?.click(),
    add: () => {
      const here = document.activeElement.closest(".inline-group");
      (here || form).querySelector(".add-row a")?.click();
    },
    next: () => document.querySelector("[data-shortcut=next]")?.click(),
    help: () => list.open || list.showModal(),
  };

  const actionOf = (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
      return "save";
    }
    if (event.altKey && event.shiftKey && !event.ctrlKey) {
      return { KeyA: "add", KeyN: "next" }[event.code];
    }
    return event.key === "?" && !isTyping(event.target) ? "help" : undefined;
  };

  if (form) {
    document.addEventListener("keydown", (event) => {
      const action = actionOf(event);
      if (action && !(list.open && action !== "help")) {
        event.preventDefault();
        ACTIONS[action]();
      }
    });
    document.getElementById("show-shortcuts").addEventListener("click", ACTIONS.help);
    document.getElementById("close-shortcuts").addEventListener("click", () => list.close());
    form.addEventListener("submit", () => { sent = true; });
    window.addEventListener("beforeunload", (event) => {
      if (!sent && state() !== first) {
        event.preventDefault();
      }
    });
  }
}
