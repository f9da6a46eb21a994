-- An operator runs a finished job again: it takes its place at the tail of its lane, as if it had just arrived.
-- KEYS 1-9 BullMQ's; backlog, settings, debts   ARGV 1-6 BullMQ's; queue prefix
local lane, receipt = stored_lane(KEYS[1])
local retried = bullmq(KEYS, ARGV)
if retried == 1 and lane then
  local now = now_ms()
  forgive(KEYS[12], receipt)
  redis.call('HSET', KEYS[1], 'timestamp', now)
  if redis.call('RPUSH', lane, ARGV[1]) > read_slots(KEYS[11], lane) then park(ARGV[7], KEYS[10], lane, ARGV[1], now) end
elseif retried == -1 then
  -- The set names a job that is no more: without this, retrying all of them would never end.
  redis.call('ZREM', KEYS[3], ARGV[1])
end
return retried
