-- Bounds refuse at once, by name, and a refusal costs nothing: what was counted for it is counted back.

-- The exact count of all that wait takes nine commands, so for a moment an estimate stands for it that only counts
-- who comes. It is never too low, and where it would refuse, the exact count decides.
local function waits_among_too_many(root, estimate, most)
  local place = redis.call('INCR', estimate)
  if place > 1 and place <= most then return false end
  local waiting = 0
  for _, name in ipairs({ QUEUES }) do
    local prefix = root .. ':' .. name .. ':'
    waiting = waiting + redis.call('LLEN', prefix .. 'wait') + redis.call('ZCARD', prefix .. 'prioritized')
      + redis.call('ZCARD', prefix .. 'delayed')
  end
  local too_many = waiting >= most
  redis.call('SET', estimate, too_many and waiting or waiting + 1, 'PX', ESTIMATE_MS)
  return too_many
end

-- Counts the message in the day's quota and in the windows (`first` is the index of their keys in ARGV; '' = it does
-- not count there), or in none: then returns the full one's name and the milliseconds it has left. Else the third value is
-- what is left of the day's quota, where it counts. A window starts
-- with its first message.
local function count_in_windows(settings, first)
  local left_today
  for i = 1, 4 do
    local key = ARGV[first + i - 1]
    local most = key ~= '' and number_of(settings, 3 + i) or 0
    local count = most > 0 and redis.call('INCR', key) or 0
    if count == 1 then redis.call('PEXPIRE', key, i == 1 and DAY_MS or WINDOW_MS) end
    if count > most then
      local left_ms = redis.call('PTTL', key)
      for counted = 1, i do
        local undone = ARGV[first + counted - 1]
        if undone ~= '' and number_of(settings, 3 + counted) > 0 and redis.call('DECR', undone) == 0 then
          redis.call('DEL', undone)
        end
      end
      return ({ 'user_day', 'user_minute', 'group_minute', 'global_minute' })[i], left_ms
    end
    if i == 1 and most > 0 then left_today = most - count end
  end
  return nil, nil, left_today
end
