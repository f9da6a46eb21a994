import { element } from "./element.js";
import { icon } from "./icon.js";
import { strings } from "./strings.js";

/** What became of a message on its way to the robot, in plain words, under the bubble. */
export function deliveryStatus(item, robotName) {
  const [tone, words] = verdict(item.delivery, robotName);
  const symbol = { good: "check", bad: "warning" }[tone];
  return element(
    "p",
    { class: `status status-${tone}`, "data-testid": "message-status", "data-status": item.delivery?.status },
    symbol === undefined ? undefined : icon(symbol),
    words,
  );
}

function verdict(delivery, robotName) {
  switch (delivery?.outcome) {
    case undefined:
      return ["quiet", strings.sending];
    case "not-pushed":
      return ["quiet", strings.notPushed(robotName)];
    case "unreachable":
      return ["bad", strings.unreachable];
    case "timeout":
      return ["bad", strings.timeout];
    default:
      return delivery.status === 200
        ? ["good", strings.delivered(robotName)]
        : ["bad", strings.status(delivery.status)];
  }
}
