-- Changes settings once per message, and only from the version that the change was made for.
-- KEYS: settings hash, audit list, and where a message asked for it: what it has done
-- ARGV: expected version, what is done (JSON), its TTL (s), entries the audit keeps, channel,
--       number of fields, field, value ('' removes) …, audit entries …
if KEYS[3] then
  local done = redis.call('GET', KEYS[3])
  if done then return { 'already', done } end
end
local version = tonumber(redis.call('HGET', KEYS[1], 'version') or '') or 0
if version ~= tonumber(ARGV[1]) then return { 'conflict' } end

local fields = tonumber(ARGV[6])
for i = 1, fields do
  local field, value = ARGV[5 + 2 * i], ARGV[6 + 2 * i]
  if value == '' then redis.call('HDEL', KEYS[1], field) else redis.call('HSET', KEYS[1], field, value) end
end
version = redis.call('HINCRBY', KEYS[1], 'version', 1)
for i = 7 + 2 * fields, #ARGV do redis.call('LPUSH', KEYS[2], ARGV[i]) end
redis.call('LTRIM', KEYS[2], 0, ARGV[4] - 1)
if KEYS[3] then redis.call('SET', KEYS[3], ARGV[2], 'EX', ARGV[3]) end
redis.call('PUBLISH', ARGV[5], version)
return { 'changed', ARGV[2] }
