// Shows the published figures and quotes of the place, group, question or event that is chosen. All numbers stand in the page already; none is combined
// with another.
(function () {
  "use strict";
  var byId = function (id) { return document.getElementById(id); };
  var all = function (selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); };
  var HIDDEN = "[c]", PAGE = 10;

  // What there are numbers for: priorities with their themes, in the order of the page.
  var priorities = all("section.priority").map(function (section) {
    var heading = section.querySelector("h2");
    return {
      slot: +section.getAttribute("data-s"), name: heading.getAttribute("data-name"), link: heading.id,
      themes: Array.prototype.map.call(section.querySelectorAll("table.themes tbody tr"), function (row) {
        return { slot: +row.getAttribute("data-s"), name: row.getAttribute("data-name"), link: "t-" + row.getAttribute("data-id") };
      })
    };
  });
  var priorityOf = {};
  priorities.forEach(function (priority) {
    priority.themes.forEach(function (theme) { priorityOf[theme.slot] = priority.slot; });
  });
  var quotes = all("section.priority blockquote").map(function (quote) {
    return {
      node: quote, slot: +quote.getAttribute("data-s"), groups: quote.getAttribute("data-g").split(" "),
      words: quote.textContent.toLowerCase(), theme: ""
    };
  });
  var names = {};
  priorities.forEach(function (priority) {
    priority.themes.forEach(function (theme) { names[theme.slot] = theme; });
  });

  // A list of the page: the base, then a number for each level; null where it is hidden.
  function numbers(text) {
    if (!text) { return null; }
    return text.split(",").map(function (cell) { return cell === "c" ? null : +cell; });
  }
  function shown(number) { return number === null ? HIDDEN : number.toLocaleString("en-GB"); }
  // One place, as the tables have it: of two that are as near, the even one.
  function share(number, base) {
    if (base === 0) { return "no base"; }
    if (number === null || base === null) { return HIDDEN; }
    var percent = number * 100 / base;
    return ((percent * 4) % 4 === 1 ? percent - 0.05 : percent).toFixed(1) + "%";
  }
  function counted(number, one, many) { return shown(number) + " " + (number === 1 ? one : many); }
  function element(name, text, attributes) {
    var made = document.createElement(name);
    if (text !== undefined) { made.textContent = text; }
    for (var key in attributes || {}) { made.setAttribute(key, attributes[key]); }
    return made;
  }
  function bar(number, without, most) {
    var space = document.querySelector("svg.bar").namespaceURI;
    var svg = document.createElementNS(space, "svg");
    var set = function (node, values) { for (var key in values) { node.setAttribute(key, values[key]); } };
    set(svg, { "class": "bar", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" });
    [[without === null ? "either" : "campaign", number], ["own", without]].forEach(function (part) {
      var rect = document.createElementNS(space, "rect");
      set(rect, { "class": part[0], width: (part[1] || 0) * 100 / (most || 1), height: 10 });
      svg.appendChild(rect);
    });
    return svg;
  }

  var choose = byId("choose"), within = byId("within"), search = byId("search"), most = PAGE;

  function figures() {
    var option = choose.options[choose.selectedIndex];
    var people = numbers(option.getAttribute("data-r"));
    var without = numbers(option.getAttribute("data-w"));
    var points = numbers(option.getAttribute("data-p"));
    // Without campaigns the same numbers, where the page gives no others.
    if (people && !without) { without = people; }
    var main = people || points;
    var unit = people ? ["respondent", "respondents"] : ["point made at events", "points made at events"];
    var priority = priorities.filter(function (priority) { return String(priority.slot) === within.value; })[0];
    var levels = (priority ? priority.themes : priorities).slice();
    var at = function (list, slot) { return list ? list[slot + 1] : null; };
    var rank = function (level) { var number = at(main, level.slot); return number === null ? 0.5 : number; };
    levels.sort(function (one, other) { return rank(other) - rank(one); });
    var longest = levels.reduce(function (longest, level) { return Math.max(longest, at(main, level.slot) || 0); }, 0);
    var hasCampaigns = people && document.querySelector("#campaigns") !== null;
    var heads = [[priority ? "Theme" : "Priority", ""]];
    if (people) { heads.push(["Respondents", "n"], ["Share", "n"]); }
    heads.push(["", "chart"]);
    if (hasCampaigns) { heads.push(["Without campaigns", "n"]); }
    if (points) { heads.push(["Points at events", "n"]); }
    if (points && !people) { heads.push(["Share", "n"]); }
    var head = byId("chosen-head");
    head.textContent = "";
    heads.forEach(function (cell) {
      var made = element("th", cell[0], { scope: "col", "class": cell[1] });
      if (cell[1] === "chart") { made.appendChild(element("span", "Chart of the same numbers", { "class": "away" })); }
      head.appendChild(made);
    });
    var rows = byId("chosen-rows");
    rows.textContent = "";
    levels.forEach(function (level) {
      var row = element("tr", undefined, { "data-slot": level.slot });
      var name = element("th", undefined, { scope: "row" });
      if (byId(level.link)) { name.appendChild(element("a", level.name, { href: "#" + level.link })); } else { name.textContent = level.name; }
      row.appendChild(name);
      var cell = function (text, label) { row.appendChild(element("td", text, { "class": "n", "data-label": label })); };
      if (people) {
        cell(shown(at(people, level.slot)), "Respondents");
        cell(share(at(people, level.slot), people[0]), "Share");
      }
      var chart = element("td", undefined, { "class": "chart" });
      chart.appendChild(bar(at(main, level.slot), people ? at(without, level.slot) : at(main, level.slot), longest));
      row.appendChild(chart);
      if (hasCampaigns) { cell(shown(at(without, level.slot)), "Without campaigns"); }
      if (points) { cell(shown(at(points, level.slot)), "Points at events"); }
      if (points && !people) { cell(share(at(points, level.slot), points[0]), "Share"); }
      rows.appendChild(row);
    });
    var where = option.textContent + (priority ? ", " + priority.name : "");
    var base = counted(main[0], unit[0], unit[1]);
    if (people && points) { base += " and " + counted(points[0], "point made at events", "points made at events"); }
    byId("chosen-caption").textContent = where + " (base: " + base + ")";
    return where + ": " + base + ".";
  }

  function chosenQuotes() {
    var wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    var found = quotes.filter(function (quote) {
      return (choose.value === "0" || quote.groups.indexOf(choose.value) >= 0)
        && (!within.value || priorityOf[quote.slot] === +within.value)
        && wanted.every(function (word) { return quote.words.indexOf(word) >= 0; });
    });
    var list = byId("quotes");
    list.textContent = "";
    found.slice(0, most).forEach(function (quote) {
      var copy = quote.node.cloneNode(true);
      var theme = names[quote.slot];
      var foot = copy.querySelector("footer");
      foot.appendChild(document.createTextNode(" · "));
      foot.appendChild(element("a", theme.name, { href: "#" + theme.link }));
      list.appendChild(copy);
    });
    byId("more").hidden = found.length <= most;
    byId("quotes-note").textContent = choose.value === "0" ? ""
      : "These quotes can be told to be from here without pointing to anybody; others stand with their themes below.";
    return found.length === 0 ? "No quotes" : (found.length === 1 ? "1 quote" : found.length + " quotes")
      + (found.length > most ? ", the first " + most + " shown" : "");
  }

  function show() {
    var isChosen = choose.value !== "0" || within.value !== "" || search.value.trim() !== "";
    byId("shown").hidden = !isChosen;
    byId("planner").classList.toggle("chosen", isChosen);
    // A search is for quotes: the figures of everybody would stand before them and say nothing of it.
    var isSearch = choose.value === "0" && within.value === "";
    byId("chosen-figures").hidden = isSearch;
    byId("status").textContent = isChosen ? (isSearch ? "" : figures() + " ") + chosenQuotes() + "."
      : "Choose above, or search: the figures and quotes come up here.";
  }
  function anew() { most = PAGE; show(); }

  byId("controls").hidden = false;
  byId("controls").addEventListener("submit", function (event) { event.preventDefault(); });
  choose.addEventListener("change", anew);
  within.addEventListener("change", anew);
  var waiting;
  search.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(anew, 150); });
  byId("more").addEventListener("click", function () {
    var before = most;
    most += PAGE;
    show();
    // The button may be gone: reading goes on with the first new quote.
    var next = byId("quotes").children[before];
    if (next) { next.setAttribute("tabindex", "-1"); next.focus(); }
  });
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[data-choose]") : null;
    if (!link) { return; }
    choose.value = link.getAttribute("data-choose");
    within.value = "";
    search.value = "";
    anew();
    choose.focus({ preventScroll: true });
  });
  // On a narrow screen the contents would fill the first page.
  if (window.matchMedia("(max-width: 64rem)").matches) { document.querySelector(".contents").open = false; }
  // On paper everything is open.
  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = all("details.print:not([open])");
    closed.forEach(function (part) { part.open = true; });
  });
  window.addEventListener("afterprint", function () { closed.forEach(function (part) { part.open = false; }); });
  show();
})();
