/** Names that an @ may be followed by in a group, each for itself. */
export function namesInGroup(places) {
  return new Map(
    [places.robot.name, ...places.people.map((person) => person.nick)].map((name) => [name, name]),
  );
}

/** DingTalk turns `@staffId` into a name only for those whom the reply lists; other ids stay as they are. */
export function mentionedNames(reply, places) {
  const listed = reply.at?.atUserIds ?? [];
  const people = places.people.filter((person) => listed.includes(person.staffId));
  return new Map(people.map((person) => [person.staffId, person.nick]));
}
