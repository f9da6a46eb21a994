-- An operator runs a finished job again: it takes its place at the tail of its lane, as if it had just arrived.
-- KEYS 1-9 BullMQ's; backlog, settings, debts   ARGV 1-6 BullMQ's; queue prefix
local lane, receipt = stored_lane(KEYS[1])
local retried = bullmq(KEYS, ARGV)
if retried == 1 and lane then
  local now = now_ms()
  forgive(KEYS[12], receipt)
  redis.call('HSET', KEYS[1], 'timestamp', now)
  local slots = read_slots(KEYS[11], lane)
  if redis.call('RPUSH', lane, ARGV[1]) > slots then
    park(ARGV[7], KEYS[10], lane, ARGV[1], now)
  elseif slots > 1 then
    local before = admit({ prefix = ARGV[7], backlog = KEYS[10], settings = KEYS[11], now = now }, lane)
    if before and redis.call('LREM', ARGV[7] .. 'wait', 1, ARGV[1]) == 1 then
      redis.call('ZADD', ARGV[7] .. 'prioritized', math.max(now, before + 1), ARGV[1])
    end
  end
elseif retried == -1 then
  -- The set names a job that is no more: without this, retrying all of them would never end.
  redis.call('ZREM', KEYS[3], ARGV[1])
end
return retried
