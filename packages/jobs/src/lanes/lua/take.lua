-- A worker that has been idle takes its next job.
-- KEYS, ARGV BullMQ's (KEYS 7 delayed; ARGV 1-2 queue prefix, now in epoch ms)
-- Returns what BullMQ's script returns and, when this was the last job, when the next is due: epoch ms, 0 when none is.
unpass(ARGV[1], ARGV[2])
local answer = bullmq(KEYS, ARGV)
if answer[1] ~= 0 and not wake_next(ARGV[1]) then
  local first = redis.call('ZRANGE', KEYS[7], 0, 0, 'WITHSCORES')
  answer[5] = first[2] and first[2] / 0x1000 or 0
end
return answer
