// Draws the picture, and over it what belongs to the same frame.

const COLOURS = {
  detection: "#ffdc00", target: "#3cdc3c", unsure: "#ff8c00", other: "#3caaff", window: "#ffffff",
};

function text(context, words, x, y, colour) {
  context.font = "600 14px system-ui, sans-serif";
  context.lineJoin = "round";
  const left = Math.max(2, Math.min(x, context.canvas.width - context.measureText(words).width - 4));
  const line = Math.max(14, Math.min(y, context.canvas.height - 4));
  context.lineWidth = 4;
  context.strokeStyle = "#000";
  context.strokeText(words, left, line);
  context.fillStyle = colour;
  context.fillText(words, left, line);
}

function box(context, of, colour, width) {
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.strokeRect(of.x, of.y, of.width, of.height);
}

export class Overlay {
  constructor(picture, overlay) {
    this.picture = picture;
    this.overlay = overlay;
    this.layers = new Set();
    this.last = {};
  }

  show(bitmap, notes) {
    for (const canvas of [this.picture, this.overlay]) {
      if (canvas.width !== bitmap.width || canvas.height !== bitmap.height) {
        canvas.width = bitmap.width;
        canvas.height = bitmap.height;
      }
    }
    this.picture.getContext("2d").drawImage(bitmap, 0, 0);
    this.last = notes;
    this.draw();
  }

  /** Draws the notes of the frame that is shown, again when a layer is switched. */
  draw() {
    const context = this.overlay.getContext("2d");
    const notes = this.last;
    context.clearRect(0, 0, this.overlay.width, this.overlay.height);
    if (this.layers.has("boxes")) this.detections(context, notes);
    if (this.layers.has("window")) this.window(context, notes);
    if (this.layers.has("tracks")) this.tracks(context, notes);
    if (this.layers.has("latency")) this.latency(context, notes);
    // What is drawn, in words: for tests, and for whoever asks the page.
    const track = notes.track;
    this.overlay.dataset.frame = notes.frameId || 0;
    this.overlay.dataset.layers = [...this.layers].sort().join(",");
    this.overlay.dataset.target = this.layers.has("tracks") && track && track.valid
      ? [track.x, track.y, track.width, track.height].join(",") : "";
  }

  detections(context, notes) {
    const found = notes.detections;
    if (!found) return;
    const late = Math.max(0, notes.frameId - found.frameId);
    for (const each of found.boxes || []) {
      box(context, each, COLOURS.detection, 1);
      const words = `${each.label} ${each.score.toFixed(2)}${late ? ` (\u2212${late})` : ""}`;
      text(context, words, each.x + 2, each.y + each.height - 5, COLOURS.detection);
    }
  }

  window(context, notes) {
    if (!notes.searchWindow || !notes.track) return;
    const side = notes.searchWindow;
    const track = notes.track;
    context.setLineDash([6, 5]);
    box(context, {
      x: track.x + track.width / 2 - side / 2, y: track.y + track.height / 2 - side / 2,
      width: side, height: side,
    }, COLOURS.window, 1.5);
    context.setLineDash([]);
  }

  tracks(context, notes) {
    const all = notes.tracks;
    for (const each of (all && all.list) || []) {
      if (each.trackId === all.targetId) continue;
      box(context, each, COLOURS.other, 1);
      text(context, `#${each.trackId} ${each.state}`, each.x + 2, each.y - 6, COLOURS.other);
    }
    const track = notes.track;
    if (!track || track.state === "NONE" || track.state === "LOST") {
      text(context, `no target: ${track ? track.reason : "the tracker is silent"}`, 6, 18, COLOURS.unsure);
      return;
    }
    const colour = track.valid ? COLOURS.target : COLOURS.unsure;
    box(context, track, colour, 3);
    const words = `#${track.trackId} ${track.state} ${track.score.toFixed(2)} ${track.reason}`;
    text(context, words, track.x + 2, track.y - 7, colour);
  }

