// Files: one that is too large is refused before it is sent, and files can be dropped on their form.
// Everything works without this file; the server counts again.
(() => {
  const check = (form) => {
    const input = form.querySelector("#file");
    const most = Number(form.dataset.most);
    const tooLarge = [...form.querySelectorAll("input[type=file]")].some((it) => [...it.files].some((file) => file.size > most));
    const error = form.querySelector("#file\\.error");
    error.hidden = !tooLarge;
    error.textContent = tooLarge ? form.dataset.tooLarge : "";
    input.setAttribute("aria-invalid", String(tooLarge));
    if (tooLarge) input.focus();
    return !tooLarge;
  };
  const form = (event) => event.target.closest && event.target.closest("[data-drop]");
  document.addEventListener("change", (event) => { if (form(event) && event.target.type === "file") check(form(event)); });
  document.addEventListener("submit", (event) => { if (form(event) && !check(form(event))) event.preventDefault(); });
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const target = form(event);
      if (!target || !event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      target.classList.toggle("over", kind === "dragenter" || kind === "dragover");
      if (kind === "drop") {
        target.querySelector("#file").files = event.dataTransfer.files;
        check(target);
      }
    });
  }
})();
