import { element } from "./element.js";
import { itemView, updateStatus } from "./item-view.js";
import { strings } from "./strings.js";

/** Within this distance of the end the log follows new messages. */
const NEAR_END_PX = 120;

/** The list of one conversation's messages, following its end as long as the reader is there. */
export function createMessageLog({ scroll, place, empty, jump, invite }) {
  let log = element("ol", {});
  let nodes = new Map();
  let view;

  const isNearEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_END_PX;
  const toEnd = () => {
    scroll.scrollTop = scroll.scrollHeight;
    jump.hidden = true;
  };
  const append = (item) => {
    const node = itemView(item, view);
    nodes.set(item, node);
    log.append(node);
    empty.hidden = true;
  };

  jump.addEventListener("click", toEnd);
  scroll.addEventListener("scroll", () => {
    if (isNearEnd()) {
      jump.hidden = true;
    }
  });
  // A growing composer or the phone's keyboard must not cover the last message.
  let wasAtEnd = true;
  scroll.addEventListener("scroll", () => (wasAtEnd = isNearEnd()), { passive: true });
  new ResizeObserver(() => wasAtEnd && toEnd()).observe(scroll);

  return {
    /** Shows another conversation; a new list, so that screen readers do not read out all of it. */
    show(nextView, items, invitation) {
      view = nextView;
      nodes = new Map();
      log = element("ol", {
        class: "log",
        role: "log",
        "aria-live": "polite",
        "aria-label": strings.messages,
      });
      empty.replaceChildren(invite(invitation));
      empty.hidden = false;
      for (const item of items) {
        append(item);
      }
      place.replaceChildren(log);
      toEnd();
    },
    add(item) {
      const follow = isNearEnd() || (item.kind === "said" && item.person === view.me.id);
      append(item);
      if (follow) {
        toEnd();
      } else {
        jump.hidden = false;
      }
    },
    update(item) {
      const follow = isNearEnd();
      const node = nodes.get(item);
      if (node !== undefined) {
        updateStatus(node, item, view);
      }
      if (follow) {
        toEnd();
      }
    },
    /** Runs a change of the page below the log and stays at the end if the reader was there. */
    keepEnd(change) {
      const follow = isNearEnd();
      change();
      if (follow) {
        toEnd();
      }
    },
  };
}
