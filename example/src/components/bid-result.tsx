import { Text, View } from '@tarojs/components';
import type { BidState } from '../bid-state';
import { formatPrice } from '../format';
import { useLanguage } from '../language';
import type { Texts } from '../texts';

/** What became of the last bid, and what to do when that is not known. */
export function BidResult({ bid }: { bid: BidState }) {
  const { texts } = useLanguage();
  const text = resultText(bid, texts);
  return (
    <View className={text === '' ? 'bid-outcome' : `bid-outcome bid-outcome-${bid.phase}`} aria-live="polite">
      <Text id="bid-result">{text}</Text>
    </View>
  );
}

function resultText(bid: BidState, texts: Texts): string {
  switch (bid.phase) {
    case 'none':
    case 'sending':
      return '';
    case 'accepted':
      return texts.bidAccepted(formatPrice(bid.amount));
    case 'rejected':
      if (bid.minimum !== null) return texts.bidTooLow(formatPrice(bid.minimum));
      return bid.code === 'ended' ? texts.bidEnded : texts.bidRejected(bid.message);
    case 'not-sent':
      return texts.bidNotSent;
    case 'unknown':
      return texts.bidUnknown(formatPrice(bid.amount));
  }
}
