import { LaunchError } from "./launch-error.ts";

export interface PortProbe {
  isFree(port: number): Promise<boolean>;
  findFree(): Promise<number>;
}

export interface PortWish {
  port: number;
  /** Taken as given, or refused; without it a taken port is replaced by a free one. */
  isFixed: boolean;
  /** The variable that sets it, for the message. */
  variable: string;
}

/**
 * The port that was wished for, or a free one where nobody insisted.
 * @throws LaunchError `port_taken`
 */
export async function choosePort({ port, isFixed, variable }: PortWish, probe: PortProbe): Promise<number> {
  if (port === 0) return probe.findFree();
  if (await probe.isFree(port)) return port;
  if (!isFixed) return probe.findFree();
  throw new LaunchError(
    "port_taken",
    `Port ${port} (${variable}) is taken by another program. Stop that program, or set ${variable} to a free port.`,
  );
}
