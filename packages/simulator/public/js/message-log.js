import { element } from "./element.js";
import { itemView, updatedView } from "./item-view.js";
import { strings } from "./strings.js";

/** Within this distance of the end the log follows new messages. */
const NEAR_END_PX = 120;

/** The list of one conversation's messages, following its end as long as the reader is there. */
export function createMessageLog({ scroll, place, empty, jump, invite }) {
  let log = element("ol", {});
  let nodes = new Map();
  let view;

  const isNearEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_END_PX;
  let isFollowing = true;
  let lastTop = 0;
  const toEnd = () => {
    scroll.scrollTop = scroll.scrollHeight;
    isFollowing = true;
    jump.hidden = true;
  };
  const append = (item) => {
    const node = itemView(item, view);
    nodes.set(item, node);
    log.append(node);
    empty.hidden = true;
  };

  jump.addEventListener("click", toEnd);
  scroll.addEventListener(
    "scroll",
    () => {
      // A picture that arrives late moves the end away from the reader; only who scrolls up has left it.
      const isUpward = scroll.scrollTop < lastTop;
      lastTop = scroll.scrollTop;
      if (isNearEnd()) {
        isFollowing = true;
        jump.hidden = true;
      } else if (isUpward) {
        isFollowing = false;
      }
    },
    { passive: true },
  );
  // Nor must a growing composer or the phone's keyboard cover the last message.
  const size = new ResizeObserver(() => isFollowing && toEnd());

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
      size.disconnect();
      size.observe(scroll);
      size.observe(log);
      place.replaceChildren(log);
      toEnd();
    },
    add(item) {
      const follow = isFollowing || (item.kind === "said" && item.person === view.me.id);
      append(item);
      if (follow) {
        toEnd();
      } else {
        jump.hidden = false;
      }
    },
    update(item) {
      const follow = isFollowing;
      const node = nodes.get(item);
      if (node !== undefined) {
        const next = updatedView(node, item, view);
        if (next !== node) {
          node.replaceWith(next);
          nodes.set(item, next);
        }
      }
      if (follow) {
        toEnd();
      }
    },
    /** Runs a change of the page below the log and stays at the end if the reader was there. */
    keepEnd(change) {
      const follow = isFollowing;
      change();
      if (follow) {
        toEnd();
      }
    },
  };
}
