import type { PromptTemplate } from "@dinglane/runtime";

export interface TemplateMatch {
  template: PromptTemplate;
  /** What follows the title, trimmed; may be empty. */
  rest: string;
  /** What follows, between the template's prefix and suffix. */
  prompt: string;
}

/** The template whose title a text begins with, in any case; the longest title wins. */
export function matchTemplate(templates: readonly PromptTemplate[], text: string): TemplateMatch | undefined {
  let template: PromptTemplate | undefined;
  for (const candidate of templates) {
    if (candidate.title.length > (template?.title.length ?? 0) && beginsWith(text, candidate.title)) {
      template = candidate;
    }
  }
  if (template === undefined) return undefined;
  const rest = text.slice(template.title.length).trim();
  return { template, rest, prompt: `${template.prefix}${rest}${template.suffix}` };
}

function beginsWith(text: string, title: string): boolean {
  return text.slice(0, title.length).toLowerCase() === title.toLowerCase();
}
