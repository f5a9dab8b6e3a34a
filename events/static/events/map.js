/* A map of the region for the coordinates of a place. The marker follows the fields, and the fields follow the marker. */
"use strict";

{
  const ZOOM = 1.6;
  const MAX_ZOOM = 40;
  const STEP = 0.02;
  const PAN = 0.25;
  const MARKER_PX = 6;
  const LABEL_PX = 12;
  const box = document.querySelector(".place-map");
  const latitude = document.getElementById("id_latitude");
  const longitude = document.getElementById("id_longitude");
  const SVG = "http://www.w3.org/2000/svg";

  class PlaceMap {
    constructor(canvas, svg, status) {
      Object.assign(this, { canvas, svg, status });
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

    /* The coordinates in the fields as a point of the drawing; null unless both are numbers. */
    get point() {
      if (!latitude.value || !longitude.value) {
        return null;
      }
      const point = { x: (Number(longitude.value) - this.west) * this.east, y: (this.north - Number(latitude.value)) * this.south };
      return Number.isFinite(point.x) && Number.isFinite(point.y) ? point : null;
    }

    /* The width of a screen pixel in units of the drawing. */
    get unit() {
      return this.view.width / (this.canvas.clientWidth || this.whole.width);
    }

    place({ x, y }) {
      // Only as many digits as a pixel is exact to.
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
      this.setView({ ...this.view, x: this.view.x + right * this.view.width * PAN, y: this.view.y + down * this.view.height * PAN });
    }

    zoom(factor) {
      const { x, y, width, height } = this.view;
      const at = this.isIn(this.point, this.view) ? this.point : { x: x + width / 2, y: y + height / 2 };
      this.showAround(at, width / factor);
    }

    /* Shows this width around the point, within the limits of the drawing. */
    showAround(center, wide) {
      const width = Math.min(this.whole.width, Math.max(this.whole.width / MAX_ZOOM, wide));
      const height = (width * this.whole.height) / this.whole.width;
      this.setView({ x: center.x - width / 2, y: center.y - height / 2, width, height });
    }

    setView(view) {
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
        this.showAround(point, this.view.width);
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
        this.status.textContent = box.dataset.unset;
        return;
      }
      this.marker.setAttribute("cx", point.x);
      this.marker.setAttribute("cy", point.y);
      this.marker.setAttribute("r", MARKER_PX * this.unit);
      const values = { latitude: latitude.value, longitude: longitude.value };
      const text = this.isIn(point, this.whole) ? box.dataset.at : box.dataset.outside;
      this.status.textContent = text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
    }
  }

  const DIRECTIONS = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] };

  const listen = (map) => {
    const actions = { in: () => map.zoom(ZOOM), out: () => map.zoom(1 / ZOOM), whole: () => map.setView({ ...map.whole }) };
    for (const [name, direction] of Object.entries(DIRECTIONS)) {
      actions[name] = () => map.pan(...direction);
    }
    box.querySelectorAll("[data-act]").forEach((button) => button.addEventListener("click", actions[button.dataset.act]));
    map.canvas.addEventListener("click", (event) => {
      const at = map.svg.getBoundingClientRect();
      map.place({ x: map.view.x + (event.clientX - at.left) * map.unit, y: map.view.y + (event.clientY - at.top) * map.unit });
      map.canvas.focus({ preventScroll: true });
    });
    map.canvas.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) {
        return;
      }
      const direction = DIRECTIONS[event.key.replace("Arrow", "").toLowerCase()];
      const act = { "+": actions.in, "=": actions.in, "-": actions.out, 0: actions.whole }[event.key];
      if (direction || act) {
        event.preventDefault();
        act?.();
        direction && (event.shiftKey ? map.pan(...direction) : map.step(...direction));
      }
    });
    for (const field of [latitude, longitude]) {
      field.addEventListener("input", () => map.follow());
      field.addEventListener("change", () => map.follow());
    }
    latitude.addEventListener("placed", () => map.isIn(map.point, map.whole) && map.showAround(map.point, map.whole.width / 4));
    window.addEventListener("resize", () => map.draw());
  };

  const open = async () => {
    const status = box.querySelector(".said");
    try {
      const response = await fetch(box.dataset.outlines);
      const drawn = new DOMParser().parseFromString(await response.text(), "image/svg+xml").documentElement;
      const map = new PlaceMap(box.querySelector(".canvas"), document.importNode(drawn, true), status);
      listen(map);
      if (map.isIn(map.point, map.whole)) {
        map.showAround(map.point, map.whole.width / 2);
      }
      map.draw();
    } catch {
      status.textContent = box.dataset.failed;
    }
  };

  if (box && latitude && longitude) {
    open();
  }
}
