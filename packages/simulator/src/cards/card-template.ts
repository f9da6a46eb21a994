import type { CardFaults } from "./card-faults.ts";

/** A template: its variables are what the streaming API can write to. */
export interface SimulatedCardTemplate {
  id: string;
  variables: Readonly<Record<string, "markdown" | "text">>;
}

/** Variables of the templates in DingTalk's documents and SDKs; of a template that nobody described. */
const USUAL_VARIABLES: SimulatedCardTemplate["variables"] = {
  content: "markdown",
  msgContent: "markdown",
  markdown: "markdown",
  title: "text",
};

/** Finds a template by id. Where none was described, every id is that of a usual one. */
export type FindTemplate = (id: string) => SimulatedCardTemplate | undefined;

export function createFindTemplate(
  templates: readonly SimulatedCardTemplate[] | undefined,
  faults: Pick<CardFaults, "missingTemplates">,
): FindTemplate {
  return (id) => {
    if (faults.missingTemplates.includes(id)) return undefined;
    if (templates === undefined) return { id, variables: USUAL_VARIABLES };
    return templates.find((template) => template.id === id);
  };
}
