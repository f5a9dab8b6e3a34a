/* Shows beside a date how its text is read, or what to type, and writes it as EDTF once the field is left.

   The server reads it again: the same texts (records/dates.py) with the same hints (curation/editing/typed_dates.py). */
"use strict";

{
  const texts = () => document.getElementById("page-words").dataset;
  const iso = (day) => day.toISOString().slice(0, 10);
  const date = (year, month, day) => {
    const made = new Date(Date.UTC(2000, month, day));
    made.setUTCFullYear(year, month, day);
    return made;
  };

  const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december"];
  const plain = (text) => text.toLowerCase().trim().split(/\s+/).join(" ");
  const padded = (number) => String(number).padStart(2, "0");
  const monthOf = (name) => MONTHS.findIndex((month) => month.startsWith(name)) + 1;

  /* A day as people write it, as EDTF; null for other texts. */
  const dayOf = (text) => {
    let found = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})\.?$/.exec(text);
    if (found) {
      return [found[3], padded(found[2]), padded(found[1])].join("-");
    }
    found = /^(\d{4})\. ?(\d{1,2})\. ?(\d{1,2})\.?$/.exec(text);
    if (found) {
      return [found[1], padded(found[2]), padded(found[3])].join("-");
    }
    found = /^(\d{1,2})\.? ([a-z]{3,9})\.? (\d{4})$/.exec(text);
    return found && monthOf(found[2]) ? [found[3], padded(monthOf(found[2])), padded(found[1])].join("-") : null;
  };

  /* The two ends of a set `[a..b]`, or null. */
  const setOf = (text) => {
    const found = /^\[(.*?)\.\.(.*)\]$/.exec(text);
    return found && found.slice(1);
  };

  const typed = (part) => dayOf(plain(part)) || part;
  const edtf = (text) => {
    const ends = setOf(text.trim());
    return ends ? `[${ends.map(typed).join("..")}]` : text.trim().split("/").map(typed).join("/");
  };

  /* What to type, by what was typed: a code with an example and a number, or null. */
  const form = (year, month, day) => (!month || (Number(month) >= 1 && Number(month) <= 12)
    ? ["form", [year, ...[month, day].filter(Boolean).map(padded)].join("-")] : null);
  const named = (name, day, year) => (monthOf(name) ? form(year, monthOf(name), day) : null);
  const SEASONS = { spring: 21, summer: 22, autumn: 23, fall: 23, winter: 24 };
  const ADVICE = [
    [/^\d{1,2}\/\d{1,2}\/\d{2,4}$/, () => ["slashes"]],
    [/^(\d{4})\/(\d{1,2})\/(\d{1,2})$/, form],
    [/^\d{1,2}\. ?\d{1,2}\. ?\d{2}\.?$/, () => ["short_year"]],
    [/^(?:early |late |mid-?)?(spring|summer|autumn|fall|winter)(?: of)? (\d{4})$/,
      (name, year) => ["form", `${year}-${SEASONS[name]}`]],
    [/^q([1-4])[ -]?(\d{4})$/, (quarter, year) => ["form", `${year}-${32 + Number(quarter)}`]],
    [/^(\d{4})[ -]?q([1-4])$/, (year, quarter) => ["form", `${year}-${32 + Number(quarter)}`]],
    [/^(?:the )?(\d{3})0s$/, (decade) => ["form", `${decade}X`]],
    [/^([a-z]{3,9})\.?,? (\d{4})$/, (name, year) => named(name, "", year)],
    [/^(\d{1,2})[./](\d{4})$/, (month, year) => form(year, month)],
    [/^(\d{4})-(\d{1,2})-(\d{1,2})$/, (y, m, d) => (m.length + d.length < 4 ? form(y, m, d) : null)],
    [/^(\d{4})-(\d)$/, form],
    [/^(\d{4})(\d\d)(\d\d)$/, form],
    [/^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/, named],
    [/^(\d{1,2})(?:st|nd|rd|th)(?: of)? ([a-z]{3,9})\.?,? (\d{4})$/, (day, name, year) => named(name, day, year)],
    [/^(?:c\.?|ca\.?|circa|about|around) ?(\d{4}(?:-\d\d){0,2})$/, (known) => ["doubt", known]],
    [/^(\d{4}(?:-\d\d){0,2}) ?([?~%])$/, (known, sign) => ["doubt", known, sign]],
    [/^(?:unknown|n\/a|none|\?+|-+)$/, () => ["unknown"]],
  ];

  /* What does not exist of a text in the form of an EDTF date. */
  const calendarHint = (text) => {
    const found = /^(?:(\d{4})(?:-(\d\d))?(?:-(\d\d))?|(\d{3}X|\d\dXX))[~?%]?$/.exec(text);
    if (!found) {
      return null;
    }
    const [, year, month, day, decade] = found;
    const first = year || decade;
    if (first === "0000" || first === "000X" || first === "00XX" || first > "9998") {
      return ["years"];
    }
    if (month === undefined) {
      return null;
    }
    const number = Number(month);
    if (day === undefined && ((number >= 21 && number <= 24) || (number >= 33 && number <= 36))) {
      return year === "9998" && number === 24 ? ["years"] : null;
    }
    if (number < 1 || number > 12) {
      const other = day === undefined && ((number >= 25 && number <= 32) || (number >= 37 && number <= 41));
      return other ? null : ["month"];
    }
    const days = date(Number(year), number, 0).getUTCDate();
    return day === undefined || (Number(day) >= 1 && Number(day) <= days) ? null : ["days", `${year}-${month}`, days];
  };

  const hint = (text, kind) => {
    for (const [pattern, advise] of ADVICE) {
      const found = pattern.exec(plain(text));
      const advice = found && advise(...found.slice(1));
      if (advice && advice[0] === "doubt" && kind === "window") {
        return calendarHint(advice[1]) || ["form", advice[1] + (advice[2] || "~")];
      }
      if (advice) {
        return advice;
      }
    }
    const parts = setOf(edtf(text)) || edtf(text).split("/");
    const checked = parts.length === 1 || kind === "window" ? parts.slice(0, 2) : [];
    return checked.map(calendarHint).find(Boolean) || null;
  };

  const advised = (text, kind, otherwise) => {
    const [code, example = "", count = ""] = hint(text, kind) || [];
    const words = code && texts()[`hint${code.split("_").map((word) => word[0].toUpperCase() + word.slice(1)).join("")}`];
    return [false, words ? words.replaceAll("%(example)s", example).replaceAll("%(number)s", count) : texts()[otherwise]];
  };

  const SHAPES = [
    ["day", /^(\d{4})-(\d\d)-(\d\d)$/, ([y, m, d]) => {
      const day = date(y, m - 1, d);
      return day.getUTCMonth() === m - 1 && day.getUTCDate() === d ? [day, day] : null;
    }],
    ["quarter", /^(\d{4})-3([3-6])$/, ([y, q]) => [date(y, (q - 3) * 3, 1), date(y, (q - 2) * 3, 0)]],
    ["season", /^(\d{4})-2([1-4])$/, ([y, s]) => [date(y, s * 3 - 1, 1), date(y, s * 3 + 2, 0)]],
    ["month", /^(\d{4})-(0[1-9]|1[0-2])$/, ([y, m]) => [date(y, m - 1, 1), date(y, m, 0)]],
    ["year", /^(\d{4})$/, ([y]) => [date(y, 0, 1), date(y, 11, 31)]],
    ["decade", /^(\d{3})X$/, ([d]) => [date(d * 10, 0, 1), date(d * 10 + 9, 11, 31)]],
    ["century", /^(\d\d)XX$/, ([c]) => [date(c * 100, 0, 1), date(c * 100 + 99, 11, 31)]],
  ];

  const unit = (whole) => {
    const [, text, qualifier] = /^([^]*?)([~?%]?)$/.exec(whole);
    for (const [precision, shape, days] of SHAPES) {
      const found = shape.exec(text);
      const read = found && days(found.slice(1).map(Number));
      if (read && read[0].getUTCFullYear() > 0 && read[1].getUTCFullYear() < 9999) {
        return { precision, qualifier, first: read[0], last: read[1] };
      }
    }
    return null;
  };

  const describe = (precision, first) => {
    const year = first.getUTCFullYear();
    if (precision === "season") {
      return `${texts()[precision]} ${year}`;
    }
    const number = { month: first.getUTCMonth() + 1, quarter: Math.floor(first.getUTCMonth() / 3) + 1 }[precision];
    return number ? `${number} ${texts()[precision]} ${year}` : texts()[precision];
  };

  /* What a text means in a field of this kind: [whether it is valid, description]. */
  const meaning = (text, kind) => {
    const read = edtf(text);
    const set = setOf(read);
    if ((read.includes("[") || read.includes("/")) && kind !== "window") {
      return advised(text, kind, "single");
    }
    const [from, to, more] = set || read.split("/");
    const openEnd = set ? "" : "..";
    const isOpen = (end) => to !== undefined && end === openEnd;
    const start = isOpen(from) ? null : unit(from);
    const end = to === undefined ? start : isOpen(to) ? null : unit(to);
    const wrong = (!start && !isOpen(from)) || (!end && !isOpen(to)) || (!start && !end) || more !== undefined;
    if (wrong || (kind !== "window" && start.qualifier)) {
      return advised(text, kind, "unread");
    }
    if (kind === "day" && start.precision !== "day") {
      return [false, texts().hintExact];
    }
    if (start && end && end.last < start.first) {
      return [false, texts().reversed];
    }
    const { precision, first } = start || end;
    const days = [start ? iso(start.first) : texts().open, end ? iso(end.last) : texts().open];
    return [true, `${describe(precision, first)}: ${days.join(" – ")}`];
  };

  const show = (field) => {
    let output = document.getElementById(`${field.id}-read`);
    if (!output) {
      output = document.createElement("output");
      output.id = `${field.id}-read`;
      output.className = "date-read";
      output.setAttribute("aria-live", "polite");
      output.htmlFor = field.id;
      field.after(output);
    }
    const text = field.value.trim();
    const [valid, description] = text ? meaning(text, field.dataset.edtf) : [true, ""];
    output.textContent = description;
    output.classList.toggle("wrong", !valid);
    return valid;
  };

  const isDate = (field) => field.matches("[data-edtf]") && document.getElementById("page-words");

  document.addEventListener("input", (event) => {
    if (isDate(event.target)) {
      show(event.target);
    }
  });
  document.addEventListener("change", (event) => {
    if (isDate(event.target) && show(event.target)) {
      event.target.value = edtf(event.target.value);
    }
  });
}
