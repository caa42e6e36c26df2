// Builds ../static/family.css and ../static/staff.css: GOV.UK Frontend's rules with our colours,
// our class names, sides that follow the writing direction, and nothing a page does not use.
const fs = require("fs");
const path = require("path");
const lightningcss = require("lightningcss");
const postcss = require("postcss");
const sass = require("sass");
const zlib = require("zlib");

const HERE = __dirname;
const STATIC = path.join(HERE, "..", "static");
const TEMPLATES = path.join(HERE, "..", "templates");
// Inside every family page: short, because each family pays for it.
const NOTICE = "/*! Based on GOV.UK Frontend, MIT: /static/LICENCE-govuk-frontend.txt */\n";

// What upstream still colours by name. Anything not listed here or in ours stops the build.
const RECOLOUR = {
  "#0b5c3e": "#084a50", "#083d29": "#04343a", "#0f7a52": "#0a5f66",
  "#f3f3f3": "#f2f1f9", "#cecece": "#c9c8d6", "#858686": "#75748a", "#0b0c0c": "#1c1b2e",
  "#ca3535": "#b0182f", "#982828": "#8a1225", "#651b1b": "#5c0c18", "#1d70b8": "#2e2a6e",
  "#484949": "#4a4a5e", "#1a65a6": "#2f3a9e", "#54319f": "#6b2a86", "#0f385c": "#1c1b2e",
  "#f4f8fb": "#f2f1f9", "#8eb8dc": "#c9c8d6", "#ffdd00": "#dedcf5", "#bbd4ea": "#dedcf5",
  // Tags and banners.
  "#d2e2f1": "#dedcf5", "#cfe4dc": "#cfe8e6", "#2a1950": "#4a1d5e", "#ddd6ec": "#ecdff2",
  "#f4d7d7": "#f7d9de", "#7a3c1c": "#6b2f00", "#fde4d7": "#ffe0c2", "#0b4144": "#084a50",
  "#d0e6e7": "#d3ecef", "#651b3e": "#6b1450", "#f4d7e5": "#f5d9ec", "#ffee80": "#f6e8b8",
};
const OURS = new Set([
  ...Object.values(RECOLOUR), "#fff", "#ffffff", "#000", "#000000", "#ffe0c2",
]);

// A family page in the dark: each colour's name, and what it becomes. The header and the button turn
// pale with dark words, so that one table is enough and no rule is written twice.
const DARK = {
  "#fff": ["paper", "#15141f"], "#1c1b2e": ["ink", "#f0eff8"], "#4a4a5e": ["hint", "#c3c2d3"],
  "#2e2a6e": ["brand", "#a19cf0"], "#f2f1f9": ["pale", "#242335"], "#c9c8d6": ["line", "#6b6a80"],
  "#2f3a9e": ["link", "#b3b9ff"], "#6b2a86": ["seen", "#dcb2ee"], "#dedcf5": ["focus", "#3b3870"],
  "#b0182f": ["bad", "#ff9aa8"], "#5c0c18": ["worse", "#ffc4cc"], "#0a5f66": ["go", "#7ed3d9"],
  "#084a50": ["over", "#b4ecef"], "#04343a": ["under", "#3f8a90"],
};

const OLD_SAFARI = (14 << 16) | (1 << 8);

const SIDES = {
  "margin-left": "margin-inline-start", "margin-right": "margin-inline-end",
  "padding-left": "padding-inline-start", "padding-right": "padding-inline-end",
  "border-left": "border-inline-start", "border-right": "border-inline-end",
  "border-left-width": "border-inline-start-width",
  "border-right-width": "border-inline-end-width",
  "border-left-color": "border-inline-start-color",
  "border-left-style": "border-inline-start-style",
  left: "inset-inline-start", right: "inset-inline-end",
};
const DIRECTIONS = {
  float: { left: "inline-start", right: "inline-end" },
  clear: { left: "inline-start", right: "inline-end" },
  "text-align": { left: "start", right: "end" },
};

