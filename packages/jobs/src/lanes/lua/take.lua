-- A worker that has been idle takes its next job.
-- KEYS, ARGV BullMQ's (ARGV 1-2 queue prefix, now in epoch ms)
unpass(ARGV[1], ARGV[2])
return bullmq(KEYS, ARGV)
