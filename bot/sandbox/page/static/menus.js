// Menus that open beside a button: arrows, Home and End walk, Escape and Tab close, and focus comes back.

import { make, wayBack } from "./elements.js";

const GAP = 6;
let close = () => {};

/**
 * Open a menu beside an element. Items: `{label, hint, run}`; those with `short` come first and stand side by side.
 * Another menu that is open closes.
 */
export function openMenu(anchor, label, items) {
  close();
  const back = wayBack(anchor);
  const menu = make("div", { class: "menu", role: "menu", "aria-label": label });
  const drawn = items.map((item) => drawItem(item, (returns) => close(returns)));
  const short = drawn.filter((_, place) => items[place].short);
  if (short.length) menu.append(make("div", { class: "menu-row", role: "none" }, ...short));
  menu.append(...drawn.filter((_, place) => !items[place].short));
  (anchor.closest("section") ?? document.body).append(menu);
  place(menu, anchor);
  anchor.setAttribute("aria-expanded", "true");
  const away = (event) => {
    if (!menu.contains(event.target)) close(event.target === document.body);
  };
  close = (returns = true) => {
    close = () => {};
    menu.remove();
    anchor.removeAttribute("aria-expanded");
    document.removeEventListener("pointerdown", away, true);
    if (returns) back();
  };
  menu.addEventListener("keydown", (event) => walk(event, drawn, close));
  document.addEventListener("pointerdown", away, true);
  (drawn[short.length] ?? drawn[0])?.focus();
}

/** Close what is open, without moving focus. */
export function closeMenus() {
  close(false);
}

function drawItem(item, close) {
  const choose = () => {
    close(true);
    item.run();
  };
  const words = item.hint ? [make("span", {}, item.label), make("span", { class: "hint" }, item.hint)] : [item.label];
  const props = { type: "button", role: "menuitem", onclick: choose, "aria-label": item.name };
  return make("button", props, ...words);
}

function walk(event, drawn, close) {
  const at = drawn.indexOf(document.activeElement);
  const steps = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: -1 };
  if (event.key in steps) {
    event.preventDefault();
    drawn.at(steps[event.key] % drawn.length).focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    close(true);
  }
}

function place(menu, anchor) {
  const at = anchor.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.min(Math.max(at.left, GAP), innerWidth - width - GAP);
  const below = at.bottom + GAP;
  const top = below + height < innerHeight ? below : Math.max(GAP, at.top - height - GAP);
  menu.style.left = `${Math.max(left, GAP)}px`;
  menu.style.top = `${top}px`;
}
