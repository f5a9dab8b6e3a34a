/* Shows beside a date how its EDTF text is read, before saving. The server validates it again. */
"use strict";

{
  const texts = () => document.getElementById("page-words").dataset;
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

  const describe = (precision, first) => {
    const year = first.getUTCFullYear();
    const number = { month: first.getUTCMonth() + 1, quarter: Math.floor(first.getUTCMonth() / 3) + 1 }[precision];
    return number ? `${number} ${texts()[precision]} ${year}` : texts()[precision];
  };

  /* What a text means: [whether it is valid, description]. */
  const meaning = (text, sort) => {
    if (text.includes("/") && sort === "date") {
      return [false, texts().single];
    }
    const [from, to, more] = text.split("/");
    const start = unit(from);
    const end = to === undefined || to === ".." ? start : unit(to);
    if (!start || !end || more !== undefined) {
      return [false, texts().unread];
    }
    if (start.precision !== end.precision) {
      return [false, texts().uneven];
    }
    if (end.last < start.first) {
      return [false, texts().reversed];
    }
    const last = to === ".." ? texts().open : iso(end.last);
    return [true, `${describe(start.precision, start.first)}: ${iso(start.first)} – ${last}`];
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
  };

  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-edtf]") && document.getElementById("page-words")) {
      show(event.target);
    }
  });
}
