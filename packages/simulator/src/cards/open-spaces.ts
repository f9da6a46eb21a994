import type { Directory, SimulatedRobot } from "../directory.ts";

const PREFIX = "dtv1.card//";
const GROUP_SPACES = new Set(["IM_GROUP", "IM_SINGLE", "ONE_BOX"]);

/** One place that a card is to be put into. */
export interface OpenSpace {
  spaceType: string;
  spaceId: string;
}

/** Reads `dtv1.card//<SpaceType>.<SpaceId>[;…]`; undefined where it is none. */
export function parseOpenSpaces(openSpaceId: string): OpenSpace[] | undefined {
  if (!openSpaceId.startsWith(PREFIX)) return undefined;
  const spaces = openSpaceId
    .slice(PREFIX.length)
    .split(";")
    .map((space) => {
      const dot = space.indexOf(".");
      return { spaceType: space.slice(0, Math.max(dot, 0)).toUpperCase(), spaceId: space.slice(dot + 1) };
    });
  const isKnown = ({ spaceType, spaceId }: OpenSpace): boolean =>
    (spaceType === "IM_ROBOT" || GROUP_SPACES.has(spaceType)) && spaceId !== "";
  return spaces.every((space) => isKnown(space)) ? spaces : undefined;
}

/** The conversation of a place; undefined where nobody is there. */
export function conversationIn(
  { spaceType, spaceId }: OpenSpace,
  directory: Directory,
  robot: SimulatedRobot,
): string | undefined {
  if (spaceType !== "IM_ROBOT") return directory.groups.find(({ id }) => id === spaceId)?.id;
  const person = directory.people.find(({ staffId }) => staffId === spaceId);
  return person && directory.conversation(robot, person, "private").id;
}
