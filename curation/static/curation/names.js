/* Labels each autocomplete for screen readers, which Select2 does not do. */
"use strict";

{
  const NAMED = "[role=combobox], [role=textbox], [role=searchbox]";
  const OPEN = "select + .select2-container--open";

  const nameOf = (select) => {
    const label = document.querySelector(`label[for="${select.id}"]`);
    return select.getAttribute("aria-label") || (label ? label.textContent.trim().replace(/:$/, "") : "");
  };

  const nameParts = (container, select) => {
    for (const part of container.querySelectorAll(NAMED)) {
      part.removeAttribute("aria-labelledby");
      part.setAttribute("aria-label", nameOf(select));
    }
  };

  const labelNode = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE || !node.matches(".select2-container")) {
      return;
    }
    // An open list is at the end of the page, far from its field.
    const field = node.previousElementSibling;
    const select = field && field.matches("select") ? field : document.querySelector(OPEN)?.previousElementSibling;
    if (select) {
      nameParts(node, select);
    }
  };

  new MutationObserver((changes) => {
    for (const change of changes) {
      change.addedNodes.forEach(labelNode);
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
}
