-- A lane is a list of job ids in order of arrival. Its first `user_concurrency` entries own its slots: they are
-- waiting, active, or pausing between two attempts. All behind them are parked: in BullMQ's delayed set at a score
-- that no clock reaches, so that no worker holds a slot for them and nobody polls. A lane has no lease: an entry
-- stays as long as its job, whose fate BullMQ's locks and stalled check decide.
-- `q`: { prefix = BullMQ's key prefix, backlog = lanes with parked jobs by first parking, settings = hash,
-- now = epoch ms, fetches = a fetch follows in this script }

-- Makes a parked job that has come to own a slot runnable.
local function release(q, id, arrived)
  redis.call('ZREM', q.prefix .. 'delayed', id)
  if q.now - arrived >= UNPASSED_AFTER_MS then
    redis.call('LPUSH', q.prefix .. 'wait', id)
  else
    -- BullMQ serves `wait` before `prioritized`. The hash keeps priority 0, so that a retry, a hand-back or a
    -- stalled job returns to `wait` and is passed by nobody.
    local turn = redis.call('INCR', q.prefix .. 'pc')
    redis.call('ZADD', q.prefix .. 'prioritized', 0x100000000 + turn % 0x100000000, id)
  end
  redis.call('XADD', q.prefix .. 'events', '*', 'event', 'waiting', 'jobId', id, 'prev', 'delayed')
  -- Where a fetch follows, BullMQ wakes the next worker itself.
  if not q.fetches then redis.call('ZADD', q.prefix .. 'marker', 0, '0') end
end

-- Releases whoever owns a slot and is still parked; forgets entries whose job is gone.
local function admit(q, lane)
  local slots = read_slots(q.settings)
  while true do
    local ids = redis.call('LRANGE', lane, 0, slots)
    local gone = nil
    for i = 1, math.min(#ids, slots) do
      local score = redis.call('ZSCORE', q.prefix .. 'delayed', ids[i])
      if score and tonumber(score) == PARKED_SCORE then
        local arrived = redis.call('HGET', q.prefix .. ids[i], 'timestamp')
        if not arrived then
          redis.call('ZREM', q.prefix .. 'delayed', ids[i])
          gone = ids[i]
          break
        end
        release(q, ids[i], tonumber(arrived))
      elseif not score and redis.call('EXISTS', q.prefix .. ids[i]) == 0 then
        gone = ids[i]
        break
      end
    end
    if not gone then
      if #ids <= slots then redis.call('ZREM', q.backlog, lane) end
      return
    end
    redis.call('LREM', lane, 1, gone)
  end
end

-- Takes a job out of its lane; the next in line gets its slot.
local function leave(q, lane, id)
  if redis.call('LREM', lane, 1, id) == 1 and redis.call('EXISTS', lane) == 1 then admit(q, lane) end
end
