// Draws what a message can hold besides words: photos, files, stickers, voice messages and polls.

import { icon, make } from "./elements.js";
import { say, size } from "./words.js";

/** Return the element of what was sent, or null. */
export function drawMedia({ media, from, text, is_bot: isBot }) {
  switch (media?.kind) {
    case "photo":
      return make("img", { class: "photo", src: media.url, alt: say(isBot && text ? "picture" : "photo", from) });
    case "document":
      return make("a", { class: "file", href: media.url, download: media.name, "aria-label": say("download", media.name, size(media.size)), data: { focus: "file" } }, icon("file"), make("span", {}, media.name), make("span", { class: "hint" }, size(media.size)));
    case "sticker":
      return make("span", { class: "sticker", role: "img", "aria-label": say("sticker", media.emoji) }, media.emoji);
    case "voice":
      return make("span", { class: "voice" }, icon("voice"), say("voice", media.seconds));
    default:
      return null;
  }
}

/** Return a poll to vote in, with the counts once they may be known; or null. */
export function drawPoll(message, means) {
  const { poll } = message;
  if (!poll) return null;
  const options = poll.options.map((option, number) => drawOption(message, option, number, means));
  const state = poll.is_closed ? "closed" : poll.is_anonymous ? "anonymous" : "open";
  const retract = poll.mine.length && !poll.is_closed ? make("button", { type: "button", class: "link", onclick: () => means.vote(message, []), data: { focus: "retract" } }, say("poll.retract")) : null;
  return make(
    "div",
    { class: "poll", role: "group", "aria-label": poll.question },
    make("p", { class: "question" }, poll.question),
    make("p", { class: "hint" }, say(`poll.${state}`), poll.several ? ` · ${say("poll.several")}` : null),
    ...options,
    make("p", { class: "hint" }, say("poll.voters", poll.voters), " ", retract),
  );
}

function drawOption(message, option, number, means) {
  const { poll } = message;
  const isMine = poll.mine.includes(number);
  const others = poll.several ? poll.mine.filter((one) => one !== number) : [];
  const choose = () => means.vote(message, isMine ? others : [...others, number].sort((one, other) => one - other));
  const share = option.votes === null ? null : Math.round((100 * option.votes) / Math.max(poll.voters, 1));
  const bar = share === null ? null : make("meter", { min: 0, max: 100, value: share, "aria-hidden": "true" });
  const count = option.votes === null ? null : make("span", { class: "count" }, String(option.votes));
  return make("button", { type: "button", class: "option", "aria-pressed": String(isMine), disabled: poll.is_closed, onclick: choose, data: { focus: `option ${number}` } }, make("span", {}, option.text), count, bar);
}
