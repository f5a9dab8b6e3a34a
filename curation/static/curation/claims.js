/* Offers for a new claim only the fields of the row that it is about. */
"use strict";

{
  const SELECT = "select[data-field-groups]";

  /* The group of fields of the row that is chosen: `about` is the name of its kind, a colon and its key. */
  const offer = (select) => {
    const about = document.getElementById(select.id.replace(/-field$/, "-about"));
    const kind = about?.value.split(":")[0];
    const groups = [...select.querySelectorAll("optgroup")];
    select.dataset.fieldGroups.split(" ").forEach((name, place) => {
      groups[place].hidden = groups[place].disabled = Boolean(kind) && name !== kind;
    });
    const chosen = select.selectedOptions[0];
    if (chosen?.parentElement.disabled) {
      const same = [...select.options].find((each) => each.value === chosen.value && !each.parentElement.disabled);
      (same || select.options[0]).selected = true;
    }
  };

  const offerAll = (part) => part.querySelectorAll(SELECT).forEach(offer);

  document.addEventListener("change", (event) => {
    if (event.target.matches("[name$='-about']")) {
      const select = document.getElementById(event.target.id.replace(/-about$/, "-field"));
      if (select?.matches(SELECT)) {
        offer(select);
      }
    }
  });
  document.addEventListener("formset:added", (event) => offerAll(event.target));
  offerAll(document);
}
