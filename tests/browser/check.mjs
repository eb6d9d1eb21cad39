// Opens the pages of a run in headless Chromium, as people do: on a wide screen, on a phone, on paper, and with JavaScript off. Checks that nothing is
// fetched, that no error is told, that what can be chosen gives the figures of publish/counts.csv, and that axe-core finds no fault (WCAG 2.2, A and AA).
//
//   npm install && node check.mjs [RUN_DIR] [PAGE ...]
//
// RUN_DIR is the folder of a run (default: the committed sample). More pages are opened and checked without choosing. CHROMIUM names the browser
// (default: chromium on the PATH).

import fs from "node:fs";
import path from "node:path";
import { execFileSync } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const here = path.dirname(fileURLToPath(import.meta.url));
const run = path.resolve(process.argv[2] ?? path.join(here, "../../reports/listening-exercise"));
const axe = fs.readFileSync(path.join(here, "node_modules/axe-core/axe.min.js"), "utf8");
const browserPath = process.env.CHROMIUM ?? execFileSync("sh", ["-c", "command -v chromium || command -v google-chrome"]).toString().trim();
const SCREENS = { wide: { width: 1400, height: 900 }, phone: { width: 390, height: 844, isMobile: true, hasTouch: true } };
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

let faults = 0, checks = 0;
function check(holds, what) {
  checks += 1;
  if (!holds) { faults += 1; console.log(`FAULT ${what}`); }
}

// Opens a page and writes down whatever it tells or fetches.
async function open(browser, file, screen, { script = true } = {}) {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(script);
  await page.setViewport(screen);
  const told = [];
  page.on("console", (message) => { if (["error", "warn"].includes(message.type())) { told.push(message.text()); } });
  page.on("pageerror", (error) => told.push(error.message));
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
  return { page, told, asked };
}

async function faultsOfAxe(page, where) {
  await page.evaluate(axe);
  const found = await page.evaluate(async (tags) => {
    const result = await window.axe.run(document, { runOnly: { type: "tag", values: tags } });
    return result.violations.map((fault) => `${fault.id} (${fault.nodes.length}): ${fault.help}; first: ${fault.nodes[0].target}`);
  }, WCAG);
  check(found.length === 0, `${where}: axe-core: ${found.join(" | ")}`);
  return found.length;
}

function quiet({ told, asked }, where) {
  check(told.length === 0, `${where}: the console says: ${told.join(" | ")}`);
  check(asked.length === 1, `${where}: fetched besides the page: ${asked.slice(1).join(", ")}`);
}

async function noSideways(page, where) {
  const [needed, width] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  check(needed <= width, `${where}: ${needed} pixels wide on a screen of ${width}`);
}

// The rows of a CSV file as objects.
function rows(file) {
  const cells = [[""]];
  let quoted = false;
  const text = fs.readFileSync(file, "utf8").replace(/^\ufeff/, "");
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at], row = cells[cells.length - 1];
    if (quoted && c === '"' && text[at + 1] === '"') { row[row.length - 1] += c; at += 1; }
    else if (c === '"') { quoted = !quoted; }
    else if (!quoted && c === ",") { row.push(""); }
    else if (!quoted && c === "\n") { cells.push([""]); }
    else { row[row.length - 1] += c; }
  }
  const [header, ...others] = cells.filter((row) => row.length > 1);
  return others.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at]])));
}

