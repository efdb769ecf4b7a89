// Builds elements from a text and Telegram's entities. Their places count UTF-16 units, as JavaScript does.

import { make } from "./elements.js";
import { say } from "./words.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const LONG_QUOTE = 150;

/** Return the nodes of a text. `follow(link)` opens a link to a bot; `command(words)` gives a command that is pressed. */
export function formatted(text, entities, { bot, follow, command }) {
  const wrap = (entity, words, nodes) => {
    if (TAGS[entity.type]) return make(TAGS[entity.type], {}, ...nodes);
    switch (entity.type) {
      case "pre":
        return make("pre", {}, make("code", {}, ...nodes));
      case "blockquote":
        return make("blockquote", {}, ...nodes);
      case "expandable_blockquote":
        return folding(words, nodes);
      case "spoiler":
        return spoiler(words);
      case "text_link":
        return link(entity.url, nodes, bot, follow);
      case "url":
        return link(words, nodes, bot, follow);
      case "bot_command":
        return command ? make("button", { type: "button", class: "link", onclick: () => command(words) }, words) : words;
      case "mention":
      case "text_mention":
      case "hashtag":
        return make("span", { class: "mention" }, ...nodes);
      default:
        return make("span", {}, ...nodes);
    }
  };
  const ordered = entities.map((one) => ({ ...one, end: one.offset + one.length }));
  return pieces(text, 0, text.length, ordered, wrap);
}

/** Return the nodes between two places. An entity that crosses the end of another goes on after it. */
function pieces(text, start, end, entities, wrap) {
  const nodes = [];
  let waiting = [...entities].sort((one, other) => one.offset - other.offset || other.end - one.end);
  let at = start;
  while (waiting.length) {
    const [entity, ...others] = waiting;
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.end, end);
    waiting = others;
    if (from >= to) continue;
    if (from > at) nodes.push(text.slice(at, from));
    const inside = others.filter((one) => one.offset < to).map((one) => ({ ...one, end: Math.min(one.end, to) }));
    nodes.push(wrap(entity, text.slice(from, to), pieces(text, from, to, inside, wrap)));
    waiting = others.filter((one) => one.end > to).map((one) => ({ ...one, offset: Math.max(one.offset, to) }));
    at = to;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

/** Return where a link leads: to the bot, out of here, or nowhere a page should go. */
export function kindOf(url, bot) {
  let target;
  try {
    target = new URL(url);
  } catch {
    return "none";
  }
  if (!["http:", "https:"].includes(target.protocol)) return "none";
  const name = target.pathname.replaceAll("/", "").toLowerCase();
  const isOurs = ["t.me", "telegram.me"].includes(target.hostname) && name === bot.username.toLowerCase();
  return isOurs ? "bot" : "outside";
}

function link(url, nodes, bot, follow) {
  const kind = kindOf(url, bot);
  if (kind === "bot" && follow) return make("button", { type: "button", class: "link", onclick: () => follow(url) }, ...nodes);
  if (kind === "outside") return make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...nodes);
  return make("span", {}, ...nodes);
}

function folding(words, nodes) {
  const body = make("div", { class: "quote-body" }, ...nodes);
  const quote = make("blockquote", {}, body);
  if (words.length <= LONG_QUOTE && words.split("\n").length <= 3) return quote;
  quote.classList.add("folded");
  const turn = () => {
    const isFolded = quote.classList.toggle("folded");
    button.setAttribute("aria-expanded", String(!isFolded));
    button.textContent = say(isFolded ? "unfold" : "fold");
  };
  const button = make("button", { type: "button", class: "link fold", "aria-expanded": "false", onclick: turn, data: { focus: "fold" } }, say("unfold"));
  quote.append(button);
  return quote;
}

function spoiler(words) {
  const button = make("button", { type: "button", class: "spoiler", "aria-label": say("spoiler"), "aria-expanded": "false" }, words);
  button.addEventListener("click", () => button.replaceWith(make("span", { class: "revealed" }, words)));
  return button;
}
