import { createAttachments } from "./attachments.js";
import { icon } from "./icon.js";
import { createQuoteBar } from "./quote-bar.js";
import { strings } from "./strings.js";

const DOUBLE_CLICK_MS = 600;

/** Where one types. Enter sends, except while an input method is still composing a word. */
export function createComposer({ form, text, mention, hint, problem, send, tools, robotName, post }) {
  let place = { isGroup: true };
  let isMentioning = true;
  let lastSubmitMs = -Infinity;

  const renderMention = () => {
    const isOn = place.isGroup && isMentioning;
    mention.hidden = !place.isGroup;
    mention.setAttribute("aria-pressed", String(isOn));
    const groupHint = isMentioning ? strings.mentionOn : strings.mentionOff;
    hint.textContent = place.isGroup ? groupHint : strings.mentionPrivate;
  };
  const renderSend = () => {
    send.disabled = text.value.trim() === "" && !(place.isGroup && isMentioning);
    attachments.render(place, text.value.trim() !== "");
  };

  const say = async (typed, attachment) => {
    const at = place.isGroup && isMentioning;
    if (typed === "" && !at && attachment === undefined) {
      return;
    }
    problem.textContent = "";
    text.focus();
    const quoted = quoteBar.take();
    const isSent = await post({ text: typed, at: at || typed.includes(`@${robotName}`), attachment, quoted });
    if (!isSent) {
      problem.textContent = strings.sendFailed;
      text.value = text.value === "" ? typed : text.value;
      renderSend();
    }
  };
  const submit = () => {
    const typed = text.value.trim();
    // The second click of a double click finds the box empty and would send a bare mention.
    if (typed === "" && performance.now() - lastSubmitMs < DOUBLE_CLICK_MS) {
      return;
    }
    lastSubmitMs = performance.now();
    text.value = "";
    renderSend();
    void say(typed);
  };

  const quoteBar = createQuoteBar(form, text);
  const attachments = createAttachments({
    place: tools,
    problem,
    async onPicked(attachment) {
      // A file or a recording goes alone; the words beside a picture go with it.
      const isAlone = attachment.kind === "file";
      const typed = isAlone ? "" : text.value.trim();
      text.value = isAlone ? text.value : "";
      renderSend();
      await say(typed, attachment);
    },
  });

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
      // A bare mention is sent with the button: a second Enter too many must not.
      if (text.value.trim() !== "") {
        submit();
      }
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });

  return {
    say,
    quote: quoteBar.show,
    show(nextPlace) {
      place = nextPlace;
      text.placeholder = place.placeholder;
      problem.textContent = "";
      quoteBar.take();
      renderMention();
      renderSend();
    },
  };
}
