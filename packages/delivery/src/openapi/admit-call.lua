-- Lets a call be made now, or says how long to wait before asking again with the place in line that it has by then.
-- A place is the moment of a call's turn, given out in the order of asking. Who wakes late, in a busy process, would meet
-- those whose turn it is then: so what is really let through is counted too, with a little more room.
-- KEYS: places (newest first), moments let through (newest first), pause of this API, block of our address
-- ARGV: places per window (0: no limit), window (ms), places per burst, burst window (ms), most let through per window,
--       longest wait (ms), 1 when the caller has a place already
local blocked = redis.call('PTTL', KEYS[4])
if blocked > 0 then return {'blocked', blocked} end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local limit, window, burst, burstWindow, most = unpack(ARGV)

-- The moment at which the `count`th newest of a list no longer stands in the way of one more.
local function after(list, count, distance)
  local moment = tonumber(limit) > 0 and redis.call('LINDEX', list, count - 1)
  return moment and moment + distance or 0
end

local function keep(list, count, moment)
  if tonumber(limit) == 0 then return end
  redis.call('LPUSH', list, string.format('%.0f', moment))
  redis.call('LTRIM', list, 0, count - 1)
  redis.call('PEXPIRE', list, moment - now + window)
end

local free = math.max(now + math.max(0, redis.call('PTTL', KEYS[3])), after(KEYS[2], most, window))
if ARGV[7] == '1' then
  if free > now then return {'wait', free - now} end
else
  local newest, whole, part = after(KEYS[1], 1, 0), after(KEYS[1], limit, window), after(KEYS[1], burst, burstWindow)
  local place = math.max(free, newest, whole, part)
  if place - now > tonumber(ARGV[6]) then return {'busy', place - now} end
  keep(KEYS[1], limit, place)
  if place > now then return {'wait', place - now} end
end
keep(KEYS[2], most, now)
return {'granted', 0}
