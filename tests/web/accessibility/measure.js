// What is wrong on the page as it stands, by kind; an empty object where nothing is.
() => {
  const found = {};
  const put = (kind, values) => { if (values.length) found[kind] = values; };
  const all = (selector) => [...document.querySelectorAll(selector)];
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  const brief = (element) => element.outerHTML.slice(0, 160);

  // WCAG 1.4.10: nothing scrolls sideways.
  const root = document.documentElement;
  put("wider than the window", root.scrollWidth > root.clientWidth
    ? all("body *").filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1)
      .slice(-3).map(brief) : []);

  // Nothing is cut off where its box hides what does not fit.
  put("cut off", all("body *").filter((e) => seen(e)
    && getComputedStyle(e).overflowX !== "visible" && !e.matches("input,select,textarea")
    && !e.closest(".skip,.unseen,svg") && e.scrollWidth > e.clientWidth + 1).map(brief));

  // WCAG 2.5.8: 24 by 24 pixels; links, which may stand in a sentence, are left to axe.
  const box = (e) => {
    const one = e.getBoundingClientRect();
    const label = e.matches("[type=radio],[type=checkbox]") && e.labels[0];
    const other = label ? label.getBoundingClientRect() : one;
    return [Math.max(one.width, other.width), Math.max(one.height, other.height)];
  };
  put("small target", all("button,input:not([type=hidden]),select,textarea,summary,nav a")
    .filter((e) => seen(e) && Math.min(...box(e)) < 23.5).map(brief));

  // WCAG 3.1.1 and 3.1.2: signs of a language stand in that language.
  const signs = [
    [/[\u3041-\u30fa]/u, ["ja"]],
    [/[\u4e00-\u9fff]/u, ["ja", "zh"]],
    [/[\uac00-\ud7af]/u, ["ko"]],
    [/[\u0900-\u097f]/u, ["ne"]],
    [/[\u1ea0-\u1ef9]/u, ["vi"]],
  ];
  const foreign = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode;
    if (text.parentElement.closest("bdi[translate=no],option")) continue;
    const lang = text.parentElement.closest("[lang]").lang.split("-")[0];
    if (signs.some(([sign, langs]) => sign.test(text.data) && !langs.includes(lang))) {
      foreign.push(`${lang}: ${text.data.trim().slice(0, 80)}`);
    }
  }
  put("in another language than marked", foreign);

  // One first heading, and no level left out.
  const levels = all("h1,h2,h3,h4").map((e) => +e.tagName[1]);
  put("headings", levels.filter((level, at) => (at ? level > levels[at - 1] + 1 : level > 2))
    .concat(levels.filter((level) => level === 1).length === 1 ? [] : ["not one h1"]));

  put("the same id twice", all("[id]").map((e) => e.id)
    .filter((id, at, ids) => ids.indexOf(id) !== at));
  put("a turn of the Tab key out of order", all("[tabindex]")
    .filter((e) => e.tabIndex > 0).map(brief));
  return found;
}
