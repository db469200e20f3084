// The frame: errors take the focus, dialogs open and close, prints print, a form is sent with Ctrl+Enter.
// Everything works without this file; it must never be the only way to anything.
(() => {
  const arrive = (root) => {
    const problems = root.querySelector && root.querySelector(".problems");
    if (problems) problems.focus();
  };
  arrive(document);
  document.addEventListener("htmx:after:swap", (event) => arrive(event.target));

  // data-dialog="id" opens the dialog of that id; data-close closes the one around it; data-print prints the page.
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.dialog);
      if (dialog && dialog.showModal) { event.preventDefault(); dialog.showModal(); }
    } else if (event.target.closest("[data-close]")) {
      const dialog = event.target.closest("dialog");
      if (dialog) { event.preventDefault(); dialog.close(); }
    } else if (event.target.closest("[data-print]")) {
      event.preventDefault();
      window.print();
    }
    // The link of an error leads to the label, so that what is asked can be read too.
    const link = event.target.closest(".problems a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (field) {
      event.preventDefault();
      (field.closest(".field") || field).scrollIntoView();
      field.focus({ preventScroll: true });
    }
  });

  // A button that names a moment follows the field of that id.
  document.addEventListener("input", (event) => {
    const [day, time] = (event.target.value || "").split("T");
    const named = event.target.type === "datetime-local" && time && document.querySelector(`[data-when="${event.target.id}"]`);
    if (named) named.textContent = `${time}, ${day.split("-").reverse().join("/")}`;
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey && event.target.form) {
      event.preventDefault();
      event.target.form.requestSubmit(event.target.form.querySelector("[data-main]") || undefined);
    }
  });
})();
