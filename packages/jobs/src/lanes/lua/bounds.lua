-- Bounds refuse at once, by name, and a refusal costs nothing: everything is looked at before anything is counted.

local function waiting_in_all(root)
  local waiting = 0
  for _, name in ipairs(QUEUES) do
    local prefix = root .. ':' .. name .. ':'
    waiting = waiting + redis.call('LLEN', prefix .. 'wait') + redis.call('ZCARD', prefix .. 'prioritized')
      + redis.call('ZCARD', prefix .. 'delayed')
  end
  return waiting
end

local function lane_is_full(q, lane, settings)
  local most = settings.lane_limit + settings.user_concurrency
  if redis.call('LLEN', lane) < most then return false end
  -- A lane may be full of what is no more (a job removed behind our back): look before turning somebody away.
  return heal(q, lane) == 0 or redis.call('LLEN', lane) >= most
end

-- Milliseconds until a full window ends; nil while there is room in it.
local function full_for(window, limit)
  if limit <= 0 or tonumber(redis.call('GET', window) or '0') < limit then return nil end
  local left = redis.call('PTTL', window)
  return left > 0 and left or WINDOW_MS
end

-- A window starts with its first message.
local function count_in(window, limit)
  if limit > 0 and redis.call('INCR', window) == 1 then redis.call('PEXPIRE', window, WINDOW_MS) end
end
