-- BullMQ's own scripts serve `wait` before `prioritized`, however long somebody has waited there: whoever is not to be
-- passed any more (see fetch.lua) is put first.
local function unpass(prefix, now)
  local longest = redis.call('ZRANGE', prefix .. 'prioritized', 0, 0, 'WITHSCORES')
  if not longest[1] or now - longest[2] < UNPASSED_AFTER_MS then return end
  redis.call('ZREM', prefix .. 'prioritized', longest[1])
  redis.call('RPUSH', prefix .. 'wait', longest[1])
end
