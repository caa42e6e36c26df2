// Draws ../static/pictures/ again: every picture that the questions name, from Fluent Emoji.
const fs = require("fs");
const path = require("path");
const { optimize } = require("svgo");
const { icons, width, height } = require("@iconify-json/fluent-emoji-flat/icons.json");

const QUESTIONS = path.join(__dirname, "..", "..", "forms");
const PICTURES = path.join(__dirname, "..", "static", "pictures");
// Each is fetched on its own by a phone that may be slow: none may be large.
const MOST_BYTES = 2300;

// The questions are read as text, like the classes in build.js: no list to keep beside them.
function named() {
  const files = fs.readdirSync(QUESTIONS, { recursive: true }).filter((name) => name.endsWith(".py"));
  const text = files.map((name) => fs.readFileSync(path.join(QUESTIONS, name), "utf8")).join("\n");
  return [...new Set([...text.matchAll(/\bpicture="([a-z0-9-]+)"/g)].map((found) => found[1]))].sort();
}

function drawn(name) {
  const icon = icons[name];
  if (!icon) throw new Error(`Fluent Emoji has no picture called ${name}`);
  const box = `0 0 ${icon.width || width} ${icon.height || height}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}">${icon.body}</svg>`;
  return optimize(svg, { multipass: true, floatPrecision: 2 }).data + "\n";
}

fs.mkdirSync(PICTURES, { recursive: true });
for (const old of fs.readdirSync(PICTURES)) {
  if (old.endsWith(".svg")) fs.unlinkSync(path.join(PICTURES, old));
}
let total = 0;
const names = named();
for (const name of names) {
  const svg = drawn(name);
  if (svg.length > MOST_BYTES) throw new Error(`${name} takes ${svg.length} bytes`);
  fs.writeFileSync(path.join(PICTURES, `${name}.svg`), svg);
  total += svg.length;
}
console.log(`${names.length} pictures, ${total} bytes`);
