-- What all processes agree on, read afresh by every script that needs it; a missing or unreadable value has its
-- default. `read_settings` and the defaults stand in the same order (see lane-rules.ts).

local DEFAULT = DEFAULTS

local function read_settings(key)
  return redis.call('HMGET', key, SETTING_NAMES)
end

local function number_of(settings, i)
  return tonumber(settings[i] or '') or DEFAULT[i]
end

-- With no slot at all every lane would stand still for ever.
local function slots_of(value)
  return math.max(1, tonumber(value or '') or DEFAULT[1])
end

local function read_slots(key)
  return slots_of(redis.call('HGET', key, 'user_concurrency'))
end

local function now_ms()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end
