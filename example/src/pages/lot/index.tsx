import { type Freshness, useFreshness, useServerNow } from '@heartbeat-socket/taro';
import { View } from '@tarojs/components';
import { redirectTo, setNavigationBarTitle, useRouter } from '@tarojs/taro';
import { useEffect } from 'react';
import { ActionButton } from '../../components/action-button';
import { AppHeader } from '../../components/app-header';
import { BidForm } from '../../components/bid-form';
import { ConnectionBanner } from '../../components/connection-banner';
import { Notice, Skeleton } from '../../components/notice';
import { PriceBoard, type Standing } from '../../components/price-board';
import { QuoteList } from '../../components/quote-list';
import { useLanguage } from '../../language';
import { type LotLine, useLotLine } from '../../lot-line';
import './index.css';

/** One lot, live. */
export default function LotPage() {
  const { texts, language } = useLanguage();
  const line = useLotLine(useRouter().params.id ?? '');
  const { lot, missing } = line.state;
  const title = lot?.title[language];

  useEffect(() => void setNavigationBarTitle({ title: title ?? texts.appName }), [title, texts]);

  return (
    <View className="page">
      <View className="page-column page-wide">
        <AppHeader back />
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
  const { lot, quotes, liveAfter } = state;
  const now = useServerNow(socket);
  const freshness = usePriceFreshness(line);
  const live = freshness === 'live';
  return (
    <View className="lot-columns">
      <View className={live ? 'lot-column' : 'lot-column lot-stale'}>
        {lot === null ? (
          <View className="card">
            <Skeleton lines={6} />
          </View>
        ) : (
          <>
            <PriceBoard lot={lot} standing={standingOf(line)} now={now} />
            <BidForm lot={lot} bid={bid} user={user} freshness={freshness} now={now} onBid={placeBid} />
          </>
        )}
      </View>
      <View className={live ? 'lot-column' : 'lot-column lot-stale'}>
        <QuoteList quotes={lot && quotes} count={lot?.bids ?? 0} liveAfter={liveAfter} userId={user?.id ?? null} />
      </View>
    </View>
  );
}

/** How far the price can be trusted: on a live line it may still be on its way. */
function usePriceFreshness({ socket }: LotLine): Freshness {
  const freshness = useFreshness(socket);
  return freshness === 'live' && socket.syncing ? 'suspect' : freshness;
}

function standingOf({ state, user }: LotLine): Standing {
  const isOwn = (quote: { user: { id: string } }) => quote.user.id === user?.id;
  const [newest] = state.quotes;
  if (newest && isOwn(newest)) return 'leading';
  return state.quotes.some(isOwn) ? 'outbid' : 'none';
}
