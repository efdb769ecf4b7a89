// On a phone the page is the chat; who you are, the clock and the explanation are behind one button.

import { clockTime } from "./words.js";

export class More {
  constructor(root) {
    this.root = root;
    this.who = root.querySelector("#more-who");
    this.time = root.querySelector("#more-time");
    root.addEventListener("click", () => this.open(!this.isOpen));
  }

  get isOpen() {
    return this.root.getAttribute("aria-expanded") === "true";
  }

  open(isOpen) {
    this.root.setAttribute("aria-expanded", String(isOpen));
    document.body.classList.toggle("shows-more", isOpen);
  }

  show({ me, clock }, hasUnread) {
    this.who.textContent = me.name;
    this.time.textContent = clockTime(clock.now);
    this.root.classList.toggle("unread", hasUnread);
  }
}
