-- An operator removes a job: its lane goes on, and who still waited for its answer is told.
-- KEYS 1-2 BullMQ's; backlog, settings, debts   ARGV 1-3 BullMQ's
local lane, receipt, ended = stored_lane(KEYS[1])
local removed = bullmq(KEYS, ARGV)
if removed == 1 and lane then
  local now = now_ms()
  if not ended then owe(KEYS[5], receipt, 'removed', now) end
  leave({ prefix = ARGV[3], backlog = KEYS[3], settings = KEYS[4], now = now }, lane, ARGV[1])
end
return removed
