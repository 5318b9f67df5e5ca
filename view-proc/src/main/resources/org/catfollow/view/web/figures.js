// Two graphs of the last two minutes, the table of stages, the list of events.

const SECONDS = 120;
const LINES = ["#0b57a4", "#b35900", "#13652f", "#8a1f8a"];
const DARK_LINES = ["#7db7f5", "#ffb066", "#7ddb9a", "#e69be6"];

function palette() {
  return matchMedia("(prefers-color-scheme: dark)").matches ? DARK_LINES : LINES;
}

export class Graph {
  constructor(canvas, legend, names) {
    this.canvas = canvas;
    this.legend = legend;
    this.names = names;
    this.rows = [];
  }

  add(values) {
    this.rows.push(values);
    if (this.rows.length > SECONDS) this.rows.shift();
    this.draw();
  }

  draw() {
    const context = this.canvas.getContext("2d");
    const { width, height } = this.canvas;
    const colours = palette();
    const most = Math.max(10, ...this.rows.flat().filter((value) => Number.isFinite(value)));
    const top = 10 ** Math.floor(Math.log10(most));
    const end = Math.ceil(most / top) * top;
    const style = getComputedStyle(document.body);
    context.clearRect(0, 0, width, height);
    context.font = "12px system-ui, sans-serif";
    context.fillStyle = style.getPropertyValue("--soft");
    context.fillText(String(end), 4, 12);
    context.fillText("0", 4, height - 4);
    context.lineWidth = 2;
    this.names.forEach((name, i) => {
      context.strokeStyle = colours[i];
      context.beginPath();
      let pen = false;
      this.rows.forEach((row, second) => {
        const x = width - (this.rows.length - 1 - second) * (width / SECONDS);
        const y = height - 2 - (row[i] / end) * (height - 6);
        if (!Number.isFinite(row[i])) pen = false;
        else if (pen) context.lineTo(x, y);
        else { context.moveTo(x, y); pen = true; }
      });
      context.stroke();
    });
    const last = this.rows[this.rows.length - 1] || [];
    const words = this.names.map((name, i) =>
      `${name} ${Number.isFinite(last[i]) ? last[i].toFixed(1) : "\u2013"}`);
    this.legend.replaceChildren(...words.flatMap((word, i) => {
      const mark = document.createElement("b");
      mark.style.color = colours[i];
      mark.textContent = "\u25a0 ";
      return [mark, `${word}   `];
    }));
    this.canvas.setAttribute("aria-label", `${words.join(", ")}; highest ${most.toFixed(1)} in two minutes`);
  }
}

export function showStages(body, stages) {
  const rows = Object.entries(stages).map(([name, stage]) => {
    const row = document.createElement("tr");
    const state = stage.hung ? "hung" : stage.alive ? stage.activity.toLowerCase() : "not running";
    const cells = [name, state, stage.framesPerSecond.toFixed(1), stage.frames, stage.restarts];
    cells.forEach((value, i) => {
      const cell = document.createElement(i === 0 ? "th" : "td");
      if (i === 0) cell.scope = "row";
      cell.textContent = value;
      if (i === 1 && (stage.hung || !stage.alive)) cell.className = "bad";
      row.append(cell);
    });
    return row;
  });
  body.replaceChildren(...rows);
}

export function addEvent(list, change) {
  const item = document.createElement("li");
  const time = new Date().toLocaleTimeString();
  item.textContent = `${time}  ${change.of}: ${change.to}${change.text ? ` (${change.text})` : ""}`;
  list.prepend(item);
  while (list.children.length > 100) list.lastChild.remove();
}
