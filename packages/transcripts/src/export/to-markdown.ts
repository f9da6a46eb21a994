import { replies } from "./replies.ts";
import type { TranscriptExport } from "./transcript-export.ts";

/** What `exchanges` were found by, and among how many. */
export interface Search {
  query: string;
  searched: number;
}

/** The transcript as a document, of a search only what it found. What people and the model wrote stands in fences: word for word, and without effect. */
export function toMarkdown(
  { person, days, total, exchanges }: TranscriptExport,
  formatTime: (ms: number) => string,
  search?: Search,
): string {
  const head = [
    `# ${inline(replies.title(person.nick))}`,
    inline(
      [
        replies.person(person.nick, person.userId),
        replies.range(days),
        search === undefined
          ? replies.count(exchanges.length, total)
          : replies.found(search.query, exchanges.length, search.searched, total),
      ].join(" · "),
    ),
  ];
  const pairs = exchanges.map(({ askedAtMs, conversation, question, answer }, at) => {
    const place = replies.place(conversation.type, conversation.title);
    return [
      `## ${at + 1} · ${formatTime(askedAtMs)} · ${inline(place)}`,
      `**${replies.question}**`,
      fenced(question),
      `**${replies.answer}**`,
      fenced(answer),
    ].join("\n\n");
  });
  return `${[...head, ...pairs].join("\n\n")}\n`;
}

/** A nick or a title is written by its owner: it must not become markup. */
const inline = (text: string): string =>
  text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_[\]<>#|~!]/g, String.raw`\$&`);

function fenced(text: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
