-- What the add script stored of a job's lane, as BullMQ keeps it: among the job's options.
local function stored_lane(job)
  local known = redis.call('HMGET', job, 'opts', 'finishedOn')
  local decoded, opts = pcall(cjson.decode, known[1] or '')
  if not decoded or type(opts) ~= 'table' then opts = {} end
  return opts.lane, opts.receipt, known[2]
end
