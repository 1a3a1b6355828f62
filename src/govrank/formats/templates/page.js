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
