// Questions that want an answer before anything else: start over, a new group, what a bot insists on saying.

import { make, wayBack } from "./elements.js";
import { say } from "./words.js";

/** Show words of a bot that have to be seen; resolves when they are. */
export function tell(bot, words) {
  const body = [make("h2", { id: "asked" }, bot), make("p", { class: "said" }, words)];
  return ask(body, say("ok"), { isAlone: true });
}

/** Ask whether to start over; resolves to a boolean. */
export async function sure() {
  const body = [make("h2", { id: "asked" }, say("sureTitle")), make("p", {}, say("sure"))];
  return (await ask(body, say("startOver"))) !== null;
}

/** Ask for a new group; resolves to `{title, people, with_bot}` or null. */
export async function newGroup(names, bot) {
  const title = make("input", { type: "text", id: "group-name", name: "title", required: true, maxlength: 128, placeholder: say("groupExample"), autocomplete: "off" });
  const boxes = names.map((name) => checkbox(name, name, true));
  const withBot = checkbox("with-bot", say("withBot", bot), true);
  const body = [
    make("h2", { id: "asked" }, say("newGroup")),
    make("label", { for: "group-name" }, say("groupTitle")),
    title,
    make("fieldset", {}, make("legend", {}, say("invite")), ...boxes),
    withBot,
  ];
  const form = await ask(body, say("create"));
  if (!form) return null;
  const isChosen = (label) => label.querySelector("input").checked;
  return { title: title.value, people: names.filter((_, place) => isChosen(boxes[place])), with_bot: isChosen(withBot) };
}

function checkbox(name, words, checked) {
  return make("label", { class: "check" }, make("input", { type: "checkbox", name, checked }), words);
}

/** Show a dialog until it is answered; resolves to its form, or null when it was closed. */
function ask(body, yes, { isAlone = false } = {}) {
  return new Promise((resolve) => {
    let outcome = null;
    const back = wayBack(document.activeElement);
    const cancel = isAlone ? null : make("button", { type: "button", onclick: () => dialog.close() }, say("cancel"));
    const form = make("form", { method: "dialog" }, ...body, make("div", { class: "answers" }, cancel, make("button", { class: "primary" }, yes)));
    form.addEventListener("submit", (event) => {
      // The page's policy lets no form go anywhere, not even to close a dialog.
      event.preventDefault();
      outcome = form;
      dialog.close();
    });
    const dialog = make("dialog", { "aria-labelledby": "asked" }, form);
    dialog.addEventListener("close", () => {
      dialog.remove();
      back();
      resolve(outcome);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
