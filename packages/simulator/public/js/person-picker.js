import { personAvatar } from "./avatar.js";
import { element } from "./element.js";

/** Chooses who one is. */
export function createPersonPicker(select, avatarPlace, people, chosen, onChoose) {
  const show = (person) => {
    const avatar = personAvatar(person);
    avatarPlace.className = avatar.className;
    avatarPlace.textContent = avatar.textContent;
  };
  select.append(...people.map((person) => element("option", { value: person.id }, person.nick)));
  select.value = chosen.id;
  show(chosen);
  select.addEventListener("change", () => {
    const person = people.find((candidate) => candidate.id === select.value) ?? chosen;
    show(person);
    onChoose(person);
  });
}
