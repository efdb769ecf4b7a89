// Begins a method in the group, and lets the others do their part in it.

import { notice } from "./notices.js";
import { say } from "./words.js";

export class Others {
  constructor(root, page) {
    this.root = root;
    this.page = page;
    this.hint = root.querySelector(".hint");
    this.button = root.querySelector("button");
    this.button.addEventListener("click", () => this.click());
  }

  /** `group` is the one that is shown; null for whoever is in none. */
  show(group) {
    this.group = group;
    this.state = group?.consulting ?? "unknown";
    this.root.hidden = this.state === "unknown";
    if (this.root.hidden) return;
    this.set(this.hint, say(`methods.${this.state}.hint`));
    this.set(this.button, say(`methods.${this.state}.click`));
  }

  set(element, words) {
    if (element.textContent !== words) element.textContent = words;
  }

  async click() {
    if (this.isBusy) return;
    this.isBusy = true;
    this.button.setAttribute("aria-busy", "true");
    await (this.state === "off" ? this.begin() : this.letPlay());
    this.button.removeAttribute("aria-busy");
    this.isBusy = false;
  }

  async begin() {
    const outcome = await this.page.act({ do: "write", chat: this.group.id, text: say("methods.off.command") });
    if (!outcome.problem) this.page.openTab("group");
  }

  async letPlay() {
    const outcome = await this.page.act({ do: "let play", chat: this.group.id });
    if (outcome.acted === 0) notice(say("nobodyPlayed"));
  }
}