// What publish/counts.csv says of every group, by its name, the level's name, the unit and the way of counting.
function published(folder) {
  const found = new Map();
  // A cell that a spreadsheet would take for a formula has an apostrophe in front.
  const plain = (cell) => cell.replace(/^'(?=[=+\-@])/, "");
  for (const row of rows(path.join(folder, "publish/counts.csv"))) {
    const group = row.question ? ["Question", row.question] : [row.segment, row.segment_value];
    const level = row.level === "all" ? "all" : row.level === "priority" ? `p-${row.priority_id}` : `t-${row.theme_id}`;
    found.set([...group.map(plain), level, row.unit, row.campaigns].join("\u0000"), row);
  }
  return found;
}

// Chooses everything there is to choose, and holds the table that comes up against publish/counts.csv.
async function choosing(page) {
  const counts = published(run);
  const shown = await page.evaluate(async () => {
    const choose = document.getElementById("choose"), within = document.getElementById("within");
    const ids = {};
    document.querySelectorAll("section.priority").forEach((section) => {
      ids[section.dataset.s] = section.querySelector("h2").id;
      section.querySelectorAll("table.themes tbody tr").forEach((row) => { ids[row.dataset.s] = "t-" + row.dataset.id; });
    });
    const found = [];
    for (const option of choose.options) {
      const kind = option.parentElement.tagName === "OPTGROUP" ? option.parentElement.label : "";
      choose.value = option.value;
      for (const priority of within.options) {
        within.value = priority.value;
        choose.dispatchEvent(new Event("change"));
        // Of everybody and all priorities there is the chart at the top.
        if (document.getElementById("shown").hidden) { continue; }
        for (const row of document.querySelectorAll("#chosen-rows tr")) {
          const cells = {};
          row.querySelectorAll("td[data-label]").forEach((cell) => { cells[cell.dataset.label] = cell.textContent; });
          found.push({ group: [kind, kind ? option.textContent : ""], level: ids[row.dataset.slot], cells });
        }
      }
    }
    return found;
  });
  const number = (cell) => (cell === "[c]" ? cell : Number(cell.replaceAll(",", "")));
  let compared = 0;
  for (const { group, level, cells } of shown) {
    const [unit, label] = "Respondents" in cells ? ["respondents", "Respondents"] : ["contributions", "Points at events"];
    for (const [name, of, campaigns] of [[label, unit, "included"], ["Without campaigns", "respondents", "excluded"], ["Points at events", "contributions", "included"]]) {
      if (!(name in cells)) { continue; }
      const key = (level, campaigns) => [...group, level, of, campaigns].join("\u0000");
      const row = counts.get(key(level, campaigns));
      const overall = counts.get(["", "", level, of, campaigns].join("\u0000"));
      const base = counts.get(key("all", campaigns));
      // A row that is missing means nought, unless the level or the group is hidden as a whole.
      const isHidden = overall.numerator === "[c]" || base.denominator === "[c]";
      const wanted = row ? (row.numerator === "[c]" ? "[c]" : Number(row.numerator)) : isHidden ? "[c]" : 0;
      check(number(cells[name]) === wanted, `${group.join(": ")}, ${level}, ${name}: the page says ${cells[name]}, counts.csv ${wanted}`);
      compared += 1;
      if (name === label && row) {
        const share = row.percent === "[z]" ? "no base" : row.percent === "[c]" ? "[c]" : `${row.percent}%`;
        check(cells.Share === share, `${group.join(": ")}, ${level}: the page says ${cells.Share}, counts.csv ${share}`);
      }
    }
  }
  check(compared > 0, "nothing was compared");
  return compared;
}

// Searches in quotes, and asks for the quotes of each group.
async function searching(page) {
  const quotes = rows(path.join(run, "publish/quotes.csv"));
  const said = (quote) => quote.quote.replace(/^'(?=[=+\-@])/, "");
  for (const word of ["bus", "carer", "qqzz"]) {
    const shown = await page.evaluate(async (word) => {
      document.getElementById("choose").value = "0";
      document.getElementById("within").value = "";
      const search = document.getElementById("search");
      search.value = word;
      search.dispatchEvent(new Event("input"));
      await new Promise((done) => setTimeout(done, 400));
      const more = document.getElementById("more");
      while (!more.hidden) { more.click(); }
      const found = [...document.querySelectorAll("#quotes blockquote p")].map((quote) => quote.textContent);
      search.value = "";
      search.dispatchEvent(new Event("input"));
      await new Promise((done) => setTimeout(done, 300));
      return found;
    }, word);
    const wanted = quotes.filter((quote) => (said(quote) + quote.attribution).toLowerCase().includes(word)).map(said);
    check(JSON.stringify(shown.slice().sort()) === JSON.stringify(wanted.sort()), `searching for ${word} gives ${shown.length} quotes, quotes.csv has ${wanted.length}`);
  }
}

// Everything by keyboard: the skip link first, then the controls in order.
async function keyboard(page) {
  await page.keyboard.press("Tab");
  check(await page.evaluate(() => document.activeElement.classList.contains("skip")), "the first stop of the keyboard is the skip link");
  await page.focus("#choose");
  await page.keyboard.press("ArrowDown");
  check(await page.evaluate(() => !document.getElementById("shown").hidden), "an arrow key chooses a group");
  await page.keyboard.press("Tab");
  check(await page.evaluate(() => document.activeElement.id === "within"), "the tab key goes on to the priority");
}

const browser = await puppeteer.launch({ executablePath: browserPath, headless: true, args: ["--no-sandbox"] });
try {
  const report = path.join(run, "report.html");
  for (const [name, screen] of Object.entries(SCREENS)) {
    const opened = await open(browser, report, screen);
    const { page } = opened;
    await noSideways(page, name);
    await page.evaluate(() => document.querySelectorAll("details").forEach((part) => { part.open = true; }));
    const before = await faultsOfAxe(page, `${name}, as it opens`);
    await page.evaluate(() => { const choose = document.getElementById("choose"); choose.selectedIndex = 1; choose.dispatchEvent(new Event("change")); });
    const after = await faultsOfAxe(page, `${name}, with a group chosen`);
    await noSideways(page, `${name}, with a group chosen`);
    console.log(`${name}: axe-core finds ${before + after} violations`);
    if (name === "wide") {
      console.log(`choosing: ${await choosing(page)} figures compared with publish/counts.csv`);
      await searching(page);
      const paper = await page.pdf({ preferCSSPageSize: true });
      check(paper.length > 10000, "the page can be printed");
      console.log(`print: ${(paper.length / 1e6).toFixed(1)} MB of PDF`);
      const timing = await page.evaluate(() => performance.getEntriesByType("navigation")[0].loadEventEnd);
      console.log(`opens in ${Math.round(timing)} ms, ${(fs.statSync(report).size / 1e6).toFixed(2)} MB`);
      check(timing < 1000, `the page takes ${Math.round(timing)} ms to open`);
    }
    quiet(opened, name);
    await page.close();
  }
  const fresh = await open(browser, report, SCREENS.wide);
  await keyboard(fresh.page);
  await fresh.page.close();
  // Without JavaScript all but choosing is there. (Looking at it from outside still works.)
  const bare = await open(browser, report, SCREENS.wide, { script: false });
  const seen = await bare.page.$$eval("section h2, blockquote, #controls, noscript", (nodes) => nodes.map((node) => [node.tagName, node.getClientRects().length > 0]));
  check(seen.filter(([tag]) => tag === "H2").every(([, isSeen]) => isSeen), "without JavaScript every section is there");
  check(seen.filter(([tag]) => tag === "BLOCKQUOTE").every(([, isSeen]) => isSeen), "without JavaScript every quote is there");
  check(seen.filter(([tag]) => tag === "FORM").every(([, isSeen]) => !isSeen), "without JavaScript there is nothing to choose that does nothing");
  check(seen.some(([tag, isSeen]) => tag === "NOSCRIPT" && isSeen), "without JavaScript the page says what is missing");
  quiet(bare, "without JavaScript");
  await bare.page.close();
  for (const file of process.argv.slice(3)) {
    for (const [name, screen] of Object.entries(SCREENS)) {
      const opened = await open(browser, path.resolve(file), screen);
      await noSideways(opened.page, `${file}, ${name}`);
      await faultsOfAxe(opened.page, `${file}, ${name}`);
      quiet(opened, `${file}, ${name}`);
      await opened.page.close();
    }
  }
} finally {
  await browser.close();
}
console.log(`${checks} checks, ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
