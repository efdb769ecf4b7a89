// Tells the story of a week: each click plays a scene and shows who sees it, and what to look at.

import { make } from "./elements.js";
import { say } from "./words.js";

export class Guide {
  constructor(page) {
    this.page = page;
    this.steps = document.getElementById("steps");
    this.told = document.getElementById("told");
    this.button = document.getElementById("next-scene");
    this.button.addEventListener("click", () => this.click());
  }

  show({ language, performance, story }) {
    this.story = story;
    const shape = JSON.stringify([language, performance, story]);
    if (shape === this.shape) return;
    this.shape = shape;
    const { scenes, played, is_stuck: isStuck, last } = story;
    this.steps.replaceChildren(...scenes.map((scene, place) => this.drawStep(scene, place, played)));
    const isOver = played === scenes.length;
    const words = isStuck ? say("storyStuck") : last ? say(`scenes.${last}.told`) : say("beforeStory");
    this.told.textContent = isOver && !isStuck ? `${words} ${say("afterStory")}` : words;
    this.button.textContent = isStuck || isOver ? say("startOver") : say(`scenes.${scenes[played]}.click`);
  }

  drawStep(scene, place, played) {
    const state = place < played - 1 ? "stepDone" : place === played - 1 ? "stepNow" : "stepComing";
    const name = say(`scenes.${scene}.name`);
    return make("li", { class: state, "aria-current": state === "stepNow" ? "step" : null }, make("span", { "aria-hidden": "true" }, name), make("span", { class: "unseen" }, say(state, name)));
  }

  async click() {
    const { story, page } = this;
    const { performance } = page.view;
    if (this.isPlaying) return;
    if (story.is_stuck || story.played === story.scenes.length) {
      page.startOver();
      return;
    }
    this.isPlaying = true;
    this.button.setAttribute("aria-busy", "true");
    const outcome = await page.act({ do: "scene" });
    this.button.removeAttribute("aria-busy");
    this.isPlaying = false;
    if (!outcome.scene) return;
    await page.look(outcome.look);
    // For whoever drives the page by program: what was played can be seen from here on.
    document.body.dataset.looked = `${performance} ${outcome.scene}`;
  }
}
