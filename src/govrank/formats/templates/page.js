(() => {
  "use strict";
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

  function compare(a, b, sign) {
    if (a.dataset.value === undefined && b.dataset.value === undefined) {
      return sign * collator.compare(a.textContent, b.textContent);
    }
    const [x, y] = [a.dataset.value ?? "", b.dataset.value ?? ""];
    if (x === "" || y === "") return (x === "") - (y === ""); // what has no figure stands last either way
    return sign * (Number(x) - Number(y));
  }

  function sort(table, header) {
    const column = header.cellIndex;
    const descending = header.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const rows = [...table.tBodies[0].rows];
    rows.sort((a, b) => compare(a.cells[column], b.cells[column], descending ? -1 : 1));
    table.tBodies[0].append(...rows);
  }

  const tools = document.querySelector(".tools");
  if (tools) {
    const sought = tools.querySelector("input");
    const buttons = [...tools.querySelectorAll("button")];
    const found = tools.querySelector("output");
    // of each page its rows in the tables, and the card that stands for one of them
    const rows = [...document.querySelectorAll("table.sortable tbody tr, .cards li")].map(
      (row) => [row, row.textContent.toLocaleLowerCase()]);
    const counted = [...document.querySelectorAll("#final tbody tr")];

    function show() {
      const words = sought.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
      for (const [row, text] of rows) row.hidden = !words.every((word) => text.includes(word));
      const league = buttons.find((button) => button.getAttribute("aria-pressed") === "true")?.dataset.league;
      for (const part of document.querySelectorAll("[data-of]")) {
        part.hidden = league !== undefined && part.dataset.of !== league;
      }
      const seen = counted.filter((row) => !row.hidden && !row.closest("[data-of]").hidden).length;
      found.textContent = words.length || league ? `${seen} / ${counted.length}` : "";
    }

    sought.addEventListener("input", show);
    for (const button of buttons) {
      button.addEventListener("click", () => {
        for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
        show();
      });
    }
    tools.hidden = false;
  }

  for (const table of document.querySelectorAll("table.sortable")) {
    for (const header of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...header.childNodes);
      button.addEventListener("click", () => sort(table, header));
      header.append(button);
    }
  }
})();
