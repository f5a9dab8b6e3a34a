"use strict";

// Adds a button to copy each request; without JavaScript the text can be selected.
if (navigator.clipboard) {
  for (const request of document.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(request.textContent);
      document.getElementById("status-message").textContent = "Copied.";
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
    request.parentElement.before(button);
  }
}
