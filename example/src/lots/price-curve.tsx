import { View } from '@tarojs/components';
import type { Lot } from '../../server/src/messages';
import { LineChart } from '../charts/line-chart';
import { Heading } from '../components/heading';
import { Notice } from '../components/notice';
import { formatPrice } from '../texts/format';
import { useLanguage } from '../texts/language';
import type { LotState } from './lot-state';
import { priceHistory } from './price-history';

interface PriceCurveProps {
  lot: Lot;
  quotes: LotState['quotes'];
  userId: string | null;
  /** Epoch milliseconds. */
  now: number;
}

/** The price of the round over time, with a dot for each bid of our own. */
export function PriceCurve({ lot, quotes, userId, now }: PriceCurveProps) {
  const { texts } = useLanguage();
  const history = priceHistory(lot, quotes, now);
  const first = history.points[0]?.value ?? lot.startPrice;
  const own = quotes.filter(({ user }) => user.id === userId);
  return (
    <View className="card price-curve">
      <Heading level={2}>{texts.priceCurve}</Heading>
      {lot.bids === 0 ? (
        <Notice hint={texts.noPriceCurve} />
      ) : (
        <LineChart
          {...history}
          label={texts.priceCurveOf(formatPrice(first), formatPrice(lot.price), texts.bidCount(lot.bids))}
          dots={own.map(({ id, at, amount }) => ({ key: id, at, value: amount }))}
          formatValue={formatPrice}
        />
      )}
    </View>
  );
}
