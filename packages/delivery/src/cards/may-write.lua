-- Whether a run may still write on its message's card: it holds the job's lock, and the message is neither stopped nor
-- answered.   KEYS: job lock, ledger entry   ARGV: lock token
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
local reply, stopped = unpack(redis.call('HMGET', KEYS[2], 'reply', 'stopped'))
return (reply or stopped) and 0 or 1
