const RETRY_MS = 1500;

/**
 * Keeps a line to the simulator's timeline open. EventSource comes back by itself after a broken line, but gives up
 * for good after a bad answer (a proxy's 502 while the simulator restarts): then it is opened anew.
 */
export function followTimeline({ onEvent, onReset, onReady, onState }) {
  let source;

  const open = () => {
    source = new EventSource("/playground/events");
    source.addEventListener("open", () => onState("connected"));
    source.addEventListener("reset", onReset);
    source.addEventListener("ready", onReady);
    source.addEventListener("message", (message) => onEvent(JSON.parse(message.data)));
    source.addEventListener("error", () => {
      onState("reconnecting");
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(open, RETRY_MS);
      }
    });
  };

  onState("connecting");
  open();
}
