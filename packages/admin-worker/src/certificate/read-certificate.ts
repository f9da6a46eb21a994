import { isIP, type LookupFunction } from "node:net";
import { checkServerIdentity, connect, type PeerCertificate, type TLSSocket } from "node:tls";

/** What a server shows of itself. */
export interface ShownCertificate {
  peer: PeerCertificate;
  /** Whether the certificate is for the host that was asked for. */
  isForHost: boolean;
  /** OpenSSL's code for what is wrong with the chain; undefined where nothing is. */
  chainFault: string | undefined;
  protocol: string;
}

const OTHER_NAME = "ERR_TLS_CERT_ALTNAME_INVALID";

/**
 * Makes a TLS connection for its certificate alone: whatever is wrong with it is a fact, not an error. The look-up says
 * where to connect; nothing is sent, and the connection is closed at once.
 *
 * @throws the socket's error, or the signal's reason.
 */
export async function readCertificate(
  server: {
    host: string;
    port: number;
    lookup: LookupFunction;
    /** Whom to trust besides the machine's own, for tests. */
    ca?: string;
  },
  signal: AbortSignal,
): Promise<ShownCertificate> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = connect({
    ...server,
    // Names only: RFC 6066 has no server name for an address.
    ...(isIP(server.host) === 0 ? { servername: server.host } : {}),
    rejectUnauthorized: false,
  });
  const end = (): void => void socket.destroy(signal.reason as Error);
  signal.addEventListener("abort", end, { once: true });
  // A socket may fail once more while it is closed, which then concerns nobody.
  socket.on("error", reject);
  socket.once("secureConnect", resolve);
  socket.once("close", () => reject(new Error("closed before a certificate was shown")));
  try {
    await promise;
    return certificateOf(socket, server.host);
  } finally {
    signal.removeEventListener("abort", end);
    socket.destroy();
  }
}

function certificateOf(socket: TLSSocket, host: string): ShownCertificate {
  const peer = socket.getPeerCertificate();
  if (Object.keys(peer).length === 0) throw new Error("no certificate was shown");
  // Typed as an Error, it is the code of one.
  const fault = socket.authorized ? undefined : String(socket.authorizationError);
  return {
    peer,
    isForHost: checkServerIdentity(host, peer) === undefined,
    chainFault: fault === OTHER_NAME ? undefined : fault,
    protocol: socket.getProtocol() ?? "",
  };
}
