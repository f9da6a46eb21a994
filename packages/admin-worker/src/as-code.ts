const MAX_CHARACTERS = 80;

/** Somebody else's words as one short piece of inline code: nothing in them becomes markup in the robot's voice. */
export function asCode(text: string): string {
  const visible = text
    .slice(0, MAX_CHARACTERS * 4)
    .toWellFormed()
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[\p{C}`]/gu, "")
    .trim();
  const characters = Array.from(visible);
  const shown =
    characters.length > MAX_CHARACTERS ? `${characters.slice(0, MAX_CHARACTERS - 1).join("")}…` : visible;
  return `\`${shown === "" ? "?" : shown}\``;
}
