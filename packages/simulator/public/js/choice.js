const KEY = "dinglane-playground";

/** Who one is and where, kept for this tab: two windows can be two people. */
export function loadChoice() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  } catch {
    return {};
  }
}

export function saveChoice(choice) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(choice));
  } catch {
    // A browser that keeps nothing starts with the first person again.
  }
}
