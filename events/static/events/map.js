/* A map of the region beside the coordinates of a place: each follows the other. */
"use strict";

{
  const ZOOM = 1.6;
  const CLOSEST = 40;
  const STEP = 0.02;
  const PAN = 0.25;
  const MARKER_PX = 6;
  const LABEL_PX = 12;
  const box = document.querySelector(".place-map");
  const latitude = document.getElementById("id_latitude");
  const longitude = document.getElementById("id_longitude");
  const SVG = "http://www.w3.org/2000/svg";

  class PlaceMap {
    constructor(canvas, svg, said) {
      Object.assign(this, { canvas, svg, said });
      const { west, north, degreeEast, degreeNorth } = svg.dataset;
      Object.assign(this, { west: Number(west), north: Number(north), east: Number(degreeEast), south: Number(degreeNorth) });
      const { width, height } = svg.viewBox.baseVal;
      this.whole = { x: 0, y: 0, width, height };
      this.view = { ...this.whole };
      this.marker = document.createElementNS(SVG, "circle");
      this.marker.setAttribute("class", "marker");
      svg.append(this.marker);
      svg.setAttribute("aria-hidden", "true");
      canvas.append(svg);
    }

    /* Coordinates in the fields as a point of the drawing; null where they are not both numbers. */
    get point() {
      if (!latitude.value || !longitude.value) {
        return null;
      }
      const point = { x: (Number(longitude.value) - this.west) * this.east, y: (this.north - Number(latitude.value)) * this.south };
      return Number.isFinite(point.x) && Number.isFinite(point.y) ? point : null;
    }

    /* Width of a pixel of the screen in the drawing. */
    get unit() {
      return this.view.width / (this.canvas.clientWidth || this.whole.width);
    }

    place({ x, y }) {
      // As exact as the eye can point: digits that a pixel stands for.
      const digits = Math.min(5, Math.max(2, Math.ceil(-Math.log10(this.unit / this.south))));
      const within = (value, most) => Math.min(most, Math.max(-most, value));
      latitude.value = within(this.north - y / this.south, 90).toFixed(digits);
      longitude.value = within(this.west + x / this.east, 180).toFixed(digits);
      for (const field of [latitude, longitude]) {
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }

    step(right, down) {
      const { x, y, width, height } = this.view;
      const from = this.point;
      this.place(from ? { x: from.x + right * width * STEP, y: from.y + down * width * STEP } : { x: x + width / 2, y: y + height / 2 });
    }

    pan(right, down) {
      this.look({ ...this.view, x: this.view.x + right * this.view.width * PAN, y: this.view.y + down * this.view.height * PAN });
    }

    zoom(factor) {
      const { x, y, width, height } = this.view;
      const at = this.isIn(this.point, this.view) ? this.point : { x: x + width / 2, y: y + height / 2 };
      this.around(at, width / factor);
    }

    /* Looks at the point, this wide, as near as the drawing allows. */
    around(at, wide) {
      const width = Math.min(this.whole.width, Math.max(this.whole.width / CLOSEST, wide));
      const height = (width * this.whole.height) / this.whole.width;
      this.look({ x: at.x - width / 2, y: at.y - height / 2, width, height });
    }

    look(view) {
      const within = (value, most) => Math.min(most, Math.max(0, value));
      this.view = { ...view, x: within(view.x, this.whole.width - view.width), y: within(view.y, this.whole.height - view.height) };
      this.draw();
    }

    isIn(point, { x, y, width, height }) {
      return Boolean(point) && point.x >= x && point.y >= y && point.x <= x + width && point.y <= y + height;
    }

    follow() {
      const point = this.point;
      if (this.isIn(point, this.whole) && !this.isIn(point, this.view)) {
        this.around(point, this.view.width);
      }
      this.draw();
    }

    draw() {
      const { x, y, width, height } = this.view;
      const point = this.point;
      this.svg.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
      this.svg.style.setProperty("font-size", `${LABEL_PX * this.unit}px`);
      this.marker.toggleAttribute("hidden", !point);
      if (!point) {
        this.said.textContent = box.dataset.unset;
        return;
      }
      this.marker.setAttribute("cx", point.x);
      this.marker.setAttribute("cy", point.y);
      this.marker.setAttribute("r", MARKER_PX * this.unit);
      const values = { latitude: latitude.value, longitude: longitude.value };
      const text = this.isIn(point, this.whole) ? box.dataset.at : box.dataset.outside;
      this.said.textContent = text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
    }
  }

  const WAYS = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] };

  const listen = (map) => {
    const acts = { in: () => map.zoom(ZOOM), out: () => map.zoom(1 / ZOOM), whole: () => map.look({ ...map.whole }) };
    for (const [name, way] of Object.entries(WAYS)) {
      acts[name] = () => map.pan(...way);
    }
    box.querySelectorAll("[data-act]").forEach((button) => button.addEventListener("click", acts[button.dataset.act]));
    map.canvas.addEventListener("click", (event) => {
      const at = map.svg.getBoundingClientRect();
      map.place({ x: map.view.x + (event.clientX - at.left) * map.unit, y: map.view.y + (event.clientY - at.top) * map.unit });
      map.canvas.focus({ preventScroll: true });
    });
    map.canvas.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) {
        return;
      }
      const way = WAYS[event.key.replace("Arrow", "").toLowerCase()];
      const act = { "+": acts.in, "=": acts.in, "-": acts.out, 0: acts.whole }[event.key];
      if (way || act) {
        event.preventDefault();
        act?.();
        way && (event.shiftKey ? map.pan(...way) : map.step(...way));
      }
    });
    for (const field of [latitude, longitude]) {
      field.addEventListener("input", () => map.follow());
      field.addEventListener("change", () => map.follow());
    }
    latitude.addEventListener("placed", () => map.isIn(map.point, map.whole) && map.around(map.point, map.whole.width / 4));
    window.addEventListener("resize", () => map.draw());
  };

  const open = async () => {
    const said = box.querySelector(".said");
    try {
      const answer = await fetch(box.dataset.outlines);
      const drawn = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
      const map = new PlaceMap(box.querySelector(".canvas"), document.importNode(drawn, true), said);
      listen(map);
      if (map.isIn(map.point, map.whole)) {
        map.around(map.point, map.whole.width / 2);
      }
      map.draw();
    } catch {
      said.textContent = box.dataset.failed;
    }
  };

  if (box && latitude && longitude) {
    open();
  }
}
