// The counting sheet sums itself while it is filled in; Enter goes to the next note. The server counts again.
(() => {
  const sheet = document.querySelector("form[data-counting]");
  if (!sheet) return;
  const out = sheet.querySelector("[data-counted]");
  const notes = [...sheet.querySelectorAll("input[data-note]")];
  const dong = new Intl.NumberFormat("vi-VN");
  const sum = () => {
    const total = notes.reduce((all, it) => all + Number(it.dataset.note) * (parseInt(it.value, 10) || 0), 0);
    out.hidden = false;
    out.textContent = `${dong.format(total)} ₫ / ${dong.format(Number(sheet.dataset.counting))} ₫`;
  };
  sheet.addEventListener("input", sum);
  sheet.addEventListener("keydown", (event) => {
    const next = notes[notes.indexOf(event.target) + 1];
    if (event.key !== "Enter" || !next) return;
    event.preventDefault();
    next.focus();
  });
  if (notes.some((it) => it.value)) sum();
})();

// What goes back of the cash that is put down, while it is typed. The server works it out again.
(() => {
  const dong = new Intl.NumberFormat("vi-VN");
  for (const given of document.querySelectorAll("input[data-given]")) {
    const form = given.closest("form");
    const out = form.querySelector("[data-change]");
    const amount = form.querySelector("input[name=amount]");
    const show = () => {
      const change = parseInt(given.value, 10) - parseInt(amount.value, 10);
      const known = Number.isFinite(change) && change >= 0;
      out.hidden = !known;
      out.textContent = known ? `${out.dataset.change}: ${dong.format(change)} ₫` : "";
    };
    given.addEventListener("input", show);
    amount.addEventListener("input", show);
    show();
  }
})();
