// Joins the parts of the page: who you are, what you see, and what follows from what you do.

import { Chat } from "./chat.js";
import { Clock } from "./clock.js";
import { act, follow } from "./connection.js";
import { newGroup, sure, tell } from "./dialogs.js";
import { Guide } from "./guide.js";
import { closeMenus } from "./menus.js";
import { More } from "./more.js";
import { notice, unsay } from "./notices.js";
import { Others } from "./others.js";
import { People } from "./people.js";
import { say, speak } from "./words.js";

const FIRST = "Karin";
const WHO = "leerkring-who";
const isNarrow = matchMedia("(max-width: 860px)");
const byId = (id) => document.getElementById(id);

class Page {
  constructor() {
    this.view = null;
    this.tab = "group";
    this.group = null;
    this.seen = new Map();
    this.chats = { group: new Chat(byId("group"), "group", this), private: new Chat(byId("private"), "private", this) };
    this.people = new People(byId("people"), this);
    this.clock = new Clock(byId("clock"), this);
    this.others = new Others(byId("others"), this);
    this.guide = new Guide(this);
    this.more = new More(byId("more"));
    for (const tab of byId("tabs").children) tab.addEventListener("click", () => this.openTab(tab.dataset.tab));
    byId("language").addEventListener("click", () => this.begin(this.view?.language === "nl" ? "en" : "nl"));
    byId("over").addEventListener("click", () => this.startOver());
    byId("theme").addEventListener("click", () => window.theme.toggle());
    document.addEventListener("theme", () => this.nameTheme());
    document.querySelector(".skip").addEventListener("click", (event) => this.skip(event));
    isNarrow.addEventListener("change", () => this.view && this.show(this.view));
  }

  /** Become somebody. */
  be(name) {
    if (this.view?.me.name === name && this.stop) return Promise.resolve();
    closeMenus();
    this.more.open(false);
    this.stop?.();
    sessionStorage.setItem(WHO, name);
    return new Promise((resolve) => {
      const seen = (view) => {
        this.show(view);
        resolve();
      };
      this.stop = follow(name, seen, (isBroken) => (isBroken ? notice(say("reconnecting"), "offline") : unsay("offline")));
    });
  }

  show(view) {
    if (view.performance !== this.view?.performance) this.seen.clear();
    if (view.language !== this.view?.language) this.speak(view.language);
    this.view = view;
    const group = view.groups.find((one) => one.id === this.group) ?? view.groups[0] ?? null;
    this.chats.group.show(group);
    this.chats.private.show(view.private);
    this.clock.show(view.clock);
    this.others.show(group);
    this.guide.show(view);
    this.markSeen(group);
    this.people.show(view, this.unreadPeople());
    this.more.show(view, [...this.unreadPeople()].some((name) => name !== view.me.name));
    this.drawTabs(group);
    Object.assign(document.body.dataset, { performance: view.performance, who: view.me.name });
  }

  speak(language) {
    speak(language);
    byId("language").lang = language === "nl" ? "en" : "nl";
    byId("language").textContent = say("otherLanguage");
    this.nameTheme();
  }

  nameTheme() {
    byId("theme").textContent = say(window.theme.current() === "dark" ? "light" : "dark");
  }

  // What was seen

  sees(kind) {
    return !isNarrow.matches || this.tab === kind;
  }

  markSeen(group) {
    const { me, people } = this.view;
    const mine = people.find((one) => one.name === me.name);
    if (this.sees("private")) this.seen.set(me.name, mine.latest);
    if (this.sees("group") && group) this.seen.set(`${me.name} ${group.id}`, group.messages.at(-1)?.id ?? 0);
  }

  unreadPeople() {
    const unread = this.view.people.filter((one) => one.latest > (this.seen.get(one.name) ?? 0));
    return new Set(unread.map((one) => one.name));
  }

  drawTabs(group) {
    const name = this.view.me.name;
    const last = group?.messages.at(-1);
    const isUnread = { group: last && last.id > (this.seen.get(`${name} ${group.id}`) ?? 0), private: this.unreadPeople().has(name) };
    for (const tab of byId("tabs").children) {
      const kind = tab.dataset.tab;
      tab.setAttribute("aria-pressed", String(kind === this.tab));
      tab.textContent = isUnread[kind] ? `${say(kind)} · ${say("unread")}` : say(kind);
      tab.classList.toggle("unread", Boolean(isUnread[kind]));
    }
    byId("chats").dataset.tab = this.tab;
  }

  openTab(kind) {
    this.tab = kind;
    byId("chats").dataset.tab = kind;
    if (!this.view) return;
    this.show(this.view);
    this.more.open(false);
    this.chats[kind].log.goToEnd();
  }

  openGroup(id) {
    this.group = id;
    this.openTab("group");
  }

  // Deeds

  /** Do something as who you are; what stands in the way is said. Returns the outcome. */
  async act(deed) {
    unsay("problem");
    const { me, performance } = this.view;
    const outcome = await act(me.name, performance, deed);
    if (outcome.problem) this.complain(outcome.problem);
    return outcome;
  }

  complain(problem) {
    const words = say(`problems.${problem}`);
    notice(words.startsWith("problems.") ? say("problems.other") : words, "problem");
  }

  async press(deed) {
    unsay("note");
    const outcome = await this.act(deed);
    if (outcome.problem) return;
    if (!outcome.is_answered) notice(say("noAnswer"));
    if (outcome.answer && outcome.is_alert) await tell(this.view.bot.name, outcome.answer);
    else if (outcome.answer) notice(outcome.answer);
    if (outcome.url) this.open(outcome.url);
  }

  /** Follow a link to the bot: into one's own chat with it, or into a group to add it to. */
  async open(link) {
    if (new URL(link).searchParams.has("startgroup")) return this.makeGroup();
    const outcome = await this.act({ do: "open", link });
    if (!outcome.problem) this.openTab("private");
  }

  async makeGroup() {
    const others = this.view.people.map((one) => one.name).filter((name) => name !== this.view.me.name);
    const wanted = await newGroup(others, this.view.bot.name);
    if (!wanted) return;
    const outcome = await this.act({ do: "create", ...wanted });
    if (!outcome.problem) this.openGroup(outcome.chat);
  }

  async look({ who, where, chat }) {
    if (chat) this.group = chat;
    this.tab = where;
    await this.be(who);
    this.openTab(where);
  }

  async startOver() {
    if (await sure()) this.begin(this.view.language);
  }

  async begin(language) {
    unsay();
    const outcome = await this.act({ do: "start over", language });
    if (!outcome.problem) this.group = null;
  }

  skip(event) {
    event.preventDefault();
    this.more.open(false);
    const { composer, root } = this.chats[isNarrow.matches ? this.tab : "group"];
    const other = root.querySelector(".banner button");
    (composer.element.hidden ? other : composer.input)?.focus();
  }
}

new Page().be(sessionStorage.getItem(WHO) ?? FIRST);
