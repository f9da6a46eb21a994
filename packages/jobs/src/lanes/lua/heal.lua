-- The safety net: mends lanes whose heads ended, vanished or dropped out of the queue where no script of ours could
-- see it (a job deleted by hand, another program on these keys), and applies a raised user_concurrency. Returns how many it
-- mended, and the heads that wait or else dropped out: which of them, rejoin.lua decides, since `wait` may be long.
-- KEYS backlog, settings, then the lanes   ARGV queue prefix, 1 to look also for heads that may have dropped out
local q = { prefix = ARGV[1], backlog = KEYS[1], settings = KEYS[2], now = now_ms() }
local healed, waiting = 0, {}

for i = 3, #KEYS do
  for _, id in ipairs(redis.call('LRANGE', KEYS[i], 0, read_slots(q.settings, KEYS[i]) - 1)) do
    local job = redis.call('HMGET', q.prefix .. id, 'name', 'finishedOn')
    if not job[1] or job[2] then
      redis.call('LREM', KEYS[i], 1, id)
      healed = healed + 1
    elseif ARGV[2] == '1' and not is_elsewhere(q.prefix, id) then
      waiting[#waiting + 1] = id
    end
  end
  if redis.call('EXISTS', KEYS[i]) == 0 then redis.call('ZREM', KEYS[1], KEYS[i]) end
  admit(q, KEYS[i])
end
return { healed, waiting }
