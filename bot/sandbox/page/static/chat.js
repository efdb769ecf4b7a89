// One chat on the page: who is in it, what is said, what stands in the way, and where to write.

import { Composer } from "./composer.js";
import { avatar, coloured, iconButton, make } from "./elements.js";
import { Log } from "./log.js";
import { openMenu } from "./menus.js";
import { listed, say } from "./words.js";

const QUICK = ["👍", "❤", "😁", "👏", "🤔", "🎉"];

export class Chat {
  /** `page` does deeds and knows the view; see main.js. `kind` is group or private. */
  constructor(root, kind, page) {
    this.root = root;
    this.kind = kind;
    this.page = page;
    this.chat = null;
    this.head = make("header", { class: "chat-head" });
    const logElement = make("div", { class: "log", role: "log", "aria-live": "polite", tabindex: -1 });
    this.log = new Log(logElement, (article) => this.openFor(article));
    this.banner = make("div", { class: "banner" });
    this.composer = new Composer(kind, page, () => this.chat);
    root.append(this.head, logElement, this.banner, this.composer.element);
  }

  /** Show a chat of the view; null when this person has none of this kind. */
  show(chat) {
    const { view } = this.page;
    this.chat = chat;
    this.drawHead(chat, view);
    this.log.element.setAttribute("aria-label", say("messages", this.title(chat, view)));
    this.log.element.dataset.empty = say("empty");
    const identity = `${view.performance} ${view.language} ${view.me.name} ${chat?.id}`;
    this.log.show(chat?.messages ?? [], identity, this.means(chat));
    this.drawBanner(chat, view);
    this.composer.show(chat);
  }

  title(chat, view) {
    if (this.kind === "private") return say("privateTitle", view.bot.name);
    return chat?.title ?? say("group");
  }

  drawHead(chat, view) {
    const groups = this.kind === "group" ? view.groups.map(({ id, title }) => ({ id, title })) : [];
    const shape = JSON.stringify([view.language, view.me.name, this.title(chat, view), chat?.members, chat?.has_bot, chat?.is_blocked, groups, chat?.id]);
    if (shape === this.headShape) return;
    this.headShape = shape;
    const part = this.head.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    this.head.replaceChildren(...this.headParts(chat, view, groups));
    if (part) this.head.querySelector(`[data-focus="${part}"]`)?.focus();
  }

  headParts(chat, view, groups) {
    const title = make("h2", { id: `${this.kind}-title` }, this.title(chat, view));
    const hint = this.kind === "private" ? say("privateHint", view.me.name) : chat ? say("members", chat.has_bot ? chat.members.join(", ") : listed(chat.members), chat.has_bot && view.bot.name) : null;
    const menu = this.kind === "private" ? "privateMenu" : "groupMenu";
    const open = (event) => openMenu(event.currentTarget, say(menu), this.headItems(chat, view));
    return [
      this.kind === "private" ? avatar(view.bot.name, true) : null,
      make("div", { class: "chat-name" }, title, hint ? make("p", { class: "hint members", title: hint }, hint) : null),
      groups.length > 1 ? this.chooser(groups, chat) : null,
      iconButton("more", say(menu), open, { "aria-haspopup": "menu", data: { focus: "head" } }),
    ].filter(Boolean);
  }

  chooser(groups, chat) {
    const choose = (event) => this.page.openGroup(Number(event.target.value));
    const options = groups.map(({ id, title }) => make("option", { value: id, selected: id === chat?.id }, title));
    return make("select", { "aria-label": say("groups"), onchange: choose, data: { focus: "groups" } }, ...options);
  }

  headItems(chat, { bot }) {
    const { page } = this;
    if (this.kind === "private") {
      const isBlocked = chat?.is_blocked;
      return [{ label: say(isBlocked ? "unblock" : "block", bot.name), run: () => page.act({ do: isBlocked ? "unblock" : "block" }) }];
    }
    const fresh = { label: say("newGroup"), run: () => page.makeGroup() };
    if (!chat) return [fresh];
    const deed = chat.has_bot ? "remove bot" : "add bot";
    return [
      { label: say(chat.has_bot ? "removeBot" : "addBot", bot.name), run: () => page.act({ do: deed, chat: chat.id }) },
      { label: say("leaveGroup"), run: () => page.act({ do: "leave", chat: chat.id }) },
      fresh,
    ];
  }

  drawBanner(chat, view) {
    const shape = JSON.stringify([view.language, view.me.name, chat?.id, chat?.has_bot, chat?.is_blocked, chat?.is_begun, chat?.may_write]);
    if (shape === this.bannerShape) return;
    this.bannerShape = shape;
    const [words, label, run] = this.bannerParts(chat, view);
    this.banner.hidden = !words;
    const button = label ? make("button", { type: "button", class: "primary", onclick: run }, label) : null;
    this.banner.replaceChildren(...(words ? [make("p", {}, words)] : []), ...(button ? [button] : []));
  }

  bannerParts(chat, { me, bot }) {
    const { page } = this;
    if (!chat) return [say("noGroup", me.name), say("newGroup"), () => page.makeGroup()];
    if (chat.is_blocked) return [say("blocked", me.name, bot.name), say("unblock", bot.name), () => page.act({ do: "unblock" })];
    if (chat.is_begun === false) return [say("notBegun", me.name, bot.name), say("start"), () => page.act({ do: "start" })];
    if (!chat.may_write) return [say("closedGroup")];
    if (chat.has_bot === false) return [say("noBot", bot.name), say("addBot", bot.name), () => page.act({ do: "add bot", chat: chat.id })];
    return [];
  }

  /** What can be done with a message here. */
  means(chat) {
    const { page } = this;
    const on = (message) => ({ chat: chat.id, message: message.id });
    return {
      bot: page.view.bot,
      follow: (link) => page.open(link),
      command: (words) => page.act({ do: "write", chat: chat.id, text: words }),
      press: (message, data) => page.press({ do: "press", ...on(message), data }),
      react: (message, emoji) => page.act({ do: "react", ...on(message), emoji }),
      vote: (message, options) => page.act({ do: "vote", ...on(message), options }),
      reply: (message) => this.composer.reply(message),
      more: (message, anchor) => openMenu(anchor, say("more", message.from), this.items(message, on(message))),
      goTo: (id) => this.log.pointAt(`${chat.id}:${id}`),
    };
  }

  items(message, target) {
    const { page } = this;
    const given = message.reactions.find((one) => one.is_mine)?.emoji;
    const marks = QUICK.map((emoji) => ({
      label: coloured(emoji),
      name: say(emoji === given ? "takeBack" : "reactWith", emoji),
      short: true,
      run: () => page.act({ do: "react", ...target, emoji: emoji === given ? null : emoji }),
    }));
    const own = [
      message.kind === "text" && { label: say("editItem"), run: () => this.composer.edit(message) },
      { label: say("eraseItem"), run: () => page.act({ do: "erase", ...target }) },
    ].filter(Boolean);
    return [...marks, { label: say("replyItem"), run: () => this.composer.reply(message) }, ...(message.is_mine ? own : [])];
  }

  openFor(article) {
    const message = this.chat.messages.find((one) => one.key === article.dataset.key);
    openMenu(article, say("more", message.from), this.items(message, { chat: this.chat.id, message: message.id }));
  }
}
