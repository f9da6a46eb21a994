/** CALLBACK topic of messages to a robot. */
export const ROBOT_TOPIC = "/v1.0/im/bot/messages/get";
/** CALLBACK topic of buttons pressed on a card. */
export const CARD_TOPIC = "/v1.0/card/instances/callback";
