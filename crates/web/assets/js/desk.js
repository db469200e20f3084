// The queue: keys, peek, choice of rows. The palette and the way to places by G work on every page of staff.
(() => {
  const help = document.getElementById("keys-help");
  if (!help) return;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const off = /(^|; )motcua_keys=off/.test(document.cookie);
  const rows = () => all(".row-of");
  const box = (row) => row.querySelector(".pick input");
  let at = -1, anchor = -1, going = false, waiting = 0;

  const count = () => {
    const label = byId("bulk-count"), chosen = all(".pick input:checked").length;
    if (label) label.textContent = `${label.dataset.one}: ${chosen}`;
    const every = byId("all-rows");
    if (every) every.checked = chosen > 0 && chosen === rows().length;
  };
  const peek = (row) => {
    clearTimeout(waiting);
    if (window.innerWidth >= 1024 && byId("peek")) waiting = setTimeout(() => row.dispatchEvent(new CustomEvent("peek")), 120);
  };
  const move = (to, scroll = true) => {
    const list = rows();
    if (!list.length) return;
    at = Math.max(0, Math.min(list.length - 1, to));
    list.forEach((row, place) => row.classList.toggle("cursor", place === at));
    if (scroll) list[at].scrollIntoView({ block: "nearest" });
    peek(list[at]);
  };
  const choose = (range) => {
    const list = rows(), row = list[at];
    if (!row) return;
    if (range && anchor >= 0) list.slice(Math.min(anchor, at), Math.max(anchor, at) + 1).forEach((it) => { box(it).checked = true; });
    else { box(row).checked = !box(row).checked; anchor = at; }
    count();
  };
  const verb = (key) => {
    const button = document.querySelector(`[data-key="${key}"]`);
    if (!button) return false;
    if (button.closest(".bulk") && !all(".pick input:checked").length) {
      if (!rows()[at]) return false;
      box(rows()[at]).checked = true;
      count();
    }
    button.click();
    return true;
  };

  // The palette: places, and the verbs of this page.
  const palette = byId("palette"), find = byId("palette-find");
  const shown = () => all("#palette-list > li:not([hidden])");
  const mark = (place) => {
    const list = shown();
    list.forEach((it, index) => it.firstElementChild.classList.toggle("here", index === place));
    if (list[place]) list[place].scrollIntoView({ block: "nearest" });
  };
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  let picked = 0;
  const open = () => {
    if (palette.open) return;
    all("#palette-list > .verb").forEach((it) => it.remove());
    all("[data-key]").forEach((button) => {
      const item = document.createElement("li"), copy = document.createElement("button"), words = document.createElement("strong"), key = document.createElement("kbd");
      item.className = "verb";
      copy.type = "button";
      words.textContent = button.firstChild.textContent.trim();
      key.textContent = button.dataset.key.toUpperCase();
      copy.append(words, key);
      copy.addEventListener("click", () => { palette.close(); verb(button.dataset.key); });
      item.append(copy);
      byId("palette-list").append(item);
    });
    find.value = "";
    all("#palette-list > li").forEach((it) => { it.hidden = false; });
    palette.showModal();
    find.focus();
    mark(picked = 0);
  };
  find.addEventListener("input", () => {
    all("#palette-list > li").forEach((it) => { it.hidden = !plain(it.textContent).includes(plain(find.value)); });
    mark(picked = 0);
  });
  find.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      picked = Math.max(0, Math.min(shown().length - 1, picked + (event.key === "ArrowDown" ? 1 : -1)));
      mark(picked);
    } else if (event.key === "Enter" && shown()[picked]) {
      event.preventDefault();
      shown()[picked].firstElementChild.click();
    }
  });

  const writes = (target) => target.matches && target.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  const single = (event) => {
    const key = event.key;
    if (going) {
      going = false;
      const link = document.querySelector(`[data-go="${key.toUpperCase()}"]`);
      if (link) { link.click(); return true; }
    }
    const lower = key.toLowerCase();
    if (key === "?") { help.showModal(); return true; }
    if (key === "/") { const field = byId("desk-find") || byId("find"); if (field) field.focus(); return !!field; }
    if (lower === "g") { going = true; setTimeout(() => { going = false; }, 1500); return true; }
    if (key === "Escape") {
      const back = document.querySelector("[data-back]");
      if (back) { back.click(); return true; }
      if (all(".pick input:checked").length) { all(".pick input:checked").forEach((it) => { it.checked = false; }); count(); return true; }
      return false;
    }
    if (rows().length) {
      if (lower === "j") { move(at + 1); return true; }
      if (lower === "k") { move(at - 1); return true; }
      if (lower === "x") { choose(event.shiftKey); return true; }
      if (key === "Enter" && rows()[at] && !event.target.closest("a, button, summary")) { location.href = rows()[at].dataset.href; return true; }
    }
    return lower.length === 1 && verb(lower);
  };
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); open(); return; }
    if (off || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && writes(event.target)) { event.target.blur(); return; }
    if (!writes(event.target) && single(event)) event.preventDefault();
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-sends]")) event.target.form.requestSubmit();
    if (event.target.id === "all-rows") rows().forEach((row) => { box(row).checked = event.target.checked; });
    if (event.target.closest(".row-of, #all-rows") || event.target.id === "all-rows") count();
  });
  document.addEventListener("reset", () => setTimeout(count));
  document.addEventListener("click", (event) => {
    const row = event.target.closest(".row-of");
    if (!row) return;
    const to = rows().indexOf(row);
    if (event.shiftKey && event.target === box(row) && anchor >= 0) { at = to; choose(true); }
    else if (event.target === box(row)) anchor = to;
    move(to, false);
  });
  const every = byId("all-rows");
  if (every) every.hidden = false;
  if (rows().length) { count(); move(0, false); }
})();
