// Makes elements. Words only ever become text nodes, whoever wrote them.

/** Return an element; `props` holds attributes, `on…` listeners, `class` and `data`; false and null are left out. */
export function make(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Return a picture from icons.svg, silent to screen readers. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `static/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** Return a button with a picture and a name for who cannot see it. */
export function iconButton(name, label, onclick, props = {}) {
  return make("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...props }, icon(name));
}

/** Return the round with somebody's initial; the same name always has the same colour. */
export function avatar(name, isBot = false) {
  if (isBot) return make("img", { class: "avatar", src: "static/leerkring.svg", alt: "", width: 32, height: 32 });
  return make("span", { class: `avatar hue-${hue(name)}`, "aria-hidden": "true" }, name.slice(0, 1).toUpperCase());
}

/** Return a function that gives focus back to an element, or to what was drawn in its place meanwhile; once something else has focus it stays there. */
export function wayBack(element) {
  const { focus } = element?.dataset ?? {};
  const key = element?.closest("[data-key]")?.dataset.key;
  return () => {
    if (document.activeElement !== document.body) return;
    const inside = focus ? ` [data-focus="${CSS.escape(focus)}"]` : "";
    const drawnAnew = key && document.querySelector(`[data-key="${CSS.escape(key)}"]${inside}`);
    (element?.isConnected ? element : drawnAnew)?.focus();
  };
}

/** Return an emoji in colour: some are letters by nature, such as the writing hand. */
export function coloured(emoji) {
  return emoji.length === 1 ? `${emoji}\uFE0F` : emoji;
}

const HUES = { Anna: 0, Bram: 1, Chris: 2, Dewi: 3, Fatima: 4, Ilse: 5, Karin: 6 };

export function hue(name) {
  return HUES[name] ?? [...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 7;
}
