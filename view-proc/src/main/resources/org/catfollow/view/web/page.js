import { Stream } from "/stream.js";
import { Map2d, Overlay } from "/overlay.js";
import { Graph, addEvent, showStages } from "/figures.js";

const $ = (id) => document.getElementById(id);
const STALE_MILLIS = 1500;
const DRIVE_MILLIS = 150;
const PACE = 0.15;
const TURN_DEGREES = 25;

// --- the token: out of the address, where only this browser sees it; kept for the next visit ---

function tokenFromAddress() {
  const match = /^#token=([A-Za-z0-9_.~-]+)$/.exec(location.hash);
  if (match) {
    try { localStorage.setItem("token", match[1]); } catch { /* a private window keeps nothing */ }
    history.replaceState(null, "", location.pathname + location.search);
    return match[1];
  }
  try { return localStorage.getItem("token") || ""; } catch { return ""; }
}

let token = tokenFromAddress();

function showToken() {
  $("token-form").hidden = token !== "";
  $("forget").hidden = token === "";
  for (const button of document.querySelectorAll(".order, .drive, #stop")) button.disabled = token === "";
}

$("token-form").addEventListener("submit", (event) => {
  event.preventDefault();
  token = $("token").value.trim();
  $("token").value = "";
  try { localStorage.setItem("token", token); } catch { /* for this visit then */ }
  showToken();
});

$("forget").addEventListener("click", () => {
  token = "";
  try { localStorage.removeItem("token"); } catch { /* it was not kept */ }
  showToken();
});

// --- orders ---

let seenStops;

function say(words, bad) {
  $("outcome").textContent = words;
  $("outcome").classList.toggle("bad", Boolean(bad));
}

async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    keepalive: true,
  });
  const type = response.headers.get("Content-Type") || "";
  const text = type.includes("json") ? (await response.json()).text : (await response.text()).trim();
  return { ok: response.ok, text };
}

async function order(body) {
  try {
    const { ok, text } = await post("/api/command", body);
    say(text, !ok);
    return ok;
  } catch (error) {
    say(`not sent: ${error.message}`, true);
    return false;
  }
}

async function stop() {
  if (!token) {
    say("this page has no token: STOP from a terminal with `cat-follow send stop`", true);
    return;
  }
  endDriving(false);
  say("STOP is on its way");
  try {
    const { ok, text } = await post("/api/stop");
    say(text, !ok);
  } catch (error) {
    say(`STOP DID NOT ARRIVE: ${error.message}`, true);
  }
}

// Pressed, not released: a finger that slides away has stopped it all the same.
$("stop").addEventListener("pointerdown", (event) => { if (event.button === 0) stop(); });
$("stop").addEventListener("click", (event) => { if (event.detail === 0) stop(); });

for (const button of document.querySelectorAll("[data-order]")) {
  button.addEventListener("click", () => order({ command: button.dataset.order, stopCount: seenStops }));
}

$("place").addEventListener("submit", (event) => {
  event.preventDefault();
  order({ command: "cat-location", x: Number($("x").value), y: Number($("y").value) });
});

// --- driving by hand: for as long as something is held, and half a second more at the most ---

let driving = null;
let head = { pan: 0, tilt: 0 };

function beginDriving(speed, steering) {
  endDriving(false);
  const mine = { speed: speed * PACE, steering: steering * TURN_DEGREES };
  driving = mine;
  const again = async () => {
    while (driving === mine) {
      const began = performance.now();
      if (!(await order({ command: "manual", ...mine, ...head }))) { driving = null; return; }
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, DRIVE_MILLIS - (performance.now() - began))));
    }
  };
  again();
}

function endDriving(stand) {
  if (driving && stand) order({ command: "manual", speed: 0, steering: 0, ...head });
  driving = null;
}

for (const button of document.querySelectorAll(".drive")) {
  button.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    button.setPointerCapture(event.pointerId);
    beginDriving(Number(button.dataset.speed), Number(button.dataset.steering));
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
    button.addEventListener(end, () => endDriving(true));
  }
  button.addEventListener("contextmenu", (event) => event.preventDefault());
}
addEventListener("blur", () => endDriving(true));

const KEYS = { w: [1, 0], a: [1, -1], d: [1, 1], s: [-1, 0] };

const writes = (target) => target instanceof HTMLInputElement || target instanceof HTMLSelectElement;

