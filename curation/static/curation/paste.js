/* Turns pasted text into rows of the form: looks up names, and splits clauses into paragraphs. */
"use strict";

{
  const texts = () => document.getElementById("page-words").dataset;
  const rowsOf = (name) => [...document.querySelectorAll(`#${name}-group .inline-related:not(.empty-form)`)];
  const fieldOf = (name, number, column) => document.getElementById(`id_${name}-${number}-${column}`);
  const numberOf = (row) => row.id.slice(row.id.lastIndexOf("-") + 1);

  const isEmpty = (row, leading) => {
    const key = row.querySelector("input[type=hidden][name$='-id']");
    return !key?.value && leading.every((field) => !row.querySelector(`[name$="-${field}"]`)?.value);
  };

  /* An empty row to fill, and whether it was added for this. */
  const emptyRow = (name, leading) => {
    const free = rowsOf(name).find((row) => isEmpty(row, leading));
    if (free) {
      return [free, false];
    }
    document.querySelector(`#${name}-group .add-row a`).click();
    return [rowsOf(name).at(-1), true];
  };

  const put = (field, value) => {
    if (!field || !value) {
      return !value;
    }
    if (field.matches("select")) {
      const wanted = value.toLowerCase();
      const option = [...field.options].find((each) => [each.value, each.text].some((text) => text.toLowerCase() === wanted));
      if (!option) {
        return false;
      }
      field.value = option.value;
    } else {
      field.value = value;
    }
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };

  /* The only row with that name; null if there is none, or more than one. */
  const lookUp = async (select, text) => {
    const query = new URLSearchParams({
      term: text, app_label: select.dataset.appLabel, model_name: select.dataset.modelName, field_name: select.dataset.fieldName,
    });
    let found = [];
    try {
      const answer = await fetch(`${select.getAttribute("data-ajax--url")}?${query}`, { credentials: "same-origin" });
      found = answer.ok ? (await answer.json()).results : [];
    } catch {
      // Without an answer, or with the login page, the line stays in the box.
    }
    const same = found.filter((each) => each.text.toLowerCase() === text.toLowerCase());
    return (same.length === 1 && same[0]) || (found.length === 1 && found[0]) || null;
  };

  const fillNames = async (box, text) => {
    const name = box.dataset.rows;
    const [lead, ...others] = box.dataset.columns.split(" ");
    const lines = text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
    const done = { rows: [], matched: [], unmatched: [] };
    let previous = [];
    for (const line of lines) {
      const [wanted, ...values] = line.split(";").map((part) => part.trim());
      const [row, added] = emptyRow(name, [lead]);
      const select = row.querySelector(`select[name$="-${lead}"]`);
      const found = await lookUp(select, wanted);
      if (!found) {
        done.unmatched.push(line);
        if (added) {
          row.querySelector(".inline-deletelink")?.click();
        }
        continue;
      }
      select.append(new Option(found.text, found.id, false, true));
      select.dispatchEvent(new Event("change", { bubbles: true }));
      previous = others.map((_, place) => values[place] || previous[place] || "");
      const wrong = others.filter((column, place) => !put(fieldOf(name, numberOf(row), column), previous[place]));
      (wrong.length ? done.unmatched : done.matched).push(line);
      done.rows.push([row, added]);
    }
    return done;
  };

  const NUMBERED = /^\s*(?:(?:Article|Clause|Art\.)\s+)?(\d{1,4})\s*[.):]\s*/i;

  const paragraphs = (text) => {
    const lines = text.replace(/\r/g, "").split("\n");
    const numbered = lines.some((line) => NUMBERED.test(line));
    const parts = [];
    let open = false;
    for (const line of lines) {
      const begins = numbered ? NUMBERED.test(line) || !parts.length : !open;
      if (!line.trim()) {
        open = false;
      } else if (begins) {
        parts.push([line.trim()]);
        open = true;
      } else {
        parts.at(-1).push(line.trim());
      }
    }
    return parts;
  };

  const fillClauses = (box, text) => {
    const name = box.dataset.rows;
    const done = { rows: [], matched: [text], unmatched: [] };
    for (const lines of paragraphs(text)) {
      const whole = lines.join("\n");
      const [, place = ""] = /\[([^\]\n]{1,60})\]\s*$/.exec(whole) || [];
      const [, number = ""] = NUMBERED.exec(whole) || [];
      const [first, ...rest] = whole.replace(/\s*\[[^\]\n]{1,60}\]\s*$/, "").replace(NUMBERED, "").split("\n");
      const [row, added] = emptyRow(name, ["heading", "text", "number"]);
      const fill = (column, value) => put(fieldOf(name, numberOf(row), column), value);
      const limit = fieldOf(name, numberOf(row), "heading").maxLength;
      const long = limit > 0 && first.length > limit;
      fill("number", number);
      fill("heading", long ? `${first.slice(0, limit - 1)}…` : first);
      fill("text", (long ? [first, ...rest] : rest).join("\n"));
      fill("cite_locator", place);
      done.rows.push([row, added]);
    }
    return done;
  };

  const undo = (rows) => {
    for (const [row, added] of [...rows].reverse()) {
      if (added) {
        row.querySelector(".inline-deletelink").click();
        continue;
      }
      for (const field of row.querySelectorAll("input:not([type=hidden]), textarea, select")) {
        if (field.matches("select")) {
          const first = [...field.options].findIndex((option) => option.defaultSelected);
          field.selectedIndex = field.matches(".admin-autocomplete") ? first : Math.max(0, first);
        } else {
          field.value = field.defaultValue;
        }
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }
  };

  for (const box of document.querySelectorAll("details.paste")) {
    const [area, status, undoButton] = ["textarea", ".said", ".take-back"].map((part) => box.querySelector(part));
    let filled = [];
    let matched = [];
    // Tells the scripts that keep what is typed.
    const write = (lines) => {
      area.value = lines.join("\n");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    };
    box.addEventListener("toggle", () => box.open && area.focus());
    box.querySelector(".fill").addEventListener("click", async (event) => {
      event.target.disabled = area.readOnly = true;
      const done = await (box.dataset.columns ? fillNames : fillClauses)(box, area.value);
      event.target.disabled = area.readOnly = false;
      filled = [...filled, ...done.rows];
      matched = [...matched, ...done.matched];
      write(done.unmatched);
      undoButton.hidden = !filled.length;
      status.textContent = `${texts().filled} ${done.rows.length}.`;
      if (done.unmatched.length) {
        status.textContent += ` ${texts().unmatched} ${done.unmatched.join(" · ")}`;
      }
    });
    undoButton.addEventListener("click", () => {
      undo(filled);
      write([...matched, area.value].filter(Boolean));
      [filled, matched] = [[], []];
      undoButton.hidden = true;
      status.textContent = texts().taken;
    });
  }
}
