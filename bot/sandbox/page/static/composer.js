// Where somebody writes: words, an answer, a change, a command from the menu, or something that is no words at all.

import { icon, iconButton, make } from "./elements.js";
import { openMenu } from "./menus.js";
import { say } from "./words.js";

const LONGEST = 4096;
const TALLEST = 160;

export class Composer {
  /** `chat()` returns the chat that is shown now. What is half written is kept for each person and chat. */
  constructor(kind, page, chat) {
    this.kind = kind;
    this.page = page;
    this.chat = chat;
    this.drafts = new Map();
    this.asked = 0;
    this.input = make("textarea", { rows: 1, maxlength: LONGEST, enterkeyhint: "send", oninput: () => this.grow() });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.context = make("div", { class: "context" });
    this.commands = iconButton("more", "", (event) => this.openCommands(event.currentTarget), { class: "icon-button slash", "aria-haspopup": "menu" });
    this.commands.replaceChildren("/");
    this.attach = iconButton("attach", "", (event) => this.openAttach(event.currentTarget), { "aria-haspopup": "menu" });
    this.button = make("button", { class: "icon-button send" }, icon("send"));
    this.element = make("form", { class: "composer", onsubmit: (event) => this.submit(event) }, this.context, make("div", { class: "line" }, this.commands, this.attach, this.input, this.button));
  }

  get draft() {
    return this.drafts.get(this.identity) ?? { text: "", reply: null, edit: null };
  }

  set draft(draft) {
    this.drafts.set(this.identity, draft);
  }

  show(chat) {
    const { view } = this.page;
    this.element.hidden = !chat?.may_write;
    if (!chat) return;
    const identity = `${view.performance} ${view.me.name} ${chat.id}`;
    if (identity !== this.identity) {
      this.identity = identity;
      this.input.value = this.draft.text;
      this.drawContext();
      this.grow();
    }
    const place = this.kind === "private" ? view.bot.name : chat.title;
    this.input.placeholder = say("placeholder", view.me.name);
    this.name(this.input, say("writeAs", view.me.name, place));
    this.name(this.commands, say(chat.menu.length ? "commands" : "noCommands"));
    this.name(this.attach, say("attach"));
    this.name(this.button, say(this.draft.edit ? "save" : "send"));
    this.commands.disabled = !chat.menu.length;
    this.answerWhatAsks(chat);
  }

  name(element, words) {
    if (element.getAttribute("aria-label") === words) return;
    element.setAttribute("aria-label", words);
    if (element !== this.input) element.title = words;
  }

  /** A bot may ask for a reply to its message; Telegram's app then begins one by itself. */
  answerWhatAsks(chat) {
    const last = chat.messages.at(-1);
    if (!last?.asks_reply || last.key === this.asked) return;
    this.asked = last.key;
    this.draft = { ...this.draft, reply: last };
    this.drawContext();
  }

  reply(message) {
    this.draft = { text: this.draft.edit ? "" : this.input.value, reply: message, edit: null };
    this.resume();
  }

  edit(message) {
    this.draft = { text: message.text, reply: null, edit: message };
    this.resume();
  }

  stop() {
    this.draft = { text: this.draft.edit ? "" : this.input.value, reply: null, edit: null };
    this.resume();
  }

  resume() {
    this.input.value = this.draft.text;
    this.drawContext();
    this.grow();
    this.input.focus();
  }

  drawContext() {
    const { reply, edit } = this.draft;
    const about = edit ?? reply;
    this.context.hidden = !about;
    this.name(this.button, say(edit ? "save" : "send"));
    if (!about) return this.context.replaceChildren();
    const words = make("p", {}, make("strong", {}, edit ? say("editing") : say("replying", about.from)), " ", make("span", { class: "hint" }, about.text || say(`kinds.${about.kind}`)));
    return this.context.replaceChildren(words, iconButton("close", say("stop"), () => this.stop()));
  }

  grow() {
    this.draft = { ...this.draft, text: this.input.value };
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST)}px`;
  }

  key(event) {
    if (event.isComposing) return;
    const isEmpty = this.input.value === "";
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.element.requestSubmit();
    } else if (event.key === "Escape" && (this.draft.reply || this.draft.edit)) {
      event.preventDefault();
      this.stop();
    } else if (event.key === "ArrowUp" && isEmpty) {
      const own = this.chat().messages.findLast((one) => one.is_mine && one.kind === "text");
      if (own) {
        event.preventDefault();
        this.edit(own);
      }
    }
  }

  async submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    const { identity, draft } = this;
    const { reply, edit } = draft;
    if (!text) return this.input.focus();
    const chat = this.chat().id;
    // Emptied at once, for whoever writes on while the bot is thinking.
    this.drafts.delete(identity);
    this.resume();
    const deed = edit ? { do: "edit", chat, message: edit.id, text } : { do: "write", chat, text, reply_to: reply?.id ?? null };
    const outcome = await this.page.act(deed);
    if (outcome.problem && !this.drafts.get(identity)?.text) this.putBack(identity, draft);
    return undefined;
  }

  /** What could not be sent is there again; somebody may have become another person meanwhile. */
  putBack(identity, draft) {
    this.drafts.set(identity, draft);
    if (identity === this.identity) this.resume();
  }

  openCommands(anchor) {
    const chat = this.chat();
    const items = chat.menu.map(({ command, does }) => ({ label: `/${command}`, hint: does, run: () => this.page.act({ do: "write", chat: chat.id, text: `/${command}` }) }));
    openMenu(anchor, say("commands"), items);
  }

  openAttach(anchor) {
    const chat = this.chat();
    const reply = this.draft.reply?.id ?? null;
    const send = async (what) => {
      const outcome = await this.page.act({ do: "send", chat: chat.id, what, reply_to: reply });
      if (!outcome.problem) this.stop();
    };
    const kinds = { sendSticker: "sticker", sendVoice: "voice", sendPhoto: "photo", sendDocument: "document" };
    openMenu(anchor, say("attach"), Object.entries(kinds).map(([words, what]) => ({ label: say(words), run: () => send(what) })));
  }
}
