-- Makes a completion the one outcome of its message, together with everything that follows from it.
-- KEYS: job lock, ledger entry, then one key per effect
-- ARGV: lock token, reply JSON, now (ms), ledger TTL (s), '1' where the reply is a refusal, then per effect: type, value,
-- ttl (s)
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 'stale' end
if redis.call('HEXISTS', KEYS[2], 'reply') == 1 then return 'already' end
if redis.call('HEXISTS', KEYS[2], 'stopped') == 1 then return 'stopped' end
redis.call('HSET', KEYS[2], 'reply', ARGV[2], 'committed', ARGV[3])
redis.call('EXPIRE', KEYS[2], ARGV[4])
if ARGV[5] == '1' then
  -- A refusal costs nothing: the day's reservation, which the add script wrote here, is given back as a failure's is.
  -- But it is not remembered as released: whoever runs this message again only sends the refusal, which stays free.
  local quota = redis.call('HGET', KEYS[2], 'quota')
  if quota then
    redis.call('HDEL', KEYS[2], 'quota')
    if tonumber(redis.call('GET', quota) or '0') > 0 then redis.call('DECR', quota) end
  end
end
for i = 3, #KEYS do
  local at = 6 + (i - 3) * 3
  local kind, value, ttl = ARGV[at], ARGV[at + 1], ARGV[at + 2]
  if kind == 'set' then
    redis.call('SET', KEYS[i], value, 'EX', ttl)
  elseif kind == 'expire' then
    redis.call('EXPIRE', KEYS[i], ttl)
  elseif kind == 'append' then
    redis.call('XADD', KEYS[i], '*', 'json', value)
  elseif kind == 'increment' then
    for field, amount in pairs(cjson.decode(value)) do
      redis.call('HINCRBY', KEYS[i], field, string.format('%.0f', amount))
    end
    redis.call('EXPIRE', KEYS[i], ttl)
  else
    redis.call('DEL', KEYS[i])
  end
end
return 'committed'
