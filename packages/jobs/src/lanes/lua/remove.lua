-- An operator removes a job: its lane goes on, and who still waited for its answer is told.
-- KEYS 1-2 BullMQ's; backlog, settings, debts   ARGV 1-3 BullMQ's
local job = redis.call('HMGET', KEYS[1], 'lane', 'receipt', 'finishedOn')
local removed = bullmq(KEYS, ARGV)
if removed == 1 and job[1] then
  if not job[3] then owe(KEYS[5], job[2], 'removed', now_ms()) end
  leave(queue(ARGV[3], KEYS[3], KEYS[4]), job[1], ARGV[1])
end
return removed
