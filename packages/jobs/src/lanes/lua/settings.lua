-- What all processes agree on, read afresh by every script that needs it.
local SETTINGS = { 'lane_limit', 'user_concurrency', 'max_waiting', 'user_minute', 'group_minute', 'global_minute' }

local function read_settings(key)
  local values = redis.call('HMGET', key, unpack(SETTINGS))
  local settings = {}
  for i, name in ipairs(SETTINGS) do
    settings[name] = tonumber(values[i] or '') or DEFAULTS[name]
  end
  -- With no slot at all every lane would stand still for ever.
  settings.user_concurrency = math.max(1, settings.user_concurrency)
  return settings
end

local function read_slots(key)
  local slots = tonumber(redis.call('HGET', key, 'user_concurrency') or '') or DEFAULTS.user_concurrency
  return math.max(1, slots)
end

local function now_ms()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end
