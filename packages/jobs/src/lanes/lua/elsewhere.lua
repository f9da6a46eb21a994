-- Whether a job is anywhere but in `wait`. Whoever still holds its lock runs it, wherever else it is missing, and would be
-- taken for dead here.
local function is_elsewhere(prefix, id)
  return redis.call('EXISTS', prefix .. id .. ':lock') == 1
    or redis.call('ZSCORE', prefix .. 'delayed', id)
    or redis.call('ZSCORE', prefix .. 'prioritized', id)
    or redis.call('LPOS', prefix .. 'active', id)
end
