/** What the audit asks of a logger; pino's fits. Lines carry names, ids and codes, never what people wrote. */
export interface AuditLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}
