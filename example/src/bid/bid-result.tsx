import { Text, View } from '@tarojs/components';
import type { Lot } from '../../server/src/messages';
import { minimumBid } from '../lots/lot-state';
import { formatPrice } from '../texts/format';
import { useLanguage } from '../texts/language';
import type { Texts } from '../texts/texts';
import { type BidState, isOutbid } from './bid-state';

interface BidResultProps {
  bid: BidState;
  lot: Lot;
  /** Whether the lot is as it is at this moment. */
  isLive: boolean;
}

/** What became of the last bid, and what to do when that is not known. */
export function BidResult({ bid, lot, isLive }: BidResultProps) {
  const { texts } = useLanguage();
  const text = resultText(bid, lot, isLive, texts);
  const look = isOutbid(bid, lot) ? 'outbid' : bid.phase;
  return (
    <View className={text === '' ? 'bid-outcome' : `bid-outcome bid-outcome-${look}`} aria-live="polite">
      <Text id="bid-result">{text}</Text>
    </View>
  );
}

function resultText(bid: BidState, lot: Lot, isLive: boolean, texts: Texts): string {
  switch (bid.phase) {
    case 'none':
    case 'sending':
      return '';
    case 'checking':
      return texts.bidChecking(formatPrice(bid.amount));
    case 'accepted':
      if (bid.round !== lot.startsAt) return '';
      if (!isOutbid(bid, lot)) return texts.bidAccepted(formatPrice(bid.amount));
      return texts.bidOutbid(formatPrice(bid.amount), isLive ? formatPrice(lot.price) : null);
    case 'rejected':
      if (bid.round !== lot.startsAt) return '';
      if (bid.minimum !== null) return texts.bidTooLow(isLive ? formatPrice(leastOf(bid.minimum, lot)) : null);
      return bid.code === 'ended' ? texts.bidEnded : texts.bidRejected(bid.code);
    case 'not-sent':
      return texts.bidNotSent;
    case 'unknown':
      return texts.bidUnknown(formatPrice(bid.amount));
  }
}

/** The least that is taken now: the refusal may be older than the last quote, or have come before it. */
function leastOf(minimum: number, lot: Lot): number {
  return Math.max(minimum, minimumBid(lot));
}
