-- What all processes agree on, read afresh by every script that needs it; a missing or unreadable value has its
-- default. `read_settings` and the defaults stand in the same order (see lane-rules.ts).

local DEFAULT = DEFAULTS

local function read_settings(key)
  return redis.call('HMGET', key, SETTING_NAMES)
end

local function number_of(settings, i)
  return tonumber(settings[i] or '') or DEFAULT[i]
end

-- With no slot at all every lane would stand still for ever. Who has context (串聊) is answered one at a time, for as
-- long as a key of that name says so.
local function slots_of(value, lane)
  local slots = math.max(1, tonumber(value or '') or DEFAULT[1])
  if slots > 1 and redis.call('EXISTS', (string.gsub(lane, ':lane:', ':serial:', 1))) == 1 then return 1 end
  return slots
end

local function read_slots(key, lane)
  return slots_of(redis.call('HGET', key, 'user_concurrency'), lane)
end

local function now_ms()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end
