import { element } from "./element.js";
import { replySummary } from "./reply-view.js";
import { strings } from "./strings.js";

/** Above the text one types: what it quotes, until it is sent or dropped. */
export function createQuoteBar(form, text) {
  const words = element("span", { class: "quote-words", "data-testid": "quoting" });
  const drop = element(
    "button",
    { type: "button", class: "quote-drop", "aria-label": strings.dropQuote },
    "×",
  );
  const bar = element("div", { class: "quote-bar", hidden: true }, words, drop);
  form.prepend(bar);
  let quoted;

  const take = () => {
    const taken = quoted;
    quoted = undefined;
    bar.hidden = true;
    return taken;
  };
  drop.addEventListener("click", take);

  return {
    show(item) {
      quoted = item.kind === "said" ? { msgId: item.msgId } : { number: item.number };
      const summary =
        item.kind === "said" ? item.text : (item.reply.markdown?.text ?? replySummary(item.reply));
      words.textContent = strings.quoting(summary.slice(0, 80) || strings.quotedNothing);
      bar.hidden = false;
      text.focus();
    },
    /** What is quoted, or undefined; from now on nothing is. */
    take,
  };
}
