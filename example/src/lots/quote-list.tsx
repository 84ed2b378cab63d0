import { Text, View } from '@tarojs/components';
import { memo } from 'react';
import type { Quote } from '../../server/src/messages';
import { Heading } from '../components/heading';
import { Notice } from '../components/notice';
import { formatPrice, formatTimeOfDay } from '../texts/format';
import { useLanguage } from '../texts/language';
import type { LotState } from './lot-state';
import { tintClass } from './tint';
import './quote-list.css';

interface QuoteListProps {
  quotes: LotState['quotes'];
  /** How many there were in all; the list shows the newest. */
  count: number;
  /** Quotes with a higher `seq` arrived live, and show it. */
  liveAfter: number;
  userId: string | null;
}

/** The quotes of the present round, newest first. */
export const QuoteList = memo(function QuoteList({ quotes, count, liveAfter, userId }: QuoteListProps) {
  const { texts } = useLanguage();
  return (
    <View className="card quotes">
      <View className="quotes-head">
        <Heading level={2}>{texts.quotes}</Heading>
        {count > 0 && <Text className="label">{texts.bidCount(count)}</Text>}
      </View>
      {quotes.length === 0 && <Notice title={texts.noQuotes} hint={texts.noQuotesHint} />}
      {quotes.map((quote, index) => (
        <QuoteRow
          key={quote.id}
          quote={quote}
          leads={index === 0}
          live={quote.seq > liveAfter}
          own={quote.user.id === userId}
        />
      ))}
    </View>
  );
});

function QuoteRow({ quote, leads, live, own }: { quote: Quote; leads: boolean; live: boolean; own: boolean }) {
  const { texts } = useLanguage();
  const { user, amount, at } = quote;
  const classes = ['quote-row', leads && 'quote-leads', live && 'quote-live'];
  return (
    <View className={classes.filter(Boolean).join(' ')}>
      <View className={`quote-face ${tintClass(user.id)}`} aria-hidden="true">
        <Text>{[...user.name][0]}</Text>
      </View>
      <View className="quote-who">
        <View className="quote-name-line">
          <Text className="quote-name">{user.name}</Text>
          {own && <Text className="tag tag-own">{texts.you}</Text>}
          {leads && <Text className="tag">{texts.leader}</Text>}
        </View>
        <Text className="quote-time">{formatTimeOfDay(at)}</Text>
      </View>
      <Text className="quote-amount">{formatPrice(amount)}</Text>
    </View>
  );
}
