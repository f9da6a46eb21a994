import type { LogLevel, RunMode } from "../config.ts";
import { address } from "../formats/address.ts";
import { choice } from "../formats/choice.ts";
import { DASHBOARD_USERS } from "../formats/dashboard-user-list.ts";
import { duration } from "../formats/duration.ts";
import { TEXT } from "../formats/text.ts";
import { TIME_ZONE } from "../formats/time-zone.ts";
import { wholeNumber } from "../formats/whole-number.ts";
import { optionalSetting, setting } from "../setting.ts";

const PORT = wholeNumber(0, 65_535);
const RUN_MODES = choice<RunMode>({ http: "http", stream: "stream" });
const LOG_LEVELS = choice<LogLevel>({
  fatal: "fatal",
  error: "error",
  warn: "warn",
  info: "info",
  debug: "debug",
  trace: "trace",
  silent: "silent",
});

/** Where processes listen, what they store and how they report. */
export const PROCESS_SETTINGS = {
  redis_url: setting({
    env: "REDIS_URL",
    doc: "The Redis (7 or later) or Valkey that all processes share. May hold a password.",
    format: address("redis", "rediss"),
    default: "redis://127.0.0.1:6379",
    sensitive: true,
  }),
  run_mode: optionalSetting({
    env: "RUN_MODE",
    doc: "How messages arrive: DingTalk calls us (http), or we hold sockets open to DingTalk (stream).",
    format: RUN_MODES,
    defaultDoc: "stream when `credentials` are set, else http",
  }),
  port: setting({
    env: "PORT",
    doc: "Port of ingress: callbacks in http mode, and in both modes probes, images and exports. 0 takes any free port.",
    format: PORT,
    default: 8090,
  }),
  service_url: optionalSetting({
    env: "SERVICE_URL",
    doc: "Public address of ingress, for links to images and exports.",
    format: address("http", "https"),
  }),
  health_port: setting({
    env: "HEALTH_PORT",
    doc: "Port of a worker's /healthz, /readyz and /metrics. 0 takes any free port and logs it.",
    format: PORT,
    default: 0,
  }),
  dashboard_host: setting({
    env: "DASHBOARD_HOST",
    doc: "Address that the dashboard listens on. It speaks plain http: open 0.0.0.0 only behind https or on a private network.",
    format: TEXT,
    default: "127.0.0.1",
  }),
  dashboard_port: setting({
    env: "DASHBOARD_PORT",
    doc: "Port of the dashboard.",
    format: PORT,
    default: 8091,
  }),
  dashboard_users: setting({
    env: "DASHBOARD_USERS",
    doc: "Who may log in to the dashboard. A viewer sees queues with people's words masked; an operator sees and acts.",
    format: DASHBOARD_USERS,
    default: [],
    sensitive: true,
  }),
  shutdown_timeout: setting({
    env: "SHUTDOWN_TIMEOUT",
    doc: "How long a process may take to finish its work after SIGTERM before it is cut off.",
    format: duration(1, 3600),
    default: 25,
  }),
  timezone: optionalSetting({
    env: "TIMEZONE",
    doc: "The zone whose midnight ends a day for quotas and reports.",
    format: TIME_ZONE,
    defaultDoc: "`TZ` where it names a zone, else Asia/Shanghai",
  }),
  data_dir: setting({
    env: "DATA_DIR",
    doc: "Directory for what this machine keeps: the transcript database, and the data of a Redis that we started.",
    format: TEXT,
    default: "./data",
  }),
  database_url: optionalSetting({
    env: "DATABASE_URL",
    doc: "Postgres for transcripts: not yet, admin-worker refuses to start with it. They are in a file under `data_dir`.",
    format: address("postgres", "postgresql"),
    sensitive: true,
  }),
  transcript_days: setting({
    env: "TRANSCRIPT_DAYS",
    doc: "How long what people asked and were answered is kept for `#查对话`, in days. 0 keeps none, and removes what was kept.",
    format: wholeNumber(0, 36_500),
    default: 180,
  }),
  log_level: setting({
    env: "LOG_LEVEL",
    doc: "The least important lines that are still logged.",
    format: LOG_LEVELS,
    default: "info",
  }),
  otel_exporter_otlp_endpoint: optionalSetting({
    env: "OTEL_EXPORTER_OTLP_ENDPOINT",
    doc: "OpenTelemetry collector (OTLP over HTTP) that receives traces.",
    format: address("http", "https"),
  }),
};
