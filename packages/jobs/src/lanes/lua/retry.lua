-- An operator runs a finished job again: it takes its place at the tail of its lane, as if it had just arrived.
-- KEYS 1-9 BullMQ's; backlog, settings, debts   ARGV 1-6 BullMQ's; queue prefix
local job = redis.call('HMGET', KEYS[1], 'lane', 'receipt')
local retried = bullmq(KEYS, ARGV)
if retried == 1 and job[1] then
  forgive(KEYS[12], job[2])
  redis.call('HSET', KEYS[1], 'at', now_ms())
  enter(queue(ARGV[7], KEYS[10], KEYS[11]), job[1], ARGV[1], read_slots(KEYS[11]))
elseif retried == -1 then
  -- The set names a job that is no more: without this, retrying all of them would never end.
  redis.call('ZREM', KEYS[3], ARGV[1])
end
return retried
