/** Somebody asked for a robot, person, group, message or card that this simulator was not told about. */
export class UnknownNameError extends Error {
  readonly code = "unknown_name";

  constructor(kind: "robot" | "person" | "group" | "message" | "card", name: string) {
    super(`The simulator knows no ${kind} called ${name}.`);
    this.name = "UnknownNameError";
  }
}
