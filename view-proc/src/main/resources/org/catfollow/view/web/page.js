import { Stream } from "/stream.js";
import { Map2d, Overlay } from "/overlay.js";
import { Graph, addEvent, showStages } from "/figures.js";

const $ = (id) => document.getElementById(id);
const STALE_MILLIS = 1500;
const UNHEARD_MILLIS = 5000;
const DRIVE_MILLIS = 150;
const DRIVE_PATIENCE_MILLIS = 1500;
const ORDER_PATIENCE_MILLIS = 5000;
const STOP_DOUBT_MILLIS = 1000;
const STOP_PATIENCE_MILLIS = 3000;
const STOP_PAUSE_MILLIS = 300;
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

// The address with the token, opened where the page is already: the browser loads nothing anew.
addEventListener("hashchange", () => { token = tokenFromAddress(); showToken(); });

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
// When the picture that is shown was captured, seconds of the robot's clock.
let seenSeconds;

const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

function say(words, bad) {
  $("outcome").textContent = words;
  $("outcome").classList.toggle("bad", Boolean(bad));
}

/** Sends; throws where no answer has come within its patience. */
async function post(path, body, patienceMillis) {
  const abort = new AbortController();
  const timer = setTimeout(
    () => abort.abort(new Error(`no answer for ${patienceMillis / 1000} s`)), patienceMillis);
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      keepalive: true,
      signal: abort.signal,
    });
    const type = response.headers.get("Content-Type") || "";
    const text = type.includes("json") ? (await response.json()).text : (await response.text()).trim();
    return { ok: response.ok, status: response.status, text };
  } finally {
    clearTimeout(timer);
  }
}

async function order(body) {
  try {
    const { ok, text } = await post("/api/command", body, ORDER_PATIENCE_MILLIS);
    say(text, !ok);
  } catch (error) {
    say(`nobody knows whether it was sent: ${error.message}`, true);
  }
}

// Which press of STOP is being sent, until it has arrived or somebody resumes; 0 for none.
let stopping = 0;
let presses = 0;

const STOP_HINT = $("stop").querySelector("small").textContent;

/** On the button itself too: on a phone that alone is in sight wherever one has scrolled. */
function sayOfStop(words, bad) {
  say(words, bad);
  $("stop").querySelector("small").textContent = words;
}

async function stop() {
  if (!token) {
    say("this page has no token: STOP from a terminal with `cat-follow send stop`", true);
    return;
  }
  endDriving(false);
  const mine = ++presses;
  stopping = mine;
  sayOfStop("STOP is on its way");
  for (let tries = 1; stopping === mine; tries++) {
    const doubt = setTimeout(() => {
      if (stopping === mine && tries === 1) sayOfStop("STOP IS NOT CONFIRMED: no answer yet", true);
    }, STOP_DOUBT_MILLIS);
    let why;
    try {
      const { ok, status, text } = await post("/api/stop", undefined, STOP_PATIENCE_MILLIS);
      if (status !== 503) {
        if (stopping === mine) { stopping = 0; sayOfStop(text, !ok); watchAgain(); }
        return;
      }
      why = text;
    } catch (error) {
      why = error.message;
    } finally {
      clearTimeout(doubt);
    }
    if (stopping !== mine) return;
    sayOfStop(`STOP HAS NOT ARRIVED, tried ${tries} times, trying on: ${why}`, true);
    // A browser has six connections to a server, for all its windows together: STOP gets ours.
    unwatch();
    await pause(STOP_PAUSE_MILLIS);
  }
}

// Pressed, not released: a finger that slides away has stopped it all the same.
$("stop").addEventListener("pointerdown", (event) => { if (event.button === 0) stop(); });
$("stop").addEventListener("click", (event) => { if (event.detail === 0) stop(); });

for (const button of document.querySelectorAll("[data-order]")) {
  button.addEventListener("click", () => {
    // Who resumes, or goes home, wants no STOP any more that never arrived.
    stopping = 0;
    $("stop").querySelector("small").textContent = STOP_HINT;
    watchAgain();
    order({ command: button.dataset.order, stopCount: seenStops });
  });
}

/** Phones write a comma where their language does. */
function metres(id) {
  const words = $(id).value.trim().replace(",", ".");
  return words === "" ? NaN : Number(words);
}

$("place").addEventListener("submit", (event) => {
  event.preventDefault();
  const place = { x: metres("x"), y: metres("y") };
  if (Number.isFinite(place.x) && Number.isFinite(place.y)) order({ command: "cat-location", ...place });
  else say("a place is two numbers, metres ahead and to the left", true);
});

// --- driving by hand: for as long as something is held, and half a second more at the most ---

let driving = null;
let head = { pan: 0, tilt: 0 };

