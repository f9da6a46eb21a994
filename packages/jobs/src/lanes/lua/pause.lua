-- A job pauses until its next attempt, and its worker may be handed its next job.
-- KEYS, ARGV BullMQ's (ARGV 1-2 queue prefix, now in epoch ms; 8 whether it wants one)
if ARGV[8] == '1' then unpass(ARGV[1], ARGV[2]) end
return bullmq(KEYS, ARGV)
