import { Text, View } from '@tarojs/components';
import type { Lot } from '../../server/src/messages';
import type { AppLine } from '../line/app-line';
import { formatPrice, splitDuration } from '../texts/format';
import { useLanguage } from '../texts/language';
import type { Texts } from '../texts/texts';
import { LotCover } from './lot-cover';
import { newestOf, type Phase, phaseOf } from './lot-state';
import { useLotWatch } from './lot-watch';
import { priceHistory } from './price-history';
import './lot-row.css';
import { Sparkline } from '../charts/sparkline';
import { pressable } from '../components/pressable';

interface LotRowProps {
  /** As it was listed; from then on the line tells what becomes of it. */
  listed: Lot;
  line: AppLine;
  /** Whether what is known of the lot is true at this moment. */
  isLive: boolean;
  /** Epoch milliseconds. */
  now: number;
  onOpen(): void;
}

/** A lot in the list, live. */
export function LotRow({ listed, line, isLive, now, onOpen }: LotRowProps) {
  const { texts, language } = useLanguage();
  const { lot: watched, quotes } = useLotWatch(line, listed.id);
  const lot = newestOf(listed, watched);
  const phase = phaseOf(lot, now, isLive);
  const leader = leaderText(lot, phase, texts);
  return (
    <View className={`lot-row lot-row-${phase}`} hoverClass="lot-row-pressed" {...pressable('link', onOpen)}>
      <LotCover lot={lot} size="small" />
      <Text className="lot-row-title">{lot.title[language]}</Text>
      <View className="lot-row-price">
        <Text className="lot-row-amount">{formatPrice(lot.price)}</Text>
        <Text className="label lot-row-leader">{isLive ? leader : texts.unconfirmed(leader)}</Text>
      </View>
      <View className="lot-row-curve">{lot.bids > 0 && <Sparkline {...priceHistory(lot, quotes, now)} />}</View>
      <View className="lot-row-foot">
        <Text className="lot-row-time">{timeText(lot, phase, now, texts)}</Text>
        <Text className="lot-row-bids">{lot.bids === 0 ? texts.noLeader : texts.bidCount(lot.bids)}</Text>
      </View>
    </View>
  );
}

function leaderText(lot: Lot, phase: Phase, texts: Texts): string {
  const isOver = phase === 'ended';
  if (lot.leader === null) return isOver ? texts.unsold : texts.startPrice;
  return isOver ? texts.wonBy(lot.leader) : texts.leadBy(lot.leader);
}

function timeText(lot: Lot, phase: Phase, now: number, texts: Texts): string {
  if (phase === 'ended') return texts.ended;
  if (phase === 'overdue') return texts.overdue;
  const { days, clock } = splitDuration((phase === 'upcoming' ? lot.startsAt : lot.endsAt) - now);
  const label = phase === 'upcoming' ? texts.untilStart : texts.untilEnd;
  return `${label} ${days > 0 ? `${texts.days(days)} ` : ''}${clock}`;
}
