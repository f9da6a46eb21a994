import { execa } from "execa";

interface CommandResult {
  ok: boolean;
  /** Standard output and standard error, interleaved. */
  output: string;
}

/** Runs a program from PATH; a program that is missing, fails or takes too long is `ok: false`, never a throw. */
export type RunCommand = (
  command: string,
  args: readonly string[],
  options?: { timeoutMs?: number; env?: Record<string, string> },
) => Promise<CommandResult>;

export const runCommand: RunCommand = async (command, args, options = {}) => {
  const result = await execa(command, args, {
    all: true,
    reject: false,
    stdin: "ignore",
    ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
    ...(options.env === undefined ? {} : { env: options.env }),
  });
  return { ok: !result.failed, output: result.all ?? "" };
};
