-- The safety net: mends lanes whose heads ended or vanished where no script of ours could see it (a job deleted by
-- hand, another program on these keys), and applies a raised user_concurrency.
-- KEYS backlog, settings   ARGV queue prefix, rank of the first lane, lanes to look at
local q = queue(ARGV[1], KEYS[1], KEYS[2])
local lanes = redis.call('ZRANGE', KEYS[1], ARGV[2], ARGV[2] + ARGV[3] - 1)
local healed = 0
for _, lane in ipairs(lanes) do
  healed = healed + heal(q, lane)
  admit(q, lane)
end
return { #lanes, healed }
