/* Moves the focus to the summary of errors, and from a link in it to the field, wherever that is hidden. */
"use strict";

{
  const summary = document.getElementById("error-summary");

  /* What takes the focus for an element: Select2 shows a box of its own instead of a select. */
  const focusable = (target) => {
    const box = target.matches("select") && target.parentElement.querySelector(":scope > .select2-container");
    return (box && box.querySelector("[role=combobox], [role=searchbox]")) || target;
  };

  const openSections = (element) => {
    for (let section = element.closest("details"); section; section = section.parentElement.closest("details")) {
      section.open = true;
    }
  };

  const goTo = (target) => {
    openSections(target);
    const shown = focusable(target);
    if (!shown.matches("input, select, textarea, button, a, [tabindex]")) {
      shown.tabIndex = -1;
    }
    shown.scrollIntoView({ block: "center" });
    shown.focus({ preventScroll: true });
  };

  if (summary) {
    summary.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#']");
      const target = link && document.getElementById(link.hash.slice(1));
      if (target) {
        event.preventDefault();
        goTo(target);
      }
    });
    summary.focus();
  }
}
