// Lets the device's own voice read the questions: only a voice that is on the device, for a
// language that it speaks. What a family chooses or types is never read, and nothing is sent.
"use strict";
(() => {
  const status = document.getElementById("read-aloud");
  const words = document.getElementById("read-aloud-words").content.children;
  const speech = window.speechSynthesis;
  if (!speech || !window.SpeechSynthesisUtterance) return;

  const base = (tag) => tag.replace(/_/g, "-").toLowerCase().split("-")[0].replace("cmn", "zh");
  const NEAREST = { en: "en-gb", "zh-hans": "zh-cn" };
  let reading = null;

  // A voice elsewhere would be sent the words, and is not the device's own.
  function voiceFor(language) {
    const exact = NEAREST[language.toLowerCase()] || language.toLowerCase();
    const fitting = speech.getVoices().filter((one) => one.localService && base(one.lang) === base(language));
    return fitting.find((one) => one.lang.replace(/_/g, "-").toLowerCase() === exact) || fitting[0];
  }

  const languageOf = (part) => part.closest("[lang]").lang;
  const said = (part) => part.textContent.replace(/\s+/g, " ").trim();

  // Each part in its own language, or not at all: a wrong voice makes noise of it.
  function read(parts, ended) {
    parts = parts.filter((part) => said(part) && voiceFor(languageOf(part.firstElementChild || part)));
    parts.forEach((part, place) => {
      const utterance = new SpeechSynthesisUtterance(said(part));
      utterance.voice = voiceFor(languageOf(part.firstElementChild || part));
      utterance.lang = utterance.voice.lang;
      if (place === parts.length - 1) utterance.onend = ended;
      utterance.onerror = ended;
      speech.speak(utterance);
    });
    if (!parts.length) ended();
  }

  function stop() {
    speech.cancel();
    if (reading) reading.textContent = words[0].textContent;
    reading = null;
  }

  function buttonFor(heading, parts) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "h-switch h-no-print";
    button.textContent = words[0].textContent;
    if (!heading.id) heading.id = `read-${document.querySelectorAll("[id^=read-]").length}`;
    button.setAttribute("aria-describedby", heading.id);
    button.addEventListener("click", () => {
      const was = reading;
      stop();
      if (was === button) return;
      reading = button;
      button.textContent = words[1].textContent;
      read(parts(), () => reading === button && stop());
    });
    return button;
  }

  function start() {
    if (!voiceFor(document.documentElement.lang) || status.dataset.ready) return;
    status.dataset.ready = "yes";
    const [none, found] = status.children;
    none.hidden = true;
    found.hidden = false;
    const title = document.querySelector("h1");
    const alone = "form > p:not(.h-no-print), footer strong";
    title.after(buttonFor(title, () => [title, ...document.querySelectorAll(alone)]));
    document.querySelectorAll(".h-form-group").forEach((group) => {
      const heading = group.querySelector(".h-ask, label");
      const parts = ".h-ask, .h-hint, .h-label, .h-error-message";
      const button = buttonFor(heading, () => [...group.querySelectorAll(parts)]);
      // Beside a box to tick there is no room for it.
      heading.matches(".h-ask") ? heading.after(button) : group.append(button);
    });
  }

  // Some browsers know their voices at once, others say later that they have found them.
  start();
  speech.onvoiceschanged = start;
  window.addEventListener("pagehide", stop);
})();
