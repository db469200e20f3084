// A page that shows a dossier to the public follows it: after a change it is fetched anew. Closed while nobody looks.
(() => {
  const marker = () => document.querySelector("[data-live]");
  if (!marker() || !window.EventSource) return;
  let source;
  const anew = async () => {
    try {
      const answer = await fetch(location.href);
      if (!answer.ok) throw answer;
      const read = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!read.querySelector("[data-live]")) return;
      document.querySelector("main").replaceChildren(...read.querySelector("main").childNodes);
      document.title = read.title;
      marker().textContent = marker().dataset.liveSaid;
    } catch {
      setTimeout(anew, 5000);
    }
  };
  const follow = () => {
    source = new EventSource(marker().dataset.live);
    source.addEventListener("live", anew);
  };
  document.addEventListener("visibilitychange", () => {
    source.close();
    if (!document.hidden) follow();
  });
  follow();
})();
