/** Whether nothing listens at an address, as against somebody there who cannot be talked to. */
export function isRefusedConnection(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ECONNREFUSED";
}
