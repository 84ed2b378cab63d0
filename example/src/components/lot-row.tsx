import { Text, View } from '@tarojs/components';
import type { Lot } from '../../server/src/messages';
import { formatPrice, splitDuration } from '../format';
import { useLanguage } from '../language';
import { phaseOf } from '../lot-state';
import type { Texts } from '../texts';
import { LotCover } from './lot-cover';
import './lot-row.css';
import { pressable } from './pressable';

interface LotRowProps {
  lot: Lot;
  /** Epoch milliseconds. */
  now: number;
  onOpen(): void;
}

/** A lot in the list. */
export function LotRow({ lot, now, onOpen }: LotRowProps) {
  const { texts, language } = useLanguage();
  return (
    <View className="lot-row" hoverClass="lot-row-pressed" {...pressable('link', onOpen)}>
      <LotCover lot={lot} size="small" />
      <View className="lot-row-main">
        <Text className="lot-row-title">{lot.title[language]}</Text>
        <View className="lot-row-line">
          <Text className="lot-row-price">{formatPrice(lot.price)}</Text>
          <Text className="label">{lot.bids === 0 ? texts.noLeader : texts.bidCount(lot.bids)}</Text>
        </View>
        <Text className={`lot-row-time lot-row-${phaseOf(lot, now)}`}>{timeText(lot, now, texts)}</Text>
      </View>
      <Text className="lot-row-chevron" aria-hidden="true">
        ›
      </Text>
    </View>
  );
}

function timeText(lot: Lot, now: number, texts: Texts): string {
  const phase = phaseOf(lot, now);
  if (phase === 'ended') return texts.ended;
  const { days, clock } = splitDuration((phase === 'upcoming' ? lot.startsAt : lot.endsAt) - now);
  const label = phase === 'upcoming' ? texts.untilStart : texts.untilEnd;
  return `${label} ${days > 0 ? `${texts.days(days)} ` : ''}${clock}`;
}
