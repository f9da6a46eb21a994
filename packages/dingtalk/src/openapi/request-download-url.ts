import { z } from "zod";
import type { ApiOutcome } from "./api-outcome.ts";
import { callApi, type ApiTransport } from "./call-api.ts";

const answer = z.object({ downloadUrl: z.url() });

/**
 * `POST robot/messageFiles/download`: where the file of a message can be fetched. How long the code and the URL live is
 * not stated, so fetch at once. The URL is a bearer secret, and its host is to be checked before it is used.
 */
export function requestDownloadUrl(
  transport: ApiTransport & { apiUrl: string },
  token: string,
  file: { robotCode: string; downloadCode: string },
): Promise<ApiOutcome<{ downloadUrl: string }>> {
  return callApi(transport, {
    api: "file-download",
    url: `${transport.apiUrl}/v1.0/robot/messageFiles/download`,
    init: {
      method: "POST",
      headers: { "content-type": "application/json", "x-acs-dingtalk-access-token": token },
      body: JSON.stringify(file),
    },
    answer,
  });
}
