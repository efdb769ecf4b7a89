// Shows the time of the group and moves it.

import { clockTime, fullDay, say, shortMoment } from "./words.js";

export class Clock {
  constructor(root, page) {
    this.root = root;
    this.day = root.querySelector("#day");
    this.time = root.querySelector("#time");
    this.next = root.querySelector("#next-owed");
    this.moving = root.querySelector("#moving");
    for (const button of root.querySelectorAll("[data-move]")) {
      button.addEventListener("click", () => button.getAttribute("aria-disabled") !== "true" && page.act({ do: "move", to: button.dataset.move }));
    }
  }

  show({ now, next, until }) {
    this.set(this.day, fullDay(now));
    this.set(this.time, clockTime(now));
    this.time.dateTime = now;
    this.set(this.next, next ? say("nextOwed", shortMoment(next)) : say("nothingOwed"));
    // Not `disabled`: that would take focus away from who just pressed it.
    this.next.setAttribute("aria-disabled", String(!next));
    this.showMoving(now, until);
  }

  showMoving(now, until) {
    this.moving.hidden = !until;
    this.root.setAttribute("aria-busy", String(Boolean(until)));
    if (!until) {
      this.from = null;
      return;
    }
    this.from ??= Date.parse(now);
    this.moving.value = (Date.parse(now) - this.from) / Math.max(Date.parse(until) - this.from, 1);
    this.moving.setAttribute("aria-label", say("moving", shortMoment(until)));
  }

  set(element, words) {
    if (element.textContent !== words) element.textContent = words;
  }
}
