/* Says beside a date how its EDTF text is read. The server judges: this only shows it before saving. */
"use strict";

{
  const words = () => document.getElementById("page-words").dataset;
  const iso = (day) => day.toISOString().slice(0, 10);
  const date = (year, month, day) => {
    const made = new Date(Date.UTC(2000, month, day));
    made.setUTCFullYear(year, month, day);
    return made;
  };

  const SHAPES = [
    ["day", /^(\d{4})-(\d\d)-(\d\d)$/, ([y, m, d]) => {
      const day = date(y, m - 1, d);
      return day.getUTCMonth() === m - 1 && day.getUTCDate() === d ? [day, day] : null;
    }],
    ["quarter", /^(\d{4})-3([3-6])$/, ([y, q]) => [date(y, (q - 3) * 3, 1), date(y, (q - 2) * 3, 0)]],
    ["month", /^(\d{4})-(0[1-9]|1[0-2])$/, ([y, m]) => [date(y, m - 1, 1), date(y, m, 0)]],
    ["year", /^(\d{4})$/, ([y]) => [date(y, 0, 1), date(y, 11, 31)]],
    ["decade", /^(\d{3})X$/, ([d]) => [date(d * 10, 0, 1), date(d * 10 + 9, 11, 31)]],
  ];

  const unit = (text) => {
    for (const [precision, shape, days] of SHAPES) {
      const found = shape.exec(text);
      const read = found && days(found.slice(1).map(Number));
      if (read && read[0].getUTCFullYear() > 0 && read[1].getUTCFullYear() < 9999) {
        return { precision, first: read[0], last: read[1] };
      }
    }
    return null;
  };

  const named = (precision, first) => {
    const year = first.getUTCFullYear();
    const number = { month: first.getUTCMonth() + 1, quarter: Math.floor(first.getUTCMonth() / 3) + 1 }[precision];
    return number ? `${number} ${words()[precision]} ${year}` : words()[precision];
  };

  /* What a text means: [is it right, sentence]. */
  const meaning = (text, sort) => {
    if (text.includes("/") && sort === "date") {
      return [false, words().single];
    }
    const [from, to, more] = text.split("/");
    const start = unit(from);
    const end = to === undefined || to === ".." ? start : unit(to);
    if (!start || !end || more !== undefined) {
      return [false, words().unread];
    }
    if (start.precision !== end.precision) {
      return [false, words().uneven];
    }
    if (end.last < start.first) {
      return [false, words().reversed];
    }
    const last = to === ".." ? words().open : iso(end.last);
    return [true, `${named(start.precision, start.first)}: ${iso(start.first)} – ${last}`];
  };

  const show = (field) => {
    let said = document.getElementById(`${field.id}-read`);
    if (!said) {
      said = document.createElement("output");
      said.id = `${field.id}-read`;
      said.className = "date-read";
      said.setAttribute("aria-live", "polite");
      said.htmlFor = field.id;
      field.after(said);
    }
    const text = field.value.trim();
    const [right, sentence] = text ? meaning(text, field.dataset.edtf) : [true, ""];
    said.textContent = sentence;
    said.classList.toggle("wrong", !right);
  };

  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-edtf]") && document.getElementById("page-words")) {
      show(event.target);
    }
  });
}
