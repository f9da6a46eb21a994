-- The safety net: mends lanes whose heads ended or vanished where no script of ours could see it (a job deleted by
-- hand, another program on these keys), and applies a raised user_concurrency.
-- KEYS backlog, settings, then the lanes   ARGV queue prefix
local q = { prefix = ARGV[1], backlog = KEYS[1], settings = KEYS[2], now = now_ms() }
local slots = read_slots(q.settings)
local healed = 0
for i = 3, #KEYS do
  for _, id in ipairs(redis.call('LRANGE', KEYS[i], 0, slots - 1)) do
    local job = redis.call('HMGET', q.prefix .. id, 'name', 'finishedOn')
    if not job[1] or job[2] then
      redis.call('LREM', KEYS[i], 1, id)
      healed = healed + 1
    end
  end
  admit(q, KEYS[i])
end
return healed
