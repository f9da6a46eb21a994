-- A job completes or fails for good: it leaves its lane, its successor is admitted, a failure's debt is recorded,
-- and BullMQ's own step follows, which may hand this very successor to the worker.
-- KEYS 1-14 BullMQ's; backlog, settings, debts
-- ARGV 1-9 BullMQ's; failure code, lock token, lane, receipt
local q = { prefix = ARGV[7], backlog = KEYS[15], settings = KEYS[16], now = tonumber(ARGV[2]), fetches = ARGV[6] == '1' }
-- The same precondition as BullMQ's: whoever has lost the lock changes nothing.
if ARGV[12] ~= '' and redis.call('GET', KEYS[12] .. ':lock') == ARGV[11] then
  if ARGV[5] == 'failed' then owe(KEYS[17], ARGV[13], ARGV[10], ARGV[2]) end
  leave(q, ARGV[12], ARGV[1])
end
if q.fetches then end_passing(q) end
return bullmq(KEYS, ARGV)
