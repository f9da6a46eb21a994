import { castNames } from "./replies.ts";
import type { SimulatedGroup, SimulatedPerson } from "./directory.ts";

/** Who is on the playground page: an admin, two colleagues and somebody from outside, in one group. */
export const playgroundCast: {
  robotName: string;
  people: readonly SimulatedPerson[];
  groups: readonly SimulatedGroup[];
} = {
  robotName: castNames.robot,
  people: [
    { id: "zhangsan", nick: castNames.zhangSan, staffId: "zhangsan01", isAdmin: true },
    { id: "lisi", nick: castNames.liSi, staffId: "lisi02" },
    { id: "wangxiaoming", nick: castNames.wangXiaoMing, staffId: "wangxiaoming03" },
    { id: "chenlaoshi", nick: castNames.guest },
  ],
  groups: [{ id: "cidPlaygroundProductTalk==", title: castNames.group }],
};
