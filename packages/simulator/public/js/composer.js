import { icon } from "./icon.js";
import { strings } from "./strings.js";

/** Where one types. Enter sends, except while an input method is still composing a word. */
export function createComposer({ form, text, mention, hint, problem, send, robotName, post }) {
  let place = { isGroup: true };
  let isMentioning = true;

  const renderMention = () => {
    const isOn = place.isGroup && isMentioning;
    mention.hidden = !place.isGroup;
    mention.setAttribute("aria-pressed", String(isOn));
    const groupHint = isMentioning ? strings.mentionOn : strings.mentionOff;
    hint.textContent = place.isGroup ? groupHint : strings.mentionPrivate;
  };
  const renderSend = () => {
    send.disabled = text.value.trim() === "" && !(place.isGroup && isMentioning);
  };

  const submit = async () => {
    const typed = text.value.trim();
    const at = place.isGroup && isMentioning;
    // A bare mention is a message too; nothing at all is none.
    if (typed === "" && !at) {
      return;
    }
    text.value = "";
    problem.textContent = "";
    renderSend();
    text.focus();
    const isSent = await post({ text: typed, at: at || typed.includes(`@${robotName}`) });
    if (!isSent) {
      problem.textContent = strings.sendFailed;
      text.value = text.value === "" ? typed : text.value;
      renderSend();
    }
  };

  mention.append(icon("robot"), strings.mention(robotName));
  mention.addEventListener("click", () => {
    isMentioning = !isMentioning;
    renderMention();
    renderSend();
    text.focus();
  });
  text.addEventListener("input", renderSend);
  text.addEventListener("keydown", (event) => {
    // Safari ends the composition before the Enter that ended it: there only keyCode 229 tells.
    const isComposing = event.isComposing || event.keyCode === 229;
    if (event.key === "Enter" && !event.shiftKey && !isComposing) {
      event.preventDefault();
      void submit();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit();
  });

  return {
    show(nextPlace) {
      place = nextPlace;
      text.placeholder = place.placeholder;
      problem.textContent = "";
      renderMention();
      renderSend();
    },
  };
}
