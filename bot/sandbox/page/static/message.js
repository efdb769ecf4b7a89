// Draws one message with everything on it.

import { avatar, coloured, hue, iconButton, make } from "./elements.js";
import { formatted, kindOf } from "./formatting.js";
import { drawMedia, drawPoll } from "./parts.js";
import { clockTime, listed, say } from "./words.js";

/** Return the element of a message. `means` holds what can be done with it: see Chat. */
export function drawMessage(message, means) {
  if (message.service) return drawService(message);
  const classes = ["message", message.is_mine ? "mine" : "theirs", message.is_bot && "bot", message.goesOn && "goes-on"];
  const bubble = make(
    "div",
    { class: "bubble" },
    message.goesOn || message.is_mine ? null : make("p", { class: `from hue-${hue(message.from)}` }, message.from),
    message.is_for_me ? make("p", { class: "hint" }, say("forYou")) : null,
    message.is_forwarded ? make("p", { class: "hint" }, say("forwarded")) : null,
    drawQuote(message.quote, means),
    drawMedia(message),
    drawPoll(message, means),
    message.text ? make("div", { class: "text" }, ...formatted(message.text, message.entities, means)) : null,
    make("p", { class: "foot" }, message.is_edited ? `${say("edited")} ` : null, make("time", { datetime: message.at }, clockTime(message.at))),
  );
  return make(
    "article",
    { class: classes.filter(Boolean).join(" "), tabindex: -1, "aria-label": `${message.from}, ${clockTime(message.at)}`, data: { key: message.key } },
    message.is_mine ? null : avatar(message.from, message.is_bot),
    make("div", { class: "column" }, bubble, drawKeyboard(message, means), drawMarks(message, means)),
    message.is_for_me ? null : drawTools(message, means),
  );
}

function drawTools(message, means) {
  return make(
    "div",
    { class: "message-tools" },
    iconButton("reply", say("reply", message.from), () => means.reply(message), { tabindex: -1, data: { focus: "reply" } }),
    iconButton("more", say("more", message.from), (event) => means.more(message, event.currentTarget), { tabindex: -1, "aria-haspopup": "menu", data: { focus: "more" } }),
  );
}

function drawQuote(quote, means) {
  if (!quote) return null;
  if (quote.kind === "gone") return make("p", { class: "quoted hint" }, say("gone"));
  const words = quote.text || say(`kinds.${quote.kind}`);
  return make(
    "button",
    { type: "button", class: "quoted", onclick: () => means.goTo(quote.id), "aria-label": `${say("goTo", quote.from)}: ${words}` },
    make("span", { class: "quoted-from" }, quote.from),
    make("span", { class: "quoted-text" }, words),
  );
}

function drawKeyboard(message, means) {
  if (!message.buttons.length) return null;
  const rows = message.buttons.map((row, line) => make("div", { class: "keys" }, ...row.map((button, place) => drawKey(message, button, `key ${line}.${place}`, means))));
  return make("div", { class: "keyboard" }, ...rows);
}

function drawKey(message, button, focus, means) {
  if (button.url && kindOf(button.url, means.bot) === "outside") {
    return make("a", { class: "key", href: button.url, target: "_blank", rel: "noopener noreferrer", data: { focus } }, button.text);
  }
  const press = () => (button.url ? means.follow(button.url) : means.press(message, button.data));
  return make("button", { type: "button", class: "key", onclick: press, data: { focus } }, button.text);
}

function drawMarks(message, means) {
  if (!message.reactions.length) return null;
  const marks = message.reactions.map(({ emoji, count, is_mine: isMine, names }) =>
    make(
      "button",
      {
        type: "button",
        class: "mark",
        "aria-pressed": String(isMine),
        "aria-label": say("reactedBy", emoji, listed(names)),
        title: listed(names),
        onclick: () => means.react(message, isMine ? null : emoji),
        data: { focus: `mark ${emoji}` },
      },
      coloured(emoji),
      count > 1 ? make("span", { class: "count" }, String(count)) : null,
    ),
  );
  return make("div", { class: "marks", role: "group", "aria-label": say("reactions") }, ...marks);
}

function drawService({ key, service }) {
  const kind = service.is_own_deed ? `${service.kind}Self` : service.kind;
  const words = say(`services.${kind}`, service.by, listed(service.names), service.title ?? "");
  return make("p", { class: "service", data: { key } }, make("span", {}, words));
}