function beginDriving(speed, steering) {
  endDriving(false);
  const mine = { speed: speed * PACE, steering: steering * TURN_DEGREES };
  driving = mine;
  say("driving by hand");
  const again = async () => {
    while (driving === mine) {
      const began = performance.now();
      let why = "";
      try {
        // With the picture that it is driven by: a word that comes late moves nothing.
        const { ok, text } = await post(
          "/api/command", { command: "manual", ...mine, ...head, seen: seenSeconds }, DRIVE_PATIENCE_MILLIS);
        why = ok ? "" : text;
      } catch (error) {
        why = error.message;
      }
      if (driving !== mine) return;
      if (why) {
        driving = null;
        say(`driving has ended: ${why}`, true);
        return;
      }
      await pause(Math.max(0, DRIVE_MILLIS - (performance.now() - began)));
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
  } else if (!event.repeat) {
    endDriving(true);
  }
}, true);
addEventListener("keyup", (event) => {
  if (event.key === " " && !writes(event.target)) {
    event.preventDefault();
    event.stopPropagation();
  }
  // Whichever it is: beside shift the same key comes up under another name, beside command not at all.
  endDriving(true);
}, true);

// --- the picture ---

const overlay = new Overlay($("picture"), $("overlay"));
const map = new Map2d($("map"));
let shownAt = 0;
let heardAt = performance.now();
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

const isStale = () => shownAt === 0 || performance.now() - shownAt > STALE_MILLIS;

/** Says how the robot is; read out where it has changed only. */
function showWords(words, good) {
  heardAt = performance.now();
  if ($("state").textContent !== words) $("state").textContent = words;
  $("state").className = `state ${good ? "good" : "bad"}`;
}

function showState(control, why) {
  seenStops = control.stopCount;
  head = { pan: control.panDegrees, tilt: control.tiltDegrees };
  const stopped = control.stopped || control.state === "STOPPED" || control.state === "FAULT";
  showWords(`${control.state} \u2013 ${control.meaning || control.reason}`, !stopped);
  $("why").textContent = `${control.speed.toFixed(2)} m/s${why ? `   ${why}` : ""}`;
  if ($("stop").classList.contains("held") && !control.stopped) $("stop").querySelector("small").textContent = STOP_HINT;
  $("stop").classList.toggle("held", Boolean(control.stopped));
}

const stream = new Stream(
  (bitmap, notes, capturedSeconds) => {
    if (notes.frameId < overlay.last.frameId) map.clear();
    seenSeconds = capturedSeconds;
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
  $("stale").hidden = !isStale();
  if (isStale()) {
    const since = shownAt === 0 ? "no picture yet" : `NOT LIVE: last picture ${(age / 1000).toFixed(0)} s ago`;
    const words = trouble ? `${since} \u2013 ${trouble}` : since;
    if ($("stale").textContent !== words) $("stale").textContent = words;
  }
  const silence = performance.now() - heardAt;
  if (silence > UNHEARD_MILLIS && $("state").className !== "state unheard bad") {
    // What it said last is not what it does now.
    $("state").textContent = "NO WORD FROM THE ROBOT";
    $("state").className = "state unheard bad";
    $("why").textContent = "";
  }
  if (events && performance.now() - toldAt > UNHEARD_MILLIS) openEvents();
}, 250);

const openStream = () => stream.open($("rate").value);
$("rate").addEventListener("change", () => { if (watching) openStream(); });

// --- figures and events ---

const rates = new Graph($("rates"), $("rates-legend"), ["capture", "tracker", "detector", "control"]);
const latencies = new Graph($("latency"), $("latency-legend"), ["motion p50", "motion p99", "inference", "track age"]);

function showFigures(stats) {
  if (stats.noRegion) {
    showWords(`no robot: ${stats.noRegion}`, false);
    $("why").textContent = "";
    return;
  }
  // Where there is no picture to bring it.
  if (isStale() && stats.control.state) showState(stats.control, "");
  else if (isStale()) showWords("control has said nothing yet", false);
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

let events = null;
let toldAt = 0;

/** Also where a browser does not come back by itself: it was refused, or the other end went silently. */
function openEvents() {
  if (events) events.close();
  toldAt = performance.now();
  events = new EventSource("/api/events");
  events.addEventListener("stats", (event) => {
    toldAt = performance.now();
    showFigures(JSON.parse(event.data));
  });
  events.addEventListener("change", (event) => addEvent($("events"), JSON.parse(event.data)));
  events.onerror = () => { if (!trouble) trouble = "the view does not answer"; };
}

// --- looking, and not: a page that is hidden has nothing encoded for it and holds no connection ---

let watching = false;

function unwatch() {
  if (!watching) return;
  watching = false;
  stream.close();
  events.close();
  events = null;
}

function watchAgain() {
  if (watching || document.hidden) return;
  watching = true;
  // The graphs show that nobody looked.
  for (const graph of [rates, latencies]) graph.add(graph.names.map(() => NaN));
  openStream();
  openEvents();
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) { endDriving(true); unwatch(); } else watchAgain();
});

showToken();
showLayers();
watchAgain();
