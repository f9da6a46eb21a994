-- Finished jobs stay visible for a while. They go in batches: one by one costs three commands with every message.

local function forget(prefix, ended, ids)
  local keys = {}
  for i, id in ipairs(ids) do
    keys[2 * i - 1] = prefix .. id
    keys[2 * i] = prefix .. id .. ':logs'
  end
  redis.call('UNLINK', unpack(keys))
  redis.call('ZREM', ended, unpack(ids))
end

local function keep_latest(prefix, ended, most)
  local surplus = redis.call('ZCARD', ended) - most
  if surplus >= 100 then forget(prefix, ended, redis.call('ZRANGE', ended, 0, 99)) end
end

local function keep_young(prefix, ended, oldest)
  local old = redis.call('ZRANGEBYSCORE', ended, '-inf', oldest, 'LIMIT', 0, 500)
  if old[1] then forget(prefix, ended, old) end
end
