import type { RedisFacts } from "@dinglane/doctor";
import { asCode } from "../../as-code.ts";
import { duration, setting, whyUnreached } from "../terms/replies.ts";
import type { WordsByCode } from "../words.ts";

const URL = setting("redis_url");
const SET_NOEVICTION =
  "请在 `redis.conf` 里写上 `maxmemory-policy noeviction`，运行中的用 `redis-cli config set maxmemory-policy noeviction` 立即改过来";
const MORE_MEMORY = "请调大 `maxmemory`，或者给 Redis 换一台更大的机器；调小 `session_timeout` 可以少存一些";

const memoryUse = ({ used, bound, percent, boundBy }: RedisFacts["redis_memory_full"]): string =>
  `已用 ${asCode(used)} / ${asCode(bound)}（${boundBy === "maxmemory" ? "`maxmemory` 的" : "没有设置 `maxmemory`，是整台机器内存的"} ${percent} %）`;

/** What is said of Redis. */
export const redisWords: WordsByCode<RedisFacts> = {
  redis_unreachable: ({ url, failure }) => ({
    about: asCode(url),
    seen: whyUnreached(failure),
    todo: `请启动 Redis，或者把 ${URL} 改成它所在的地址`,
  }),
  redis_slow: ({ url, roundTripMs }) => ({
    about: asCode(url),
    seen: `一次往返要 ${duration(roundTripMs)}，而每条消息都要往返好几次`,
    todo: "请让 Redis 和 Dinglane 在同一个内网；如果已经是，请检查两边机器的负载",
  }),
  redis_password_missing: ({ url }) => ({
    about: asCode(url),
    seen: "需要密码，而配置里没有",
    todo: `请把密码写进 ${URL}：\`redis://:password@host:6379\``,
  }),
  redis_password_refused: ({ url }) => ({
    about: asCode(url),
    seen: "拒绝了配置里的用户名或密码",
    todo: `请核对 ${URL} 和 Redis 的 \`requirepass\` 或 ACL；特殊字符要写成 \`%XX\``,
  }),
  redis_not_permitted: ({ url }) => ({
    about: asCode(url),
    seen: "所用的用户缺少 Dinglane 需要的权限",
    todo: "请允许这个用户在 `dinglane:` 开头的键和频道上执行所有命令，或者改用默认用户",
  }),
  redis_loading: ({ url }) => ({
    about: asCode(url),
    seen: "还在载入数据",
    todo: "请等它载入完，再发一次“状态”",
  }),
  redis_without_master: ({ url }) => ({
    about: asCode(url),
    seen: "是一个连不上主库的从库",
    todo: `请把 ${URL} 指向主库`,
  }),
  redis_error: ({ url, reply }) => ({
    about: asCode(url),
    seen: `返回错误 ${asCode(reply)}`,
    todo: "请到 Redis 自己的日志里查这个错误",
  }),
  redis_too_old: ({ server, version, oldestRedis, oldestValkey }) => ({
    about: "版本",
    seen: `现在是 ${server} ${asCode(version)}，需要 Redis ${oldestRedis} 或 Valkey ${oldestValkey} 以上`,
    todo: "请升级；新版本能读旧版本的数据文件",
  }),
  redis_is_replica: () => ({
    about: "角色",
    seen: "这是从库，不能写入",
    todo: `请把 ${URL} 指向主库`,
  }),
  redis_appendonly_off: () => ({
    about: "`appendonly`",
    seen: "没有打开：Redis 一重启，排队的消息和对话就会丢失",
    todo: "请在 `redis.conf` 里写上 `appendonly yes`，运行中的用 `redis-cli config set appendonly yes` 立即打开",
  }),
  redis_appendonly_failing: ({ fields }) => ({
    about: "`appendonly`",
    seen: `已打开，但写入失败（${fields.map(asCode).join("、")}）`,
    todo: "请查看 Redis 的日志；多半是磁盘满了或不可写",
  }),
  redis_evicts: ({ policy }) => ({
    about: "`maxmemory-policy`",
    seen: `现在是 ${asCode(policy)}：内存一满，排队的消息就会被丢掉`,
    todo: SET_NOEVICTION,
  }),
  redis_would_evict: ({ policy }) => ({
    about: "`maxmemory-policy`",
    seen: `现在是 ${asCode(policy)}：只要没有设置 \`maxmemory\`，就还不起作用`,
    todo: SET_NOEVICTION,
  }),
  redis_memory_filling: (facts) => ({ about: "内存", seen: memoryUse(facts), todo: MORE_MEMORY }),
  redis_memory_full: (facts) => ({
    about: "内存",
    seen: `${memoryUse(facts)}；从 85 % 起不再接受新消息`,
    todo: MORE_MEMORY,
  }),
};
