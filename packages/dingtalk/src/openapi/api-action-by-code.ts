import type { ApiAction } from "./api-action.ts";

/**
 * What each code of the OpenAPI asks for: the `code` of api.dingtalk.com, whatever its HTTP status, and the `errcode` of
 * oapi.dingtalk.com (D:server-api-error-codes-1, D:how-to-process-api-throttling-on-the-dingtalk-server, and the pages of
 * the robot API). A 403 says nothing by itself: it may mean "in a second", "next month" or "ask the operator".
 */
export const API_ACTION_BY_CODE: ReadonlyMap<string, ApiAction> = new Map([
  // Busy.
  ["-1", "retry"],
  ["system.busy", "retry"],
  ["systemBusy", "retry"],
  ["system.error", "retry"],
  ["system.err", "retry"],
  // The access token is wrong or has ended.
  ["InvalidAuthentication", "refresh-token"],
  ["invalidParameter.token.invalid", "refresh-token"],
  ["40014", "refresh-token"],
  ["42001", "refresh-token"],
  // Calls a second, or a minute: of the app to one API, of an ISV's suite, of everybody.
  ["Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", "wait-qps"],
  ["Forbidden.AccessDenied.QpsLimitForSuitekeyAndOrgAndApi", "wait-qps"],
  ["Forbidden.AccessDenied.QpmLimitForAppkeyAndApi", "wait-qps"],
  ["Forbidden.AccessDenied.QpsLimitForApi", "wait-qps"],
  ["90002", "wait-qps"],
  ["90018", "wait-qps"],
  // Calls a month, of the organisation.
  ["Forbidden.AccessDenied.ApiCountLimitForOrg", "degrade-monthly"],
  ["90020", "degrade-monthly"],
  // What only the operator can mend: a permission, the list of addresses, the credentials, the robot.
  ["Forbidden.AccessDenied.AccessTokenPermissionDenied", "permission"],
  ["60011", "permission"],
  ["88", "permission"],
  ["Forbidden.AccessDenied.IpNotInWhiteList", "permission"],
  ["60020", "permission"],
  ["invalidClientIdOrSecret", "permission"],
  ["40001", "permission"],
  ["40089", "permission"],
  ["41001", "permission"],
  ["unauthorized", "permission"],
  ["invalidParameter.robotCode.auth", "permission"],
  ["invalidParameter.robotCode.notExsit", "permission"],
  ["chatbotId.notAllow.sendOTO", "permission"],
  ["robot.oto.notExist", "permission"],
  // A card's template: not there, not published, or without what the call needs.
  ["param.templateNotExist", "permission"],
  ["param.templateUnpublished", "permission"],
  ["param.cardTemplateIdEmpty", "permission"],
  // Too many messages of the robot.
  ["send.too.fast", "back-off"],
  ["send.byToken.tooFast", "back-off"],
  ["too.many.group", "back-off"],
  ["too.many.people", "back-off"],
  // The text.
  ["invalidParameter.msgParam.tooLong", "split"],
  ["param.stream.content", "split"],
  ["param.contentUnsafe", "degrade"],
  ["contain.unsafe.url", "degrade"],
  ["contain.notAllowed.text", "degrade"],
  ["contain.notAllowed.picture", "degrade"],
  ["contain.notAllowed.content", "degrade"],
  // Who or where is not there any more, or never was.
  ["group.disbanded", "give-up"],
  ["bot.stopped", "give-up"],
  ["bot.forbidden.sendMessage", "give-up"],
  ["staffId.notExisted", "give-up"],
  ["invalid.openConversationId", "give-up"],
  ["conversation.org.notMatch", "give-up"],
  ["session.notExisted", "give-up"],
  ["session.expired", "give-up"],
  ["resource.not.found", "give-up"],
  // A file: its code is wrong or has ended; its type or size is not taken.
  ["invalidParameter.robotCode.downloadCode", "give-up"],
  ["40004", "give-up"],
  ["40005", "give-up"],
  ["40006", "give-up"],
  // A card that is not there, is there already, or cannot appear where it was to.
  ["param.stream.outTrackId", "give-up"],
  ["param.cardNotExist", "give-up"],
  ["param.cardAlreadyExist", "give-up"],
  ["param.openSpaceIdInvalid", "give-up"],
  ["param.userIdNotExist", "give-up"],
  // Our mistake, which does not pass.
  ["InvalidAction.NotFound", "give-up"],
  ["Missingbody", "give-up"],
]);

/** The action for a code that may be in no table, which then goes by its family, else by the HTTP status. */
export function actionForCode(code: string, httpStatus: number): ApiAction {
  const known = API_ACTION_BY_CODE.get(code);
  if (known !== undefined) return known;
  if (/Qp[sm]Limit/.test(code)) return "wait-qps";
  if (httpStatus === 429) return "wait-qps";
  // An unknown errcode comes with HTTP 200: as with a webhook it is tried again, and the sender's budget ends that.
  return httpStatus >= 500 || httpStatus < 300 ? "retry" : "give-up";
}
