// Reads /stream/video part by part: each JPEG comes with what the stages say about that very frame, so
// that picture and boxes can be drawn in one step and never belong to two frames.

const RETRY_MIN = 500;
const RETRY_MAX = 5000;
// A connection whose other end is gone without a word says nothing for ever.
const SILENT_MILLIS = 6000;
const LONGEST_HEAD = 64 * 1024;
const ENCODER = new TextEncoder();
const BLANK = ENCODER.encode("\r\n\r\n");

function find(bytes, length, needle, from) {
  outer: for (let i = from; i <= length - needle.length; i++) {
    for (let j = 0; j < needle.length; j++) {
      if (bytes[i + j] !== needle[j]) continue outer;
    }
    return i;
  }
  return -1;
}

/** Takes bytes as they come and gives whole parts. */
export class Parts {
  constructor(onPart) {
    this.onPart = onPart;
    this.bytes = new Uint8Array(256 * 1024);
    this.length = 0;
    this.head = null;
  }

  push(chunk) {
    if (this.length + chunk.length > this.bytes.length) {
      const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + chunk.length));
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
    }
    this.bytes.set(chunk, this.length);
    this.length += chunk.length;
    while (this.next());
  }

  next() {
    if (!this.head) {
      const end = find(this.bytes, this.length, BLANK, 0);
      if (end < 0) {
        if (this.length > LONGEST_HEAD) throw new Error("no part begins");
        return false;
      }
      this.head = Parts.headers(new TextDecoder().decode(this.bytes.subarray(0, end)));
      this.drop(end + BLANK.length);
    }
    const size = Number(this.head["content-length"]);
    if (!(size > 0)) throw new Error("a part without a length");
    if (this.length < size) return false;
    const jpeg = this.bytes.slice(0, size);
    const head = this.head;
    this.head = null;
    this.drop(size);
    this.onPart(head, jpeg);
    return true;
  }

  drop(count) {
    this.bytes.copyWithin(0, count, this.length);
    this.length -= count;
  }

  static headers(text) {
    const headers = {};
    for (const line of text.split("\r\n")) {
      const colon = line.indexOf(":");
      if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
    }
    return headers;
  }
}

/** Keeps a stream open, again and again, and gives the newest picture whenever the last one is drawn. */
export class Stream {
  constructor(onPicture, onTrouble) {
    this.onPicture = onPicture;
    this.onTrouble = onTrouble;
    this.retry = RETRY_MIN;
    this.rate = "";
    this.abort = null;
    this.waiting = null;
    this.drawing = false;
    this.run = 0;
  }

  /** Begins anew, at this many pictures a second. */
  async open(rate) {
    this.close();
    this.rate = rate;
    const run = ++this.run;
    while (run === this.run) {
      try {
        await this.read(run);
        this.onTrouble("the stream has ended");
      } catch (error) {
        if (run !== this.run) return;
        this.onTrouble(String(error.message || error));
      }
      if (run !== this.run) return;
      await new Promise((resolve) => setTimeout(resolve, this.retry));
      this.retry = Math.min(this.retry * 2, RETRY_MAX);
    }
  }

  close() {
    this.run++;
    if (this.abort) this.abort.abort();
    this.abort = null;
  }

  async read(run) {
    const abort = new AbortController();
    this.abort = abort;
    let silent;
    const heard = () => {
      clearTimeout(silent);
      silent = setTimeout(
        () => abort.abort(new Error(`nothing came for ${SILENT_MILLIS / 1000} s`)), SILENT_MILLIS);
    };
    heard();
    try {
      const query = this.rate ? `&fps=${encodeURIComponent(this.rate)}` : "";
      const response = await fetch(`/stream/video?notes=1${query}`, {
        signal: abort.signal, cache: "no-store",
      });
      if (!response.ok) throw new Error((await response.text()).trim());
      const parts = new Parts((head, jpeg) => {
        this.retry = RETRY_MIN;
        this.waiting = { head, jpeg };
        this.draw();
      });
      const reader = response.body.getReader();
      while (run === this.run) {
        const { done, value } = await reader.read();
        if (done) return;
        heard();
        parts.push(value);
      }
    } finally {
      clearTimeout(silent);
      // However it ended: a connection that nobody reads is not kept.
      abort.abort();
    }
  }

  /** Latest wins: what comes while one is being decoded replaces what waits. */
  async draw() {
    if (this.drawing) return;
    this.drawing = true;
    try {
      while (this.waiting) {
        const { head, jpeg } = this.waiting;
        this.waiting = null;
        const picture = await createImageBitmap(new Blob([jpeg], { type: "image/jpeg" }));
        try {
          this.onPicture(picture, JSON.parse(head["x-notes"] || "{}"), Number(head["x-timestamp"]));
        } finally {
          picture.close();
        }
      }
    } catch (error) {
      this.onTrouble(String(error.message || error));
    } finally {
      this.drawing = false;
    }
  }
}
