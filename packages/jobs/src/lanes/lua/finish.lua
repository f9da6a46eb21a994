-- A job completes or fails for good: it leaves its lane, its successor is admitted, a failure's debt is recorded,
-- and BullMQ's own step follows, which may hand this very successor to the worker.
-- KEYS 1-14 BullMQ's; backlog, settings, debts   ARGV 1-9 BullMQ's; failure code
local q = queue(ARGV[7], KEYS[15], KEYS[16])
local job = redis.call('HMGET', KEYS[12], 'lane', 'receipt')
-- The same precondition as BullMQ's: whoever has lost the lock changes nothing.
if job[1] and redis.call('GET', KEYS[12] .. ':lock') == cmsgpack.unpack(ARGV[8])['token'] then
  if ARGV[5] == 'failed' then owe(KEYS[17], job[2], ARGV[10], ARGV[2]) end
  leave(q, job[1], ARGV[1])
end
if ARGV[6] == '1' then end_passing(q) end
return bullmq(KEYS, ARGV)
