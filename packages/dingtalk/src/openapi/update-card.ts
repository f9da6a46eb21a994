import { z } from "zod";
import type { ApiOutcome } from "./api-outcome.ts";
import { callApi, type ApiTransport } from "./call-api.ts";

const answer = z.unknown().transform(() => undefined);

/** `PUT card/instances` (D:interactive-card-update-interface): sets these variables, and leaves the others as they are. */
export function updateCard(
  transport: ApiTransport & { apiUrl: string },
  token: string,
  { outTrackId, params }: { outTrackId: string; params: Readonly<Record<string, string>> },
): Promise<ApiOutcome<undefined>> {
  return callApi(transport, {
    api: "card-update",
    url: `${transport.apiUrl}/v1.0/card/instances`,
    init: {
      method: "PUT",
      headers: { "content-type": "application/json", "x-acs-dingtalk-access-token": token },
      body: JSON.stringify({
        outTrackId,
        cardData: { cardParamMap: params },
        cardUpdateOptions: { updateCardDataByKey: true },
        userIdType: 1,
      }),
    },
    answer,
  });
}
