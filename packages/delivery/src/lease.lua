-- Lets one process at a time send for a message: takes or renews the right to, and gives back the entry as it is now.
-- KEYS: ledger entry, job lock ('' when none)   ARGV: holder, lease (ms), lock token ('' when none)
local holder, ends = unpack(redis.call('HMGET', KEYS[1], 'sender', 'senderUntil'))
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if holder and holder ~= ARGV[1] and tonumber(ends) > now then
  -- Who holds the job's lock takes over from an earlier run of the same job. That is dead or frozen, or has let go: by itself
  -- when nothing is under way, else when a post has had its time to end, where shutdown_timeout (10 s or more) has room for it.
  local inherits = ARGV[3] ~= '' and string.sub(holder, 1, 4) == 'job:' and redis.call('GET', KEYS[2]) == ARGV[3]
  if not inherits then return false end
end
if redis.call('EXISTS', KEYS[1]) == 0 then return {} end
redis.call('HSET', KEYS[1], 'sender', ARGV[1], 'senderUntil', now + ARGV[2])
return redis.call('HGETALL', KEYS[1])
