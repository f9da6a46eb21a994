-- Gives back the day's quota that was reserved for a message. What was given back is remembered, for a retry.
local function give_back(receipt, quota)
  redis.call('HDEL', receipt, 'quota')
  redis.call('HSET', receipt, 'released', quota)
  if tonumber(redis.call('GET', quota) or '0') > 0 then redis.call('DECR', quota) end
end

-- Records on a message's receipt that its job ended without an answer, once, and that its user is owed words. Such a
-- message costs its user nothing.
local function owe(debts, receipt, failure, due_at)
  local known = redis.call('HMGET', receipt, 'job', 'replied', 'stopped', 'quota')
  if not known[1] or known[2] or known[3] then return end
  if known[4] then give_back(receipt, known[4]) end
  if redis.call('HSETNX', receipt, 'failure', failure) == 1 then
    redis.call('HSET', receipt, 'apology', 'due')
    redis.call('ZADD', debts, due_at, receipt)
  end
end

-- An operator runs the job again: what was not said, or could not be, is owed anew if it fails again, and an answer
-- counts again, but for what was answered or taken back: that will not be answered. A card that was left is owed its end
-- all the same: no run goes on on it.
local function forgive(debts, receipt)
  local known = redis.call('HMGET', receipt, 'apology', 'released', 'card', 'stopped', 'replied')
  if known[1] == 'due' or known[1] == 'impossible' then
    redis.call('HDEL', receipt, 'failure', 'apology')
    if not string.find(known[3] or '', '"state":"left"', 1, true) then redis.call('ZREM', debts, receipt) end
  end
  if known[2] and not known[4] and not known[5] and redis.call('EXISTS', known[2]) == 1 then
    redis.call('INCR', known[2])
    redis.call('HDEL', receipt, 'released')
    redis.call('HSET', receipt, 'quota', known[2])
  end
end
