-- Lets a call be made now, or says how long to wait before asking again with the place in line that it has by then.
-- A place is the moment of a call's turn, given out in the order of asking. But a caller may wake late and a call may take
-- a while to arrive, and would then meet those whose turn it is: so calls that were let through are counted as well, each
-- until a second after it was answered, or after the latest moment at which it is thought to arrive.
-- KEYS: places (newest first), calls let through (by when they arrive at the latest), pause of this API, block of our address
-- ARGV: places per window (0: no limit), window (ms), places per burst, burst window (ms), most on their way per window,
--       longest way of a call (ms), longest wait (ms), 1 when the caller has a place already, the call's id
local blocked = redis.call('PTTL', KEYS[4])
if blocked > 0 then return {'blocked', blocked} end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local limit, window, burst, burstWindow, most, way, longest = unpack(ARGV)
local isLimited = tonumber(limit) > 0
local free = now + math.max(0, redis.call('PTTL', KEYS[3]))

if isLimited then
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - window)
  local tooMany = redis.call('ZCARD', KEYS[2]) - most
  if tooMany >= 0 then
    free = math.max(free, redis.call('ZRANGE', KEYS[2], tooMany, tooMany, 'WITHSCORES')[2] + window)
  end
end

-- The moment at which the `count`th newest place no longer stands in the way of one more.
local function after(count, distance)
  local moment = isLimited and redis.call('LINDEX', KEYS[1], count - 1)
  return moment and moment + distance or 0
end

if ARGV[8] == '1' then
  if free > now then return {'wait', free - now} end
else
  local place = math.max(free, after(1, 0), after(limit, window), after(burst, burstWindow))
  if place - now > tonumber(longest) then return {'busy', place - now} end
  if isLimited then
    redis.call('LPUSH', KEYS[1], string.format('%.0f', place))
    redis.call('LTRIM', KEYS[1], 0, limit - 1)
    redis.call('PEXPIRE', KEYS[1], place - now + window)
  end
  if place > now then return {'wait', place - now} end
end
if isLimited then
  redis.call('ZADD', KEYS[2], now + way, ARGV[9])
  redis.call('PEXPIRE', KEYS[2], way + window)
end
return {'granted', 0}
