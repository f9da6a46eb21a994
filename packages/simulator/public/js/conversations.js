import { strings } from "./strings.js";

/** Where this person can talk: every group, and the chat with the robot alone. */
export function conversationsOf(places, me) {
  const robot = places.robot.name;
  const groups = places.groups.map((group, index) => ({
    key: `group-${index + 1}`,
    id: group.id,
    where: group.id,
    isGroup: true,
    symbol: "group",
    title: group.title,
    subtitle: strings.groupSubtitle(places.people.length, 1),
    invitation: strings.emptyGroup(robot),
    placeholder: strings.placeholderGroup(group.title),
  }));
  return [
    ...groups,
    {
      key: "private",
      id: me.privateConversationId,
      where: "private",
      isGroup: false,
      symbol: "robot",
      title: strings.privateTitle(robot),
      subtitle: strings.privateSubtitle(me.nick, robot),
      invitation: strings.emptyPrivate(robot),
      placeholder: strings.placeholderPrivate(robot),
    },
  ];
}
