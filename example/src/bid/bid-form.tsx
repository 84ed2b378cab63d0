import type { Freshness } from '@heartbeat-socket/taro';
import { Input, Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { Lot, User } from '../../server/src/messages';
import { ActionButton } from '../components/action-button';
import { minimumBid, phaseOf } from '../lots/lot-state';
import { formatPrice } from '../texts/format';
import { useLanguage } from '../texts/language';
import { type BidState, isUnderWay } from './bid-state';
import './bid-form.css';
import { Heading } from '../components/heading';
import { BidResult } from './bid-result';

/** Steps that a tap adds to the least valid amount. */
const RAISES = [1, 2, 5];

/** Digits of the highest amount that the server takes. */
const LONGEST_AMOUNT = 9;

interface BidFormProps {
  lot: Lot;
  bid: BidState;
  user: User | null;
  /** Whether the price is true at this moment: `suspect` is about to be known. */
  freshness: Freshness;
  /** Epoch milliseconds. */
  now: number;
  onBid(amount: number): void;
}

/** Takes a bid. The amount follows the least valid one until the user chooses another, and again after each bid. */
export function BidForm({ lot, bid, user, freshness, now, onBid }: BidFormProps) {
  const { texts } = useLanguage();
  const [draft, setDraft] = useState<string | null>(null);
  const minimum = minimumBid(lot);
  const text = draft ?? String(minimum);
  const amount = parseAmount(text);
  const isLive = freshness === 'live';
  const phase = phaseOf(lot, now, isLive);
  const waits = isUnderWay(bid);
  const isOff = amount === null || !isLive || phase !== 'running' || waits;

  const raise = (steps: number) => {
    const chosen = (amount ?? minimum) + steps * lot.step;
    setDraft(chosen <= minimum ? null : String(chosen));
  };
  const submit = () => {
    if (amount === null || isOff) return;
    setDraft(null);
    onBid(amount);
  };

  return (
    <View className="card bid">
      <View className="bid-head">
        <Heading level={2}>{phase === 'ended' ? texts.roundOver : texts.yourBid}</Heading>
        {phase !== 'ended' && <AmountHint amount={amount} minimum={minimum} isLive={isLive} />}
      </View>
      {phase === 'ended' ? (
        <Text className="bid-over">{texts.nextRound}</Text>
      ) : (
        <>
          <View className="bid-amount-line">
            <ActionButton
              look="square"
              label={texts.lower}
              disabled={amount === null || amount <= minimum}
              onPress={() => raise(-1)}
            >
              −
            </ActionButton>
            <View className="bid-field">
              <Text className="bid-currency" aria-hidden="true">
                ¥
              </Text>
              <Input
                id="bid-amount"
                className="bid-input"
                type="number"
                maxlength={LONGEST_AMOUNT}
                value={text}
                cursorSpacing={120}
                ariaLabel={texts.yourBid}
                {...innerInput({ 'aria-label': texts.yourBid })}
                onInput={(event) => setDraft(event.detail.value)}
                onConfirm={submit}
              />
            </View>
            <ActionButton look="square" label={texts.higher} onPress={() => raise(1)}>
              +
            </ActionButton>
          </View>
          <View className="bid-raises">
            {RAISES.map((steps) => (
              <ActionButton
                key={steps}
                look="chip"
                label={texts.raise(formatPrice(steps * lot.step))}
                onPress={() => raise(steps)}
              >
                {`+${formatPrice(steps * lot.step)}`}
              </ActionButton>
            ))}
          </View>
        </>
      )}
      {user !== null && (
        <Text id="bid-user" className="bid-user">
          {texts.biddingAs(user.name)}
        </Text>
      )}
      <View className="bid-dock">
        <BidResult bid={bid} lot={lot} isLive={isLive} />
        <ActionButton id="bid-submit" look="primary" disabled={isOff} onPress={submit}>
          {submitText()}
        </ActionButton>
      </View>
    </View>
  );

  function submitText(): string {
    if (waits) return bid.phase === 'checking' ? texts.bidAwaited : texts.bidding;
    if (phase === 'upcoming') return texts.bidNotStarted;
    if (phase === 'ended') return texts.bidEnded;
    if (!isLive) return freshness === 'stale' ? texts.bidOffline : texts.bidSuspect;
    return texts.bid(formatPrice(amount ?? minimum));
  }
}

/** On H5 the element that takes the input is inside of Taro's, and gets none of its props. */
function innerInput(props: Record<string, string>): { nativeProps?: Record<string, string> } {
  return process.env.TARO_ENV === 'h5' ? { nativeProps: props } : {};
}

function AmountHint({ amount, minimum, isLive }: { amount: number | null; minimum: number; isLive: boolean }) {
  const { texts } = useLanguage();
  if (amount === null) return <Text className="bid-hint bid-hint-bad">{texts.notANumber}</Text>;
  if (amount < minimum)
    return <Text className="bid-hint bid-hint-bad">{texts.belowMinimum(formatPrice(minimum))}</Text>;
  const text = texts.minimum(formatPrice(minimum));
  return <Text className="bid-hint">{isLive ? text : texts.unconfirmed(text)}</Text>;
}

/** A whole amount above zero, or null. */
function parseAmount(text: string): number | null {
  return /^[1-9]\d*$/.test(text.trim()) ? Number(text) : null;
}
