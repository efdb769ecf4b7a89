// Chooses who you are, and shows who got something in private.

import { avatar, make } from "./elements.js";
import { say } from "./words.js";

export class People {
  constructor(root, page) {
    this.root = root;
    this.page = page;
    this.list = make("div", { class: "faces" });
    root.append(this.list);
  }

  /** `unread` holds the names of people who have not seen what the bot wrote them. */
  show(view, unread) {
    const shape = JSON.stringify([view.language, view.people.map((one) => one.name)]);
    if (shape !== this.shape) {
      this.shape = shape;
      this.list.replaceChildren(...view.people.map((person) => this.draw(person)));
    }
    for (const face of this.list.children) {
      const { name } = face.dataset;
      face.querySelector("input").checked = name === view.me.name;
      face.querySelector(".dot").hidden = !unread.has(name);
    }
  }

  draw({ name, role }) {
    const input = make("input", { type: "radio", name: "who", value: name, onchange: () => this.page.be(name) });
    const dot = make("span", { class: "dot", hidden: true }, make("span", { class: "unseen" }, `, ${say("unread")}`));
    return make("label", { class: "face", data: { name } }, input, avatar(name), make("span", { class: "face-words" }, make("span", { class: "face-name" }, name), " ", make("span", { class: "hint" }, say(`roles.${role}`))), dot);
  }
}
