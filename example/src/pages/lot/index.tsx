import { useServerNow } from '@heartbeat-socket/taro';
import { View } from '@tarojs/components';
import { redirectTo, useRouter } from '@tarojs/taro';
import { BidForm } from '../../bid/bid-form';
import { type LotLine, useLotLine } from '../../bid/lot-line';
import { ActionButton } from '../../components/action-button';
import { AppHeader } from '../../components/app-header';
import { Notice, Skeleton } from '../../components/notice';
import { usePageTitle } from '../../components/page-title';
import { ConnectionBanner } from '../../line/connection-banner';
import { PriceBoard, type Standing } from '../../lots/price-board';
import { PriceCurve } from '../../lots/price-curve';
import { QuoteList } from '../../lots/quote-list';
import { usePriceFreshness } from '../../lots/use-price-freshness';
import { useLanguage } from '../../texts/language';
import './index.css';

/** One lot, live. */
export default function LotPage() {
  const { texts, language } = useLanguage();
  const line = useLotLine(useRouter().params.id ?? '');
  const { lot, missing } = line.state;
  usePageTitle(lot?.title[language] ?? texts.appName);

  return (
    <View className={missing ? 'page' : 'page page-docked'} role="main">
      <View className="page-column page-wide">
        <AppHeader back={texts.lots} />
        <ConnectionBanner socket={line.socket} />
        {missing ? (
          <View className="card">
            <Notice title={texts.lotMissing} hint={texts.lotMissingHint}>
              <ActionButton look="chip" onPress={() => void redirectTo({ url: '/pages/index/index' })}>
                {texts.backToLots}
              </ActionButton>
            </Notice>
          </View>
        ) : (
          <LotBody line={line} />
        )}
      </View>
    </View>
  );
}

function LotBody({ line }: { line: LotLine }) {
  const { state, socket, bid, user, placeBid } = line;
  const { lot, quotes, liveAfter, lastRound } = state;
  const now = useServerNow(socket);
  const freshness = usePriceFreshness(socket);
  if (lot === null) {
    return (
      <View className="card">
        <Skeleton lines={8} />
      </View>
    );
  }
  const userId = user?.id ?? null;
  return (
    <View className={freshness === 'live' ? 'lot-columns' : 'lot-columns lot-stale'}>
      <View className="lot-column">
        <View className="lot-board">
          <PriceBoard
            lot={lot}
            standing={standingOf(line)}
            lastRound={lastRound}
            isLive={freshness === 'live'}
            now={now}
          />
        </View>
        <View className="lot-curve">
          <PriceCurve lot={lot} quotes={quotes} userId={userId} now={now} />
        </View>
      </View>
      <View className="lot-column">
        <View className="lot-bid">
          <BidForm lot={lot} bid={bid} user={user} freshness={freshness} now={now} onBid={placeBid} />
        </View>
        <View className="lot-quotes">
          <QuoteList quotes={quotes} count={lot.bids} liveAfter={liveAfter} userId={userId} />
        </View>
      </View>
    </View>
  );
}

function standingOf({ state, user }: LotLine): Standing {
  const isOwn = (quote: { user: { id: string } }) => quote.user.id === user?.id;
  const [newest] = state.quotes;
  if (newest && isOwn(newest)) return 'leading';
  return state.quotes.some(isOwn) ? 'outbid' : 'none';
}
