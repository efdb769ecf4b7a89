// Short words at the edge of the page: what a bot says to one person, and what did not work.

import { iconButton, make } from "./elements.js";
import { say } from "./words.js";

const LASTS = 9000;
const place = document.getElementById("notices");
const standing = new Map();

/** Show words for a while; those of one `kind` replace each other. */
export function notice(words, kind = "note") {
  standing.get(kind)?.();
  const element = make("div", { class: `notice ${kind}` }, make("p", {}, words));
  const timer = kind === "offline" ? 0 : setTimeout(() => dismiss(), LASTS);
  const dismiss = () => {
    clearTimeout(timer);
    element.remove();
    standing.delete(kind);
  };
  element.append(iconButton("close", say("close"), dismiss));
  place.append(element);
  standing.set(kind, dismiss);
}

/** Take away what is said of one kind, or everything. */
export function unsay(kind) {
  if (kind) standing.get(kind)?.();
  else for (const dismiss of [...standing.values()]) dismiss();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) unsay();
});
