import { demoAnswers, demoGreeting } from "./replies.ts";

export interface DemoMessage {
  role: string;
  text: string;
}

const greeting = /^(你好|您好|hello|hi|hey|在吗)[\s!！。.~～]*$/i;

/** What the demo model answers: a greeting to a greeting, else one of several shapes. */
export function demoAnswer(messages: readonly DemoMessage[]): string {
  const questions = messages.filter(({ role }) => role === "user").map(({ text }) => text);
  const question = questions.at(-1)?.trim() ?? "";
  if (greeting.test(question)) return demoGreeting;
  const turn = questions.length;
  const shape = demoAnswers[(checksum(question) + turn) % demoAnswers.length];
  return shape === undefined ? demoGreeting : shape(quoted(question), turn);
}

/** One line, short: a quoted question must not break the Markdown around it. */
function quoted(question: string): string {
  const line = question.replace(/[\s`*_>#]+/g, " ");
  // Cut between code points, never inside one.
  const short = /^.{0,60}/u.exec(line)?.[0] ?? "";
  return short === line ? line : `${short}…`;
}

function checksum(text: string): number {
  let sum = 0;
  for (const character of text) sum += character.codePointAt(0) ?? 0;
  return sum;
}
