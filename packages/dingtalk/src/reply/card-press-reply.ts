type Params = Record<string, string>;

/** What a pressed button is answered with: the card's new variables, for all or for who pressed it. */
export interface CardPressReply {
  cardUpdateOptions: { updateCardDataByKey: true; updatePrivateDataByKey: true };
  cardData: { cardParamMap: Params };
  userPrivateData: { cardParamMap: Params };
}

/** The answer to a card callback (D:event-callback-card); variables that are not named stay as they are. */
export const cardPressReply = ({
  forAll = {},
  forPresser = {},
}: {
  forAll?: Params;
  forPresser?: Params;
}): CardPressReply => ({
  cardUpdateOptions: { updateCardDataByKey: true, updatePrivateDataByKey: true },
  cardData: { cardParamMap: forAll },
  userPrivateData: { cardParamMap: forPresser },
});
