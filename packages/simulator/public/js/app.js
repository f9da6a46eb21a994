import { createChatState } from "./chat-state.js";
import { loadChoice, saveChoice } from "./choice.js";
import { createComposer } from "./composer.js";
import { conversationsOf } from "./conversations.js";
import { createConversationList } from "./conversation-list.js";
import { followTimeline } from "./event-stream.js";
import { invitation } from "./invitation.js";
import { createMessageLog } from "./message-log.js";
import { createPersonPicker } from "./person-picker.js";
import { fillStrings } from "./fill-strings.js";
import { postJson } from "./post-json.js";
import { strings } from "./strings.js";
import { createWaitingSign } from "./waiting-sign.js";

const byId = (id) => document.getElementById(id);

fillStrings(document);
const response = await fetch("/playground/places");
const places = await response.json();

const choice = loadChoice();
let me = places.people.find((person) => person.id === choice.person) ?? places.people[0];
let currentKey = choice.conversation;
let isReady = false;
/** conversationId -> unread count. */
const unread = new Map();

const log = createMessageLog({
  scroll: byId("scroll"),
  place: byId("log-place"),
  empty: byId("empty"),
  jump: byId("jump"),
  invite: (words) => invitation(words, (text) => void composer.say(text)),
});
const waiting = createWaitingSign(byId("waiting"), places.robot.name);
const list = createConversationList(byId("conversations"), choose);
const state = createChatState(places, onChange);
const composer = createComposer({
  form: byId("composer-form"),
  text: byId("composer"),
  mention: byId("mention"),
  hint: byId("tool-hint"),
  problem: byId("send-problem"),
  send: byId("send"),
  tools: byId("attachments"),
  robotName: places.robot.name,
  post,
});
createPersonPicker(byId("person"), byId("person-avatar"), places.people, me, (person) => {
  me = person;
  showConversation();
});

showConversation();
followTimeline({
  onEvent: state.apply,
  onReset: () => {
    isReady = false;
    state.clear();
    unread.clear();
    showConversation();
  },
  onReady: () => {
    isReady = true;
    document.body.dataset.ready = "true";
    renderAround();
  },
  onState: (connection) => {
    byId("connection").textContent = strings[connection];
    byId("connection").dataset.state = connection;
  },
});
setInterval(renderWaiting, 1000);

function current() {
  const all = conversationsOf(places, me);
  return all.find((conversation) => conversation.key === currentKey) ?? all[0];
}

function choose(key) {
  currentKey = key;
  showConversation();
  byId("composer").focus();
}

function showConversation() {
  const conversation = current();
  saveChoice({ person: me.id, conversation: conversation.key });
  unread.delete(conversation.id);
  byId("chat-title").textContent = conversation.title;
  byId("chat-subtitle").textContent = conversation.subtitle;
  const view = { places, me, isGroup: conversation.isGroup, quote: composer.quote, press };
  log.show(view, state.items(conversation.id), conversation.invitation);
  composer.show(conversation);
  renderAround();
}

function onChange({ type, conversationId, item }) {
  if (conversationId === current().id) {
    if (type === "added") {
      log.add(item);
    } else {
      log.update(item);
    }
  } else if (type === "added" && isReady) {
    unread.set(conversationId, (unread.get(conversationId) ?? 0) + 1);
  }
  if (isReady) {
    renderAround();
  }
}

function renderAround() {
  const conversations = conversationsOf(places, me).map((conversation) => {
    const last = state.items(conversation.id).findLast((item) => item.kind !== "refused" && !item.isRecalled);
    const speaker =
      last?.kind === "said" ? places.people.find((person) => person.id === last.person)?.nick : undefined;
    return {
      ...conversation,
      last,
      lastSpeaker: conversation.isGroup ? (speaker ?? (last && places.robot.name)) : undefined,
      unread: unread.get(conversation.id) ?? 0,
    };
  });
  list.render(conversations, current().key);
  renderWaiting();
}

function renderWaiting() {
  const nowMs = Date.now();
  log.keepEnd(() => waiting.show(state.open(current().id, nowMs), nowMs));
}

async function post(message) {
  const { where } = current();
  return (await postJson("/playground/messages", { from: me.id, in: where, ...message })) !== undefined;
}

async function press({ outTrackId, actionId }) {
  const answer = await postJson("/playground/presses", { outTrackId, actionId, by: me.id });
  if (answer?.outcome !== "answered") {
    byId("send-problem").textContent = strings.pressUnanswered(places.robot.name);
  }
}