  latency(context, notes) {
    const words = [`frame ${notes.frameId}`, `sent ${notes.ageMillis} ms after its capture`];
    if (notes.trackedMillis !== undefined) words.push(`tracked after ${notes.trackedMillis} ms`);
    if (notes.motionP50Millis) words.push(`motion p50 ${notes.motionP50Millis.toFixed(1)} ms`);
    words.forEach((line, i) => text(context, line, 6, 36 + 18 * i, COLOURS.window));
  }
}

/** Where the robot believes it is: x ahead is up, y to the left is left. */
export class Map2d {
  constructor(canvas) {
    this.canvas = canvas;
    this.trail = [];
    this.drawn = 0;
  }

  /** Another region: its odometry begins anew. */
  clear() {
    this.trail = [];
  }

  pose(pose, control) {
    const last = this.trail[this.trail.length - 1];
    if (!last || Math.hypot(last.x - pose.xMetres, last.y - pose.yMetres) > 0.02) {
      this.trail.push({ x: pose.xMetres, y: pose.yMetres });
      if (this.trail.length > 2000) this.trail.splice(0, 500);
    }
    // Four a second are enough for a map.
    const now = performance.now();
    if (now - this.drawn < 250 || this.canvas.hidden) return;
    this.drawn = now;
    this.draw(pose, control);
  }

  draw(pose, control) {
    const context = this.canvas.getContext("2d");
    const size = this.canvas.width;
    const xs = this.trail.map((point) => point.x);
    const ys = this.trail.map((point) => point.y);
    const middle = { x: (Math.min(...xs) + Math.max(...xs)) / 2, y: (Math.min(...ys) + Math.max(...ys)) / 2 };
    const reach = 0.6 + Math.max(Math.max(...xs) - middle.x, Math.max(...ys) - middle.y);
    const scale = size / 2 / reach;
    const at = (x, y) => [size / 2 - (y - middle.y) * scale, size / 2 - (x - middle.x) * scale];
    context.fillStyle = "#101418";
    context.fillRect(0, 0, size, size);
    context.strokeStyle = "#2c343c";
    context.lineWidth = 1;
    const step = reach > 8 ? 5 : 1;
    const lines = (from, draw) => {
      for (let i = Math.ceil((from - reach) / step) * step; i <= from + reach; i += step) draw(i);
    };
    context.beginPath();
    lines(middle.x, (x) => {
      context.moveTo(...at(x, middle.y - reach));
      context.lineTo(...at(x, middle.y + reach));
    });
    lines(middle.y, (y) => {
      context.moveTo(...at(middle.x - reach, y));
      context.lineTo(...at(middle.x + reach, y));
    });
    context.stroke();
    // Where the odometry began: home.
    const [homeX, homeY] = at(0, 0);
    context.strokeStyle = "#a5abb1";
    context.strokeRect(homeX - 4, homeY - 4, 8, 8);
    context.strokeStyle = "#6cb6ff";
    context.lineWidth = 3;
    context.beginPath();
    this.trail.forEach((point, i) => (i ? context.lineTo(...at(point.x, point.y)) : context.moveTo(...at(point.x, point.y))));
    context.stroke();
    const [x, y] = at(pose.xMetres, pose.yMetres);
    context.fillStyle = "#ffffff22";
    context.beginPath();
    context.arc(x, y, Math.max(2, pose.driftMetres * scale), 0, 2 * Math.PI);
    context.fill();
    const arrow = (degrees, length, colour) => {
      const angle = degrees * Math.PI / 180;
      context.strokeStyle = colour;
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(x - Math.sin(angle) * length, y - Math.cos(angle) * length);
      context.stroke();
    };
    arrow(pose.headingDegrees, 26, "#3cdc3c");
    if (control) arrow(pose.headingDegrees - control.panDegrees, 18, "#ffdc00");
    context.fillStyle = "#fff";
    context.font = "20px system-ui, sans-serif";
    const words = `${pose.xMetres.toFixed(2)} ${pose.yMetres.toFixed(2)} m  \u00b1${pose.driftMetres.toFixed(2)}`;
    context.fillText(words, 8, size - 12);
    context.fillText(`${step} m grid`, 8, 24);
    this.canvas.setAttribute("aria-label", `Map: ${words}, heading ${pose.headingDegrees.toFixed(0)} degrees`);
    this.canvas.dataset.points = this.trail.length;
  }
}
