"use strict";
(() => {
  const find = (what) => document.querySelector(what);
  const main = find("main"), note = find("#note"), foot = find("#foot"), texts = document.body.dataset;
  const LATE = 2000, AGAIN = 1000, PAGE = 10000, SMALLEST = 9;
  const token = location.hash.slice(1);
  if (location.hash) history.replaceState(null, "", location.pathname);
  const say = (sentence) => { note.textContent = sentence; note.hidden = !sentence; };

  // What is too high gets smaller letters; rows that do not fit are turned over.
  let turn = 0;
  const tall = () => matchMedia("(max-aspect-ratio: 1/1)").matches;
  function fit() {
    const names = find(".names"), large = names?.className;
    const shrink = () => {
      for (let n = 1; names && n < SMALLEST && high(); n++) names.classList.replace(`n${n}`, `n${n + 1}`);
    };
    all();
    shrink();
    if (names && high()) {
      names.className = large;
      show(heads());
      shrink();
    }
    roll();
    spread();
  }
  const high = () => {
    const part = main.firstElementChild;
    return part && !tall() && part.scrollHeight > part.clientHeight + 1;
  };
  const heads = () => [...document.querySelectorAll(".names > span, .podium")];
  const parts = () => [...heads(), ...document.querySelectorAll(".below > p")];
  const show = (page) => parts().forEach((one) => { one.hidden = !page.includes(one); });
  const all = () => show(parts());
  // Of a slide: first the names that fit, with lines; then the others, without these names.
  function spread() {
    all();
    if (!high()) return;
    const pages = [[]];
    for (const line of parts()) {
      const page = pages[pages.length - 1];
      show([...page, line]);
      if (high() && page.length) pages.push([line]);
      else page.push(line);
    }
    show(pages[turn % pages.length]);
  }
  function roll() {
    const frame = find(".roll"), rows = [...document.querySelectorAll("tbody tr")];
    for (const row of rows) row.hidden = false;
    if (!frame || tall()) return;
    for (let r = 1; r < 3 && frame.scrollHeight > frame.clientHeight; r++) {
      frame.classList.replace(`r${r}`, `r${r + 1}`);
    }
    const heights = rows.map((row) => row.getBoundingClientRect().height);
    const room = frame.getBoundingClientRect().bottom - rows[0].getBoundingClientRect().top;
    const pages = [[]];
    let used = 0;
    heights.forEach((height, nth) => {
      if (used + height > room + 1 && used) { pages.push([]); used = 0; }
      pages[pages.length - 1].push(nth);
      used += height;
    });
    const here = rows.findIndex((row) => row.classList.contains("here"));
    const pointed = pages.findIndex((page) => page.includes(here));
    const at = pointed >= 0 ? pointed : turn % pages.length, shown = pages[at];
    if (pages.length > 1) find("h2").dataset.turn = `${at + 1}/${pages.length}`;
    rows.forEach((row, nth) => { row.hidden = !shown.includes(nth); });
  }
  setInterval(() => { turn++; roll(); spread(); }, PAGE);
  addEventListener("resize", fit);

  // The token goes in a header, once; after that a cookie that no script reads lets us in.
  async function enter() {
    const headers = token ? { Authorization: `Bearer ${token}` } : {};
    try {
      return (await fetch("/session", { headers, cache: "no-store" })).status;
    } catch {
      return 0;
    }
  }
  const WHY = { 401: texts.door, 503: texts.full };

  let source = null, heard = 0;
  function follow() {
    source = new EventSource(`/events${location.pathname === "/" ? "" : location.pathname}`);
    heard = performance.now();
    source.addEventListener("show", (event) => {
      main.innerHTML = event.data;
      fit();
    });
    source.addEventListener("foot", (event) => {
      foot.textContent = event.data;
      heard = performance.now();
      say("");
    });
    source.addEventListener("error", () => lose());
  }
  function lose() {
    if (!source) return;
    source.close();
    source = null;
    say(texts.lost);
    setTimeout(again, AGAIN);
  }
  async function again() {
    const status = await enter();
    if (status === 204) return follow();
    say(WHY[status] ?? texts.lost);
    setTimeout(again, AGAIN);
  }
  async function open() {
    const status = await enter();
    if (status === 204) return location.replace(location.pathname);
    find(".above").textContent = WHY[status] ?? texts.lost;
    if (status !== 401) setTimeout(open, AGAIN);
  }
  setInterval(() => { if (source && performance.now() - heard > LATE) lose(); }, 250);

  if (document.body.className === "door") {
    open();
  } else {
    document.fonts.ready.then(fit);
    fit();
    follow();
  }
})();
