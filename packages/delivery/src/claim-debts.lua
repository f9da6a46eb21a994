-- Takes up to N due debts for one payer and hides them from the others for a while.
-- KEYS: debts   ARGV: now (ms), hidden until (ms), N
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
for _, key in ipairs(due) do redis.call('ZADD', KEYS[1], 'XX', ARGV[2], key) end
return due
