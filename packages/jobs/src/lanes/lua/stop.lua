-- A person takes back what is not answered yet: whatever of theirs waits is over, whatever runs is told to end. Each
-- message's receipt says `stopped`, which is what redeliveries and the commit of a run look at. What has a committed
-- reply is being answered, and goes on. A message whose answer is shown on a card is owed its end: at once where it
-- waits for another attempt, else in a while, should its worker be gone.
-- KEYS receipt of the message that says so, settings, debts
-- ARGV now (epoch ms), receipt TTL (s), the one job that is meant ('' = all), how long a card's end is left to its worker
-- (ms), then of each queue: its prefix, backlog, the person's lane, the channel
local receipt, now = KEYS[1], ARGV[1]
if redis.call('EXISTS', receipt) == 1 then
  return { 'duplicate', tonumber(redis.call('HGET', receipt, 'stops') or '0') }
end

local function waited(prefix, id)
  return redis.call('ZREM', prefix .. 'delayed', id) == 1 or redis.call('ZREM', prefix .. 'prioritized', id) == 1
    or redis.call('LREM', prefix .. 'wait', 1, id) == 1
end

-- A full Redis refuses a script whose first write needs room, but none after one that needs none: stopping frees room.
redis.call('UNLINK', receipt)

local stops = 0
for at = 5, #ARGV, 4 do
  local prefix, lane, running = ARGV[at], ARGV[at + 2], {}
  for _, id in ipairs(redis.call('LRANGE', lane, 0, -1)) do
    local _, theirs, ended = stored_lane(prefix .. id)
    local known = theirs and not ended and redis.call('HMGET', theirs, 'job', 'reply', 'quota', 'stopped', 'card')
    if known and known[1] and not known[2] and not known[4] and (ARGV[3] == '' or ARGV[3] == id) then
      stops = stops + 1
      redis.call('HSET', theirs, 'stopped', now)
      if known[3] then give_back(theirs, known[3]) end
      local has_waited = waited(prefix, id)
      if known[5] then redis.call('ZADD', KEYS[3], has_waited and now or now + ARGV[4], theirs) end
      if has_waited then
        redis.call('LREM', lane, 1, id)
        redis.call('HSET', prefix .. id, 'returnvalue', '"stopped"', 'finishedOn', now)
        redis.call('ZADD', prefix .. 'completed', now, id)
        redis.call('XADD', prefix .. 'events', '*', 'event', 'completed', 'jobId', id, 'returnvalue', '"stopped"')
      else
        running[#running + 1] = id
      end
    end
  end
  -- Where nobody is left, there is nobody to admit.
  if redis.call('EXISTS', lane) == 0 then redis.call('ZREM', ARGV[at + 1], lane) end
  admit({ prefix = prefix, backlog = ARGV[at + 1], settings = KEYS[2], now = tonumber(now) }, lane)
  if running[1] then redis.call('PUBLISH', ARGV[at + 3], cjson.encode(running)) end
end
redis.call('HSET', receipt, 'stops', stops)
redis.call('EXPIRE', receipt, ARGV[2])
return { 'stopped', stops }
