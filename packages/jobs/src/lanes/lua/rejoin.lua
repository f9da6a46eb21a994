-- Brings heads of lanes that dropped out of the queue back into it. Whoever names them has looked before: what has moved
-- since is left alone.
-- ARGV queue prefix, then job ids
local prefix, back = ARGV[1], 0
for i = 2, #ARGV do
  local id = ARGV[i]
  local job = redis.call('HMGET', prefix .. id, 'name', 'finishedOn')
  if job[1] and not job[2] and not is_elsewhere(prefix, id) and not redis.call('LPOS', prefix .. 'wait', id) then
    redis.call('RPUSH', prefix .. 'wait', id)
    redis.call('ZADD', prefix .. 'marker', 0, '0')
    back = back + 1
  end
end
return back
