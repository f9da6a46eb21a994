import type { OpenSpace } from "./open-spaces.ts";

/** Says of a kind of places whether a card may be forwarded there: without it, a card cannot be put there. */
export type SpaceModel = "imGroupOpenSpaceModel" | "imRobotOpenSpaceModel";

const ALL: readonly SpaceModel[] = ["imGroupOpenSpaceModel", "imRobotOpenSpaceModel"];

/** The models that a body gives, each with the `supportForward` that it must have. */
export function spaceModelsIn(body: Partial<Record<SpaceModel, unknown>>): SpaceModel[] {
  return ALL.filter((name) => {
    const model = body[name];
    return (
      typeof model === "object" &&
      model !== null &&
      "supportForward" in model &&
      typeof model.supportForward === "boolean"
    );
  });
}

/** Whether one of the places is of a kind that the card was not made for. */
export function lacksSpaceModel(models: readonly SpaceModel[], spaces: readonly OpenSpace[]): boolean {
  return spaces.some(({ spaceType }) => {
    const needed: SpaceModel = spaceType === "IM_ROBOT" ? "imRobotOpenSpaceModel" : "imGroupOpenSpaceModel";
    return !models.includes(needed);
  });
}
