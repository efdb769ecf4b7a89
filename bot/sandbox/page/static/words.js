// Says things in the page's language, and tells time in it.

import { DUTCH } from "./words.nl.js";
import { ENGLISH } from "./words.en.js";

const LANGUAGES = { nl: DUTCH, en: ENGLISH };
const LOCALES = { nl: "nl-NL", en: "en-GB" };
const ZONE = "Europe/Amsterdam";
let language = "nl";

/** Return a sentence; what it needs to know comes after its name. */
export function say(name, ...facts) {
  const words = name.split(".").reduce((found, part) => found?.[part], LANGUAGES[language]);
  return typeof words === "function" ? words(...facts) : (words ?? name);
}

/** Speak another language, also in what stands on the page already. */
export function speak(wanted) {
  language = wanted;
  document.documentElement.lang = wanted;
  document.title = say("title");
  for (const element of document.querySelectorAll("[data-words]")) element.textContent = say(element.dataset.words);
}

const told = (at, options) => new Intl.DateTimeFormat(LOCALES[language], { timeZone: ZONE, ...options }).format(new Date(at));

export const clockTime = (at) => told(at, { hour: "2-digit", minute: "2-digit" });
export const longDay = (at) => told(at, { weekday: "long", day: "numeric", month: "long" });
export const fullDay = (at) => told(at, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
export const shortMoment = (at) => `${told(at, { weekday: "short", day: "numeric", month: "short" })}, ${clockTime(at)}`;

/** Return names as a sentence has them: Anna, Bram en Chris. */
export function listed(names) {
  return new Intl.ListFormat(LOCALES[language], { type: "conjunction" }).format(names);
}

export function size(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  return `${new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 1 }).format(bytes / 1024)} kB`;
}
