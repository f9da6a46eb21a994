import type { CheckFacts, MachineFacts } from "@dinglane/doctor";
import { asCode } from "../../as-code.ts";
import { duration, setting } from "../terms/replies.ts";
import type { WordsByCode } from "../words.ts";

const SET_CLOCK = "请在每台运行 ingress 的机器上用 NTP 校准时间：`timedatectl set-ntp true`";

const clockOff = (aheadMs: number): string =>
  `比钉钉的时间${aheadMs > 0 ? "快" : "慢"} ${duration(Math.abs(aheadMs))}`;

/** What is said of this machine, of the settings, and of checks that came to nothing. */
export const machineWords: WordsByCode<CheckFacts & MachineFacts> = {
  check_too_slow: ({ seconds }) => ({
    about: "检查超时",
    seen: `${seconds} 秒内没有结果`,
    todo: "请再发一次“状态”；如果还是这样，多半是途中有东西丢了数据包，请检查防火墙和 DNS",
  }),
  check_broken: ({ name }) => ({
    about: "检查本身",
    seen: `出了错（${asCode(name)}）`,
    todo: "这是 Dinglane 的错误，请连同版本号反馈给开发者",
  }),
  settings_odd: () => ({
    about: "配置",
    seen: "有不认识的键，或者没有改掉的示例值",
    todo: "请在服务器上运行 `pnpm run doctor` 看是哪一处；所有的键见 docs/configuration.md",
  }),
  node_too_old: ({ version, oldestMajor }) => ({
    about: "Node",
    seen: `现在是 ${asCode(version)}，需要 ${oldestMajor} 或更新的版本`,
    todo: `请用自带 Node ${oldestMajor} 的 \`npx pnpm@12 start\` 启动，或者安装 Node ${oldestMajor}`,
  }),
  data_dir_unwritable: ({ directory, errno, isNeeded }) => ({
    about: "`data_dir`",
    seen:
      `目录 ${asCode(directory)} 不可写${errno === undefined ? "" : `（${asCode(errno)}）`}` +
      (isNeeded ? "" : "；只要 Redis 自己保存数据，就用不到它"),
    todo: `请给运行 Dinglane 的用户写权限，或者把 ${setting("data_dir")} 改到它可写的地方`,
  }),
  data_dir_nearly_full: ({ directory, free }) => ({
    about: "`data_dir`",
    seen: `目录 ${asCode(directory)} 可写，但磁盘只剩 ${asCode(free)}`,
    todo: `请清理这块磁盘，或者把 ${setting("data_dir")} 改到别处`,
  }),
  clock_drifting: ({ aheadMs }) => ({
    about: "时钟",
    seen: `${clockOff(aheadMs)}；相差超过 1 小时，消息的签名就会被拒绝`,
    todo: SET_CLOCK,
  }),
  clock_wrong: ({ aheadMs }) => ({
    about: "时钟",
    seen: `${clockOff(aheadMs)}，消息的签名因此会被拒绝`,
    todo: SET_CLOCK,
  }),
};
