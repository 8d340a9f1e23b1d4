"use strict";
(() => {
  // Whether code is shown is remembered from page to page, where the browser allows it.
  const box = document.getElementById("show-code");
  if (box) {
    try { box.checked = localStorage.getItem("show-code") === "1"; } catch { /* asked anew on each page */ }
    box.addEventListener("change", () => {
      try { localStorage.setItem("show-code", box.checked ? "1" : "0"); } catch { /* as above */ }
    });
  }
  // The list of sections is open where it stands beside the text, and marks the section that is read.
  const list = document.querySelector(".contents details");
  if (list) {
    const beside = matchMedia("(min-width: 75rem)");
    const fit = () => { list.open = beside.matches || list.hasAttribute("data-short"); };
    beside.addEventListener("change", fit);
    fit();
    const links = new Map([...list.querySelectorAll("a")].map(link => [decodeURIComponent(link.hash.slice(1)), link]));
    const read = () => {
      const passed = [...links.keys()].filter(id => document.getElementById(id)?.getBoundingClientRect().top < 120);
      links.forEach((link, id) => id === passed.at(-1) ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current"));
    };
    addEventListener("scroll", read, {passive: true});
  }
  // On a phone, each cell of a table that is too wide says which column it is of.
  const phone = matchMedia("(max-width: 37.5rem)");
  // Columns of numbers stand to the right; an interval is not broken within its brackets.
  const number = /^[-+]?[\d.,]+(e[-+]?\d+)?( ?%)?( \[[^\]]*\])?( \([^)]*\))?$/;
  for (const table of document.querySelectorAll("table")) {
    const heads = [...table.querySelectorAll("thead th")];
    const rows = [...table.tBodies[0]?.rows ?? []];
    heads.forEach((head, i) => {
      const cells = rows.map(row => row.cells[i]).filter(cell => cell);
      const numbers = cells.filter(cell => number.test(cell.textContent.replaceAll("\u00a0", " ")));
      if (2 * numbers.length > cells.length) [head, ...cells].forEach(cell => cell.classList.add("right"));
      for (const cell of numbers) if (!cell.children.length) cell.textContent = cell.textContent.replace(/[^\]]+\[[^\]]*\]/, part => part.replaceAll(" ", "\u00a0"));
      for (const cell of cells) cell.dataset.label ??= head.textContent;
    });
  }
  // What is wider than A4 even when it is broken wherever it can be is printed small.
  for (const table of document.querySelectorAll("table")) {
    table.style.width = 0;
    table.classList.toggle("broad", table.offsetWidth > 680);
    table.style.width = "";
  }
  // A table that is too wide becomes a list; what scrolls can be reached by the keyboard, and so can each figure, which says its title.
  const reach = () => {
    for (const table of document.querySelectorAll("table")) {
      table.classList.remove("wide");
      table.classList.toggle("wide", phone.matches && table.offsetWidth > table.parentElement.clientWidth);
    }
    for (const part of document.querySelectorAll(".retention, .table, pre")) {
      if (part.scrollWidth > part.clientWidth || part.scrollHeight > part.clientHeight) part.tabIndex = 0; else part.removeAttribute("tabindex");
    }
    for (const figure of document.querySelectorAll("[id^=figure_]")) {
      if (!figure.hasAttribute("role")) figure.setAttribute("role", "group");
      if (!figure.hasAttribute("aria-label")) figure.setAttribute("aria-label", figure.layout?.title?.text?.replace(/<[^>]*>/g, " ") || "Figure");
      figure.tabIndex = 0;
    }
  };
  // Paper has nothing to click.
  addEventListener("beforeprint", () => document.querySelectorAll("details[data-print]").forEach(part => { part.open = true; }));
  addEventListener("load", reach);
  addEventListener("resize", reach);
})();
