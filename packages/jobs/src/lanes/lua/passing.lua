-- The longest admitted of the backlog, once it has waited long enough, goes before every fresh message.
local function end_passing(q)
  local id = redis.call('ZRANGE', q.prefix .. 'prioritized', 0, 0)[1]
  if not id or redis.call('EXISTS', q.prefix .. 'wait') == 0 then return end
  local arrived = tonumber(redis.call('HGET', q.prefix .. id, 'timestamp') or '')
  if arrived and q.now - arrived >= UNPASSED_AFTER_MS then
    redis.call('ZREM', q.prefix .. 'prioritized', id)
    redis.call('RPUSH', q.prefix .. 'wait', id)
  end
end