function dropAtRules(root) {
  root.walkAtRules((rule) => {
    if (rule.name === "charset") rule.remove();
    if (rule.name === "media" && (rule.params.includes("print") || /\\|\uFFFD|-ms-|\bscreen[^ ,a-z]/.test(rule.params))) rule.remove();
    if (rule.name !== "supports") return;
    // Every browser that can open the page passes these; the `not` ones are for Internet Explorer.
    if (/^\(margin|^\(padding|ms-ime-align|^\(position/.test(rule.params)) rule.replaceWith(rule.nodes);
    else rule.remove();
  });
}

function dropRules(root) {
  root.walkRules((rule) => {
    const kept = rule.selectors.filter(
      (one) => !/:focus|disabled|-moz-|::-webkit-outer|::-webkit-inner|:root|x:|frontend-supported/.test(one),
    );
    if (!kept.length) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  });
}

function dropDeclarations(root) {
  root.walkDecls((decl) => {
    if (/^(font-family|word-wrap|-moz-|-ms-|-webkit-(font|text|clip|user|box))/.test(decl.prop)) decl.remove();
    // Line height comes from the body, so that Arabic, Bengali and Urdu get the room they need.
    else if (decl.prop === "line-height") decl.remove();
    else if (decl.prop === "-webkit-appearance") decl.replaceWith({ prop: "appearance", value: decl.value });
  });
}

function plainColours(root) {
  root.walkDecls((decl) => {
    if (decl.prop.startsWith("--")) return;
    decl.value = decl.value.replace(/var\(--govuk-[a-z-]+, (#[0-9a-f]+|currentcolor|inherit)\)/g, "$1");
    decl.value = decl.value.replace(/#[0-9a-f]{3,8}\b/gi, (hex) => RECOLOUR[hex.toLowerCase()] || hex);
  });
}

function followWriting(root) {
  root.walkDecls((decl) => {
    decl.prop = SIDES[decl.prop] || decl.prop;
    decl.value = DIRECTIONS[decl.prop]?.[decl.value] || decl.value;
  });
}

function classesIn(files) {
  const text = files.map((file) => fs.readFileSync(file, "utf8")).join("\n");
  return new Set(text.match(/\bh-[a-z0-9_-]+/g));
}

// A rule stays if every class it names is in a template. Templates are read, not rendered,
// so an error state nobody happened to try keeps its rules.
function keepOnly(root, used) {
  root.walkRules((rule) => {
    const kept = rule.selectors.filter((one) =>
      (one.replace(/:not\([^)]*\)/g, "").match(/\.h-[a-z0-9_-]+/g) || []).every((name) => used.has(name.slice(1))),
    );
    if (!kept.length) rule.remove();
    else rule.selectors = kept.map((one) => one.replace(/:not\(\.(h-[a-z0-9_-]+)\)/g, (whole, name) => (used.has(name) ? whole : "")));
  });
}

function dropEmpty(root) {
  root.walkDecls((decl) => {
    if (decl.prop.startsWith("--govuk")) decl.remove();
  });
  for (let again = true; again; ) {
    again = false;
    root.walk((node) => {
      if (node.type === "comment" || (node.nodes && !node.nodes.length)) {
        node.remove();
        again = true;
      }
    });
  }
}

// Printing stays black on white, however dark the screen is.
function addDark(root) {
  root.walkDecls((decl) => {
    // Upstream writes white both ways; the words on a button must turn dark with the rest.
    decl.value = decl.value.replace(/#ffffff\b/gi, "#fff").replace(/#[0-9a-f]{3,8}\b/gi, (hex) => (DARK[hex.toLowerCase()] ? `var(--${DARK[hex.toLowerCase()][0]})` : hex));
  });
  const set = (side) => Object.entries(DARK).map(([light, [name, dark]]) => `--${name}:${side === "dark" ? dark : light}`).join(";");
  root.prepend(postcss.parse(`:root{${set("light")}}@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;${set("dark")}}}`));
}

function checkColours(css, name) {
  const strangers = (css.match(/#[0-9a-f]{3,8}\b/gi) || []).filter((hex) => !OURS.has(hex.toLowerCase()));
  if (strangers.length) throw new Error(`${name}: colours that are not ours: ${[...new Set(strangers)].join(" ")}`);
}

function upstream(name) {
  return sass.compile(path.join(HERE, `${name}.scss`), {
    loadPaths: [HERE, path.join(HERE, "node_modules")],
    quietDeps: true,
  }).css;
}

function cleaned(css) {
  const root = postcss.parse(css);
  for (const step of [dropAtRules, dropRules, dropDeclarations, plainColours, followWriting]) step(root);
  return root.toString().replaceAll("govuk-", "h-");
}

function build(name, { sheets, used, hasDark }) {
  const read = (sheet) => fs.readFileSync(path.join(HERE, sheet), "utf8");
  const root = postcss.parse([cleaned(upstream(name)), ...sheets.map(read)].join("\n"));
  if (used) keepOnly(root, used);
  dropEmpty(root);
  checkColours(root.toString(), name);
  if (hasDark) addDark(root);
  const { code } = lightningcss.transform({
    filename: `${name}.css`,
    code: Buffer.from(root.toString()),
    minify: true,
    // Old phones, but never a left-to-right copy and a right-to-left copy of each rule.
    targets: { chrome: 80 << 16, firefox: 78 << 16, ios_saf: OLD_SAFARI, safari: OLD_SAFARI },
    exclude: lightningcss.Features.LogicalProperties | lightningcss.Features.LangSelectorList,
  });
  const css = NOTICE + code.toString() + "\n";
  fs.writeFileSync(path.join(STATIC, `${name}.css`), css);
  report(name, css);
}

function report(name, css) {
  const small = [zlib.gzipSync(css, { level: 9 }), zlib.brotliCompressSync(css)];
  console.log(`${name}.css ${css.length} bytes, gzip ${small[0].length}, brotli ${small[1].length}`);
}

// The pages a family sees, and the components they are made of.
const FAMILY_PAGES = ["family_base.html", "error.html", "components/questions.html", "components/errors.html", "publish/columns.html", "publish/statement.html"];

function familyClasses() {
  const pages = ["respond", "publish/open"].flatMap((folder) =>
    fs.readdirSync(path.join(TEMPLATES, folder)).sort().map((page) => `${folder}/${page}`),
  );
  return classesIn([...FAMILY_PAGES, ...pages].map((page) => path.join(TEMPLATES, page)));
}

build("family", { sheets: ["page.css", "family-page.css"], used: familyClasses(), hasDark: true });
build("staff", { sheets: ["page.css", "family-page.css", "staff-page.css"] });
