import { Text, View } from '@tarojs/components';
import type { Lot } from '../../server/src/messages';
import { formatPrice } from '../texts/format';
import { useLanguage } from '../texts/language';
import type { Texts } from '../texts/texts';
import { type BidState, isOutbid } from './bid-state';

interface BidResultProps {
  bid: BidState;
  lot: Lot;
}

/** What became of the last bid, and what to do when that is not known. */
export function BidResult({ bid, lot }: BidResultProps) {
  const { texts } = useLanguage();
  const text = resultText(bid, lot, texts);
  const look = isOutbid(bid, lot) ? 'outbid' : bid.phase;
  return (
    <View className={text === '' ? 'bid-outcome' : `bid-outcome bid-outcome-${look}`} aria-live="polite">
      <Text id="bid-result">{text}</Text>
    </View>
  );
}

function resultText(bid: BidState, lot: Lot, texts: Texts): string {
  switch (bid.phase) {
    case 'none':
    case 'sending':
      return '';
    case 'checking':
      return texts.bidChecking(formatPrice(bid.amount));
    case 'accepted':
      if (bid.round !== lot.startsAt) return '';
      if (!isOutbid(bid, lot)) return texts.bidAccepted(formatPrice(bid.amount));
      return texts.bidOutbid(formatPrice(bid.amount), formatPrice(lot.price));
    case 'rejected':
      if (bid.round !== lot.startsAt) return '';
      if (bid.minimum !== null) return texts.bidTooLow(formatPrice(bid.minimum));
      return bid.code === 'ended' ? texts.bidEnded : texts.bidRejected(bid.message);
    case 'not-sent':
      return texts.bidNotSent;
    case 'unknown':
      return texts.bidUnknown(formatPrice(bid.amount));
  }
}
