// The messages of one chat on the page: changed ones are drawn anew, the rest stays as it is, focus and place too.

import { make } from "./elements.js";
import { drawMessage } from "./message.js";
import { longDay } from "./words.js";

const NEAR = 80;

export class Log {
  /** `open(article, message)` is called for whoever presses Enter on a message. */
  constructor(element, open) {
    this.element = element;
    this.open = open;
    this.drawn = new Map();
    this.identity = "";
    element.addEventListener("keydown", (event) => this.walk(event));
    this.isStuckToEnd = true;
    element.addEventListener("scroll", () => (this.isStuckToEnd = this.isAtEnd()));
    // A picture that arrives, or a field that opens below, must not hide the end from who was there.
    const stay = () => this.isStuckToEnd && this.stayAtEnd();
    new ResizeObserver(stay).observe(element);
    element.addEventListener("load", stay, true);
    element.addEventListener("focusin", (event) => event.target.matches(".message") && this.makeCurrent(event.target));
  }

  /** Show messages; another `identity` means another chat, person or language, so all is drawn anew. */
  show(messages, identity, means) {
    const isOther = identity !== this.identity;
    if (isOther) {
      this.identity = identity;
      this.drawn.clear();
      this.element.replaceChildren();
      // Nobody wants a whole chat read out.
      this.element.setAttribute("aria-live", "off");
      setTimeout(() => this.element.setAttribute("aria-live", "polite"), 100);
    }
    const wasAtEnd = isOther || this.isAtEnd();
    const newest = messages.at(-1);
    const isNew = newest && !this.drawn.has(newest.key);
    this.patch(withDays(messages), means);
    this.makeCurrent(this.current?.isConnected ? this.current : this.element.querySelector(".message:last-of-type"));
    if (isNew && (wasAtEnd || newest.is_mine)) this.goToEnd();
    else if (wasAtEnd) this.stayAtEnd();
  }

  stayAtEnd() {
    this.element.scrollTop = this.element.scrollHeight;
  }

  isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  /** The end of the newest message; or its beginning when it is longer than what can be seen. */
  goToEnd() {
    const last = this.element.lastElementChild;
    const isLong = last && last.offsetHeight > this.element.clientHeight;
    this.element.scrollTop = isLong ? last.offsetTop - 8 : this.element.scrollHeight;
  }

  patch(items, means) {
    const gone = new Set(this.drawn.keys());
    let cursor = this.element.firstElementChild;
    for (const item of items) {
      gone.delete(item.key);
      const element = this.elementOf(item, means);
      // One that is drawn anew has taken the place of the old already.
      if (cursor && !cursor.isConnected) cursor = element;
      if (element === cursor) cursor = cursor.nextElementSibling;
      else this.element.insertBefore(element, cursor);
    }
    for (const key of gone) {
      this.drawn.get(key).element.remove();
      this.drawn.delete(key);
    }
  }

  elementOf(item, means) {
    const known = this.drawn.get(item.key);
    const shape = JSON.stringify(item);
    if (known?.shape === shape) return known.element;
    const element = item.day ? drawDay(item) : drawMessage(item, means);
    if (known) this.replace(known.element, element);
    this.drawn.set(item.key, { element, shape });
    return element;
  }

  /** Put the new in the old one's place, with focus on the same part of it. */
  replace(old, element) {
    const part = old.contains(document.activeElement) ? (document.activeElement.dataset.focus ?? "message") : null;
    if (this.current === old) this.current = element;
    old.replaceWith(element);
    if (part) (element.querySelector(`[data-focus="${CSS.escape(part)}"]`) ?? element).focus();
  }

  /** One message is a stop for Tab, with the buttons beside it; arrows go from one to the next. */
  makeCurrent(article) {
    if (!article) return;
    for (const one of new Set([this.current, article])) {
      if (!one) continue;
      const stop = one === article ? 0 : -1;
      one.tabIndex = stop;
      for (const tool of one.querySelectorAll(".message-tools button")) tool.tabIndex = stop;
    }
    this.current = article;
  }

  walk(event) {
    const article = event.target.closest(".message");
    if (!article || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = [...this.element.querySelectorAll(".message")];
    const at = all.indexOf(article);
    const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      all[Math.min(Math.max(next, 0), all.length - 1)].focus();
    } else if (event.key === "Enter" && event.target === article) {
      event.preventDefault();
      this.open(article);
    }
  }

  /** Bring a message into view and point at it. */
  pointAt(key) {
    const element = this.drawn.get(key)?.element;
    if (!element) return;
    element.scrollIntoView({ block: "center" });
    element.focus();
  }
}

/** Return the messages with the days between them, each knowing whether it goes on where the one before stopped. */
function withDays(messages) {
  const items = [];
  let before = null;
  for (const message of messages) {
    const day = longDay(message.at);
    const isNewDay = !before || longDay(before.at) !== day;
    if (isNewDay) items.push({ key: `day ${day}`, day });
    const goesOn = !isNewDay && before.from === message.from && !before.service && !message.service;
    items.push({ ...message, goesOn });
    before = message;
  }
  return items;
}

function drawDay({ day }) {
  return make("p", { class: "day" }, make("span", {}, day));
}
