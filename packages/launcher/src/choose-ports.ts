import { LaunchError } from "./launch-error.ts";

export interface PortProbe {
  isFree(port: number): Promise<boolean>;
  findFree(): Promise<number>;
}

export interface PortWish {
  /** 0: any free one. */
  port: number;
  /** Taken as given, or refused; without it a taken port is replaced by a free one. */
  isFixed: boolean;
  /** The variable that sets it, for the message. */
  variable: string;
}

/** The system gives another one each time but for bad luck. */
const maxTries = 100;

/**
 * The ports that were wished for, or free ones where nobody insisted; no two alike, though nobody listens on any yet.
 * @throws LaunchError `port_taken`
 */
export async function choosePorts<Name extends string>(
  wishes: Readonly<Record<Name, PortWish>>,
  probe: PortProbe,
): Promise<Record<Name, number>> {
  const planned = new Map<number, string>();
  const chosen: Partial<Record<Name, number>> = {};
  const entries = Object.entries<PortWish>(wishes) as [Name, PortWish][];
  // Who insists comes first: the others step aside.
  const inOrder = entries.toSorted(([, a], [, b]) => Number(insists(b)) - Number(insists(a)));
  for (const [name, wish] of inOrder) {
    const port = insists(wish) ? await insistedOn(wish) : await steppingAside(wish);
    planned.set(port, wish.variable);
    chosen[name] = port;
  }
  return chosen as Record<Name, number>;

  async function insistedOn({ port, variable }: PortWish): Promise<number> {
    const other = planned.get(port);
    if (other !== undefined) {
      throw new LaunchError(
        "port_taken",
        `Port ${port} is meant for two services, by ${other} and by ${variable}. Set one of them to another port.`,
      );
    }
    if (await probe.isFree(port)) return port;
    throw new LaunchError(
      "port_taken",
      `Port ${port} (${variable}) is taken by another program. Stop that program, or set ${variable} to a free port.`,
    );
  }

  async function steppingAside({ port, variable }: PortWish): Promise<number> {
    if (port !== 0 && !planned.has(port) && (await probe.isFree(port))) return port;
    for (let tries = 0; tries < maxTries; tries += 1) {
      const free = await probe.findFree();
      if (!planned.has(free)) return free;
    }
    throw new LaunchError("port_taken", `This machine has no free port left for ${variable}.`);
  }
}

function insists({ port, isFixed }: PortWish): boolean {
  return isFixed && port !== 0;
}
