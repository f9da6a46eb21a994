import type { ConfigProblem } from "./config-problem.ts";

const LONGEST_VALUE = 200;

function shorten(value: string): string {
  const points = Array.from(value);
  return points.length > LONGEST_VALUE ? `${points.slice(0, LONGEST_VALUE).join("")}…` : value;
}

function block(problem: ConfigProblem): string {
  const names = [problem.fileKey, problem.variable].filter((name) => name !== undefined);
  const heading = names.length === 2 ? `${names[0]} (variable ${names[1]})` : (names[0] ?? "configuration");
  const value = problem.value === undefined ? undefined : JSON.stringify(shorten(problem.value));
  const origin =
    problem.source === undefined ? undefined : `${value ?? "the value"}, given by ${problem.source},`;
  const subject = origin ?? value;
  const sentence = subject === undefined ? problem.wrong : `${subject} ${problem.wrong}`;
  return [`  ${heading}`, `    wrong:   ${sentence}`, `    to mend: ${problem.mend}`].join("\n");
}

/** What the operator reads on stderr: one block per problem, then the warnings. Holds no secret. */
export function describeProblems(
  service: string,
  problems: readonly ConfigProblem[],
  warnings: readonly string[],
): string {
  const count = problems.length === 1 ? "1 setting needs" : `${problems.length} settings need`;
  const notes = warnings.map((warning) => `  note: ${warning}`).join("\n");
  const parts = [
    `${service} cannot start: ${count} mending.`,
    ...problems.map((problem) => block(problem)),
    notes,
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
