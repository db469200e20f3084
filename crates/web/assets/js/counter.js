// The counter: a scanner that types anywhere, Enter goes on, rows of papers that are there. What counts is decided by the
// server; without this file each of it is a field and a button.
(() => {
  const SURELY_SCANNED = 4; // keys in a row that fast
  const FASTEST_HAND = 35; // milliseconds between two keys that no hand is faster than
  const isScan = (text) => /^([^|~]*[|~]){5}/.test(text) || /^[\w.]+-\d{4,6}-\d+$/.test(text) || text.includes("/tra-cuu/");
  const isEditable = (it) => it.matches && it.matches("input:not([type=radio]):not([type=checkbox]), textarea");
  const takesKeys = (it) => isEditable(it) || it.matches && it.matches("select");
  let burst = null;

  const read = (text) => {
    const field = document.querySelector("input[data-scan]");
    if (!field) return;
    field.value = text;
    field.form.requestSubmit(field.form.querySelector("[formaction$='/quet']") || undefined);
  };

  // Keys that come faster than a hand and end with Enter were typed by a scanner: the field that had the focus gets back
  // what stood in it. An input method may have changed the keys, so what arrived in the field counts where there is one.
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.key === "Enter" && burst && event.timeStamp - burst.last < FASTEST_HAND * 3) {
      const typed = isEditable(target) ? target.value.slice(burst.from, target.value.length - burst.rest) : burst.keys;
      const text = isScan(typed) ? typed : burst.keys;
      if (isScan(text)) {
        event.preventDefault();
        event.stopPropagation();
        if (isEditable(target) && !target.matches("[data-scan]")) target.value = burst.before;
        burst = null;
        return read(text);
      }
    }
    if (event.ctrlKey || event.altKey || event.metaKey || event.key === "Shift") return;
    if (!burst || burst.target !== target || event.timeStamp - burst.last >= FASTEST_HAND) {
      const editable = isEditable(target);
      const before = editable ? target.value : "";
      const from = editable && target.selectionStart !== null ? target.selectionStart : before.length;
      const end = editable && target.selectionEnd !== null ? target.selectionEnd : before.length;
      burst = { target, before, from, rest: before.length - end, keys: "" };
    }
    burst.last = event.timeStamp;
    if (event.key.length !== 1) return;
    burst.keys += event.key;
    // So many keys faster than a hand are a scanner's: its "/", "?", "g" or blank leads nowhere.
    if (burst.keys.length > SURELY_SCANNED && !takesKeys(target) && document.querySelector("input[data-scan]")) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);

  const form = document.querySelector("form[data-intake]");
  const scan = document.querySelector("input[data-scan]");
  for (const it of document.querySelectorAll("[data-without-scripts]")) it.hidden = true;

  document.addEventListener("keydown", (event) => {
    if (event.key === "F4" && scan) { event.preventDefault(); scan.focus(); }
    if (event.key === "ArrowDown" && event.target.dataset && event.target.dataset.list) {
      const first = document.querySelector(event.target.dataset.list + " a");
      if (first) { event.preventDefault(); first.focus(); }
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.closest && event.target.closest("#found")) {
      const links = [...document.querySelectorAll("#found a")];
      const next = links[links.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) { event.preventDefault(); next.focus(); }
    }
    if (!form) return;
    if (event.key === "Enter" && event.ctrlKey && !event.target.form) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-main]") || undefined);
    } else if (event.key === "Enter" && !event.ctrlKey && event.target.form === form && event.target.matches("input:not([data-scan]):not([type=file])")) {
      const fields = [...form.querySelectorAll("input:not([type=hidden]), select, textarea, button")].filter((it) => it.checkVisibility());
      const next = fields[fields.indexOf(event.target) + 1];
      event.preventDefault();
      if (next) next.focus();
    }
  });

  // What leads to a part of the page that is folded opens it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".other-ends a");
    const there = link && document.getElementById(link.hash.slice(1));
    const fold = there && there.closest("details");
    if (!fold) return;
    event.preventDefault();
    fold.open = true;
    fold.scrollIntoView();
    const field = fold.querySelector("textarea, tr.wrong input, input");
    if (field) field.focus({ preventScroll: true });
  });

  // The panel says what is lacking; the rows show it.
  const mark = () => {
    const body = form && form.querySelector("[data-lacking]");
    if (!body) return;
    const lacking = body.dataset.lacking.split(" ");
    for (const row of form.querySelectorAll("tr[data-paper]")) {
      const there = [...row.querySelectorAll("input[type=number]")].some((it) => Number(it.value) > 0);
      const lacks = lacking.includes(row.dataset.paper);
      row.classList.toggle("wrong", lacks);
      row.classList.toggle("full", there && !lacks);
    }
  };
  mark();
  document.addEventListener("htmx:after:swap", mark);

  // The button for scans says what was taken.
  document.addEventListener("change", (event) => {
    const taken = event.target.matches(".take input") && event.target.parentElement.querySelector(".taken");
    if (!taken) return;
    taken.dataset.empty = taken.dataset.empty || taken.textContent;
    const files = [...event.target.files], label = taken.parentElement;
    const tooLarge = files.filter((it) => it.size > Number(label.dataset.most));
    // What the server would refuse is not sent: the names say which, and the others are chosen anew.
    if (tooLarge.length) event.target.value = "";
    const names = (tooLarge.length ? tooLarge : files).map((it) => it.name).join(", ");
    taken.textContent = tooLarge.length ? `${names}: ${label.dataset.tooLarge}` : names || taken.dataset.empty;
    label.classList.toggle("full", files.length > 0 && !tooLarge.length);
    label.classList.toggle("wrong", tooLarge.length > 0);
  });

  // A file that is dropped on the row of a paper is a scan of it.
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const row = event.target.closest && event.target.closest("tr[data-paper]");
      const field = row && row.querySelector("input[type=file]");
      if (!field || !event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      row.classList.toggle("over", kind === "dragenter" || kind === "dragover");
      if (kind !== "drop") return;
      field.files = event.dataTransfer.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  if (document.querySelector(".slip") && new URLSearchParams(location.search).has("print")) {
    history.replaceState(null, "", location.pathname);
    window.addEventListener("load", () => window.print());
  }
})();