// Space and escape are STOP wherever the focus is, and press no other button; in a field a space is one.
addEventListener("keydown", (event) => {
  if (event.key === "Escape" || (event.key === " " && !writes(event.target))) {
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) stop();
  } else if (KEYS[event.key] && !writes(event.target) && !event.ctrlKey && !event.metaKey && !event.repeat && token) {
    beginDriving(...KEYS[event.key]);
  }
}, true);
addEventListener("keyup", (event) => {
  if (event.key === " " && !writes(event.target)) {
    event.preventDefault();
    event.stopPropagation();
  } else if (KEYS[event.key]) {
    endDriving(true);
  }
}, true);

// --- the picture ---

const overlay = new Overlay($("picture"), $("overlay"));
const map = new Map2d($("map"));
let shownAt = 0;
let trouble = "";

function showLayers() {
  overlay.layers.clear();
  for (const button of document.querySelectorAll("[data-layer]")) {
    if (button.getAttribute("aria-pressed") === "true") overlay.layers.add(button.dataset.layer);
  }
  $("map").hidden = !overlay.layers.has("map");
  overlay.draw();
}

for (const button of document.querySelectorAll("[data-layer]")) {
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
    showLayers();
  });
}

function showState(control, why) {
  seenStops = control.stopCount;
  head = { pan: control.panDegrees, tilt: control.tiltDegrees };
  const stopped = control.stopped || control.state === "STOPPED" || control.state === "FAULT";
  const words = `${control.state} \u2013 ${control.meaning || control.reason}`;
  $("why").textContent = `${control.speed.toFixed(2)} m/s${why ? `   ${why}` : ""}`;
  if ($("state").textContent !== words) $("state").textContent = words;
  $("state").className = `state ${stopped ? "bad" : "good"}`;
  $("stop").classList.toggle("held", Boolean(control.stopped));
}

const stream = new Stream(
  (bitmap, notes) => {
    overlay.show(bitmap, notes);
    if (notes.pose) map.pose(notes.pose, notes.control);
    if (notes.control) showState(notes.control, notes.why);
    shownAt = performance.now();
    trouble = "";
  },
  (why) => { trouble = why; },
);

setInterval(() => {
  const age = performance.now() - shownAt;
  const stale = shownAt === 0 || age > STALE_MILLIS;
  $("stale").hidden = !stale;
  if (stale) {
    const since = shownAt === 0 ? "no picture yet" : `NOT LIVE: last picture ${(age / 1000).toFixed(0)} s ago`;
    $("stale").textContent = trouble ? `${since} \u2013 ${trouble}` : since;
  }
}, 250);

const openStream = () => stream.open($("rate").value);
$("rate").addEventListener("change", openStream);
// Nobody looks: nothing is encoded for us.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) { endDriving(true); stream.close(); } else openStream();
});

// --- figures and events ---

const rates = new Graph($("rates"), $("rates-legend"), ["capture", "tracker", "detector", "control"]);
const latencies = new Graph($("latency"), $("latency-legend"), ["motion p50", "motion p99", "inference", "track age"]);

function showFigures(stats) {
  if (stats.noRegion) {
    $("state").textContent = `no robot: ${stats.noRegion}`;
    $("state").className = "state bad";
    return;
  }
  const stages = stats.stages;
  showStages($("stages"), stages);
  rates.add(rates.names.map((name) => (stages[name].alive ? stages[name].framesPerSecond : NaN)));
  latencies.add([stats.latency.p50Millis, stats.latency.p99Millis, stats.detections.inferenceMillis,
    stats.track.ageMillis < 5000 ? stats.track.ageMillis : NaN]);
  const more = [];
  if (stats.control.stopped) more.push(`STOP holds (stop ${stats.control.stopCount})`);
  if (stats.control.guarded === false) more.push("NO GUARD: nobody would stop the wheels if control died");
  if (stats.sensors.batteryVolts > 0) more.push(`battery ${stats.sensors.batteryVolts.toFixed(2)} V`);
  if (stats.sensors.distanceMetres > 0) more.push(`ahead ${stats.sensors.distanceMetres.toFixed(2)} m`);
  $("more").textContent = more.join(" \u2013 ");
}

const events = new EventSource("/api/events");
events.addEventListener("stats", (event) => showFigures(JSON.parse(event.data)));
events.addEventListener("change", (event) => addEvent($("events"), JSON.parse(event.data)));
events.onerror = () => { if (!trouble) trouble = "the view does not answer"; };

showToken();
showLayers();
openStream();
