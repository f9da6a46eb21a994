-- Records on a message's receipt that its job ended without an answer, once, and that its user is owed words.
local function owe(debts, receipt, failure, due_at)
  local known = redis.call('HMGET', receipt, 'job', 'replied', 'stopped')
  if not known[1] or known[2] or known[3] then return end
  if redis.call('HSETNX', receipt, 'failure', failure) == 1 then
    redis.call('HSET', receipt, 'apology', 'due')
    redis.call('ZADD', debts, due_at, receipt)
  end
end

-- An operator runs the job again: what was not said yet need not be said.
local function forgive(debts, receipt)
  if redis.call('HGET', receipt, 'apology') == 'due' then
    redis.call('HDEL', receipt, 'failure', 'apology')
    redis.call('ZREM', debts, receipt)
  end
end
