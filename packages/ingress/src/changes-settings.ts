import type { RobotMessage } from "@dinglane/dingtalk";

/** The command that shows and changes settings, alone or with what is to change; of whomever, allowed or not. */
export function changesSettings({ content }: RobotMessage): boolean {
  return content.type === "text" && /^\s*[#＃]设置/u.test(content.text);
}
