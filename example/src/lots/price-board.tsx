import { Text, View } from '@tarojs/components';
import type { Lot } from '../../server/src/messages';
import { Heading } from '../components/heading';
import { formatPrice, splitDuration } from '../texts/format';
import { useLanguage } from '../texts/language';
import type { Texts } from '../texts/texts';
import { LotCover } from './lot-cover';
import { type LastRound, type Phase, phaseOf } from './lot-state';
import './price-board.css';

/** Below so many milliseconds to the end the countdown stands out. */
const URGENT = 60_000;

/** How we stand: nobody of us has bid, our bid is the highest, or somebody's is higher. */
export type Standing = 'none' | 'leading' | 'outbid';

interface PriceBoardProps {
  lot: Lot;
  standing: Standing;
  lastRound: LastRound | null;
  /** Whether all of this is true at this moment. */
  isLive: boolean;
  /** Epoch milliseconds. */
  now: number;
}

/** The lot at a glance: what it is, what it costs, who leads, how long it goes on. */
export function PriceBoard({ lot, standing, lastRound, isLive, now }: PriceBoardProps) {
  const { texts, language } = useLanguage();
  const phase = phaseOf(lot, now, isLive);
  const { label, value, urgent } = countdownOf(lot, phase, now, texts);
  const asKnown = (text: string) => (isLive ? text : texts.unconfirmed(text));
  const look = !isLive || (phase === 'ended' && standing === 'outbid') ? 'none' : standing;
  return (
    <View className="card board">
      <View className="board-head">
        <LotCover lot={lot} size="large" />
        <Heading level={1} className="board-title">
          {lot.title[language]}
        </Heading>
      </View>
      <View className="board-main">
        <View className="board-price">
          <Text className="label">{asKnown(priceLabel(lot, phase, texts))}</Text>
          <Text id="lot-price" key={lot.price} className="board-amount">
            {formatPrice(lot.price)}
          </Text>
        </View>
        <View className="board-time">
          <Text className="label">{label}</Text>
          <Text id="lot-countdown" className={urgent ? 'board-countdown board-urgent' : 'board-countdown'}>
            {value}
          </Text>
        </View>
      </View>
      <View className={`board-leader board-${look}`}>
        <Text id="lot-leader">{asKnown(leaderText(lot, standing, phase, texts))}</Text>
      </View>
      <View className="board-facts">
        <Fact label={texts.startPrice} value={formatPrice(lot.startPrice)} />
        <Fact label={texts.step} value={formatPrice(lot.step)} />
        <Fact label={texts.bids} value={String(lot.bids)} />
      </View>
      {lastRound !== null && (
        <Text id="lot-last-round" className="board-last">
          {texts.lastRound(formatPrice(lastRound.price), lastRound.winner)}
        </Text>
      )}
    </View>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <View className="fact">
      <Text className="label">{label}</Text>
      <Text className="fact-value">{value}</Text>
    </View>
  );
}

function priceLabel(lot: Lot, phase: Phase, texts: Texts): string {
  if (lot.bids === 0) return texts.startPrice;
  return phase === 'ended' ? texts.finalPrice : texts.currentPrice;
}

function leaderText(lot: Lot, standing: Standing, phase: Phase, texts: Texts): string {
  const isOver = phase === 'ended';
  if (lot.leader === null) return isOver ? texts.unsold : texts.noLeader;
  if (isOver) return standing === 'leading' ? texts.youWon : texts.wonBy(lot.leader);
  if (standing === 'leading') return texts.youLead;
  const leader = texts.leadBy(lot.leader);
  return standing === 'outbid' ? `${texts.outbid} · ${leader}` : leader;
}

function countdownOf(
  lot: Lot,
  phase: Phase,
  now: number,
  texts: Texts,
): { label: string; value: string; urgent: boolean } {
  if (phase === 'ended') return { label: texts.state, value: texts.ended, urgent: false };
  if (phase === 'overdue') return { label: texts.state, value: texts.overdue, urgent: false };
  const left = (phase === 'upcoming' ? lot.startsAt : lot.endsAt) - now;
  const { days, clock } = splitDuration(left);
  return {
    label: phase === 'upcoming' ? texts.untilStart : texts.untilEnd,
    value: days > 0 ? `${texts.days(days)} ${clock}` : clock,
    urgent: phase === 'running' && left <= URGENT,
  };
}
