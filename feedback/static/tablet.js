// A tablet in the room, beyond what its pages do without a script: nothing of a family stays in
// the browser's history, and a page that everybody has left clears itself after asking first.
"use strict";
(() => {
  const MINUTE = 60 * 1000;
  const dialog = document.querySelector("dialog[data-quiet]");
  const { start, quiet } = dialog.dataset;
  let timer;

  // What was sent must not be sent again by going back: this page's entry becomes the first page.
  history.replaceState(null, "", start);

  // A page the browser keeps in memory is the last family's by the time it comes back.
  addEventListener("pagehide", (event) => {
    if (event.persisted) document.body.replaceChildren();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.replace(start);
  });

  function waitQuietly() {
    clearTimeout(timer);
    timer = setTimeout(ask, quiet * 1000);
  }

  function ask() {
    dialog.showModal();
    timer = setTimeout(() => document.querySelector("[data-clear]").click(), MINUTE);
  }

  for (const sign of ["pointerdown", "keydown", "input", "scroll"]) {
    addEventListener(sign, () => dialog.open || waitQuietly(), { passive: true, capture: true });
  }
  // Closing by the Escape key is life, too. The press itself comes first: closing tells us later.
  for (const answer of ["submit", "close"]) dialog.addEventListener(answer, waitQuietly);
  waitQuietly();
})();
