import { createPlainPage, escapeHtml } from "@dinglane/runtime";
import { exportWords, type ExportedExchange, type TranscriptExport } from "@dinglane/transcripts";
import { PAGE_STYLE } from "./page-style.ts";
import { pageWords } from "./replies.ts";
import { queryPattern, type Selection } from "./select-exchanges.ts";

const PAGE = createPlainPage(PAGE_STYLE);

/** The page has no script, loads nothing, and asks this server only. */
export const PAGE_SECURITY_POLICY = PAGE.securityPolicy;

/** A transcript as a page of HTML: pairs in order, with search, pages and downloads by plain links. */
export function renderPage(
  transcript: TranscriptExport,
  selection: Selection,
  formatTime: (ms: number) => string,
): string {
  const { person, days, total, exchanges } = transcript;
  const { query, matching } = selection;
  const title = exportWords.title(person.nick);
  const facts = [
    exportWords.person(person.nick, person.userId),
    exportWords.range(days),
    exportWords.count(exchanges.length, total),
  ].join(" · ");
  const found =
    query === ""
      ? ""
      : `<p role="status">${escapeHtml(pageWords.found(matching.length, query))} · <a href="?">${pageWords.clear}</a></p>`;
  const body = `<header>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(facts)}</p>
<form method="get" role="search">
<input name="q" type="search" value="${escapeHtml(query)}" aria-label="${pageWords.searchLabel}" placeholder="${pageWords.searchLabel}" maxlength="100">
<button>${pageWords.search}</button>
</form>
<nav>
<a href="${link({ format: "md", q: query })}" download>${pageWords.markdown}</a>
<a href="${link({ format: "csv", q: query })}" download>${pageWords.csv}</a>
</nav>
${found}
</header>
<main>
${renderPairs(selection, formatTime)}
</main>
<footer>
${renderPages(selection)}
<p>${pageWords.notice}</p>
</footer>`;
  return PAGE.render({ title, body });
}

/** What a search did not find has been said above. */
function renderPairs({ query, shown }: Selection, formatTime: (ms: number) => string): string {
  if (shown.length === 0) return query === "" ? `<p>${pageWords.none}</p>` : "";
  return `<ol>\n${shown.map((exchange) => renderPair(exchange, query, formatTime)).join("\n")}\n</ol>`;
}

function renderPair(
  { askedAtMs, conversation, kind, model, question, answer }: ExportedExchange,
  query: string,
  formatTime: (ms: number) => string,
): string {
  const facts = [
    formatTime(askedAtMs),
    exportWords.place(conversation.type, conversation.title),
    exportWords.kind[kind],
    model,
  ];
  return `<li>
<h2>${facts.map((fact) => `<span>${escapeHtml(fact)}</span>`).join("")}</h2>
<dl>
<div class="ask"><dt>${exportWords.question}</dt><dd>${marked(question, query)}</dd></div>
<div><dt>${exportWords.answer}</dt><dd>${marked(answer, query)}</dd></div>
</dl>
</li>`;
}

/** What was searched for stands out; everything is text. */
function marked(text: string, query: string): string {
  const pattern = queryPattern(query);
  if (pattern === undefined) return escapeHtml(text);
  let html = "";
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    html += `${escapeHtml(text.slice(from, match.index))}<mark>${escapeHtml(match[0])}</mark>`;
    from = match.index + match[0].length;
  }
  return html + escapeHtml(text.slice(from));
}

function renderPages({ query, page, pages }: Selection): string {
  if (pages === 1) return "";
  const to = (target: number, words: string): string =>
    target < 1 || target > pages ? "" : `<a href="${link({ q: query, page: String(target) })}">${words}</a>`;
  return `<nav>${to(page - 1, pageWords.before)}<span>${pageWords.page(page, pages)}</span>${to(page + 1, pageWords.after)}</nav>`;
}

/** To another view of the same transcript. */
function link(asked: Record<string, string>): string {
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ""));
  return escapeHtml(`?${query.toString()}`);
}
