/* Closes the open filter of a list with Escape, or when something else is clicked. */
"use strict";

{
  const open = () => document.querySelector("details.list-filter[open]");

  document.addEventListener("keydown", (event) => {
    const filter = open();
    if (filter && event.key === "Escape") {
      filter.open = false;
      filter.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    const filter = open();
    if (filter && !filter.contains(event.target)) {
      filter.open = false;
    }
  });
}
