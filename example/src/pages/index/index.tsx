import { useServerNow } from '@heartbeat-socket/taro';
import { Text, View } from '@tarojs/components';
import { navigateTo, stopPullDownRefresh, useDidShow, usePullDownRefresh } from '@tarojs/taro';
import type { Lot } from '../../../server/src/messages';
import { ActionButton } from '../../components/action-button';
import { AppHeader } from '../../components/app-header';
import { Heading } from '../../components/heading';
import { Notice, Skeleton } from '../../components/notice';
import { usePageTitle } from '../../components/page-title';
import { type AppLine, useAppLine } from '../../line/app-line';
import { ConnectionBanner } from '../../line/connection-banner';
import { LotRow } from '../../lots/lot-row';
import { type Lots, useLots } from '../../lots/lots';
import { usePriceFreshness } from '../../lots/use-price-freshness';
import { useLanguage } from '../../texts/language';
import './index.css';

/** The list of lots, each of them live. */
export default function IndexPage() {
  const { texts } = useLanguage();
  const { lots, reload, retry } = useLots();
  const socket = useAppLine({ onOpen: ({ isReconnect }) => (isReconnect || lots.state === 'failed') && void reload() });

  useDidShow(() => void reload());
  usePullDownRefresh(() => void reload().then(() => stopPullDownRefresh()));
  usePageTitle(texts.appName);

  return (
    <View className="page" role="main">
      <View className="page-column page-wide">
        <AppHeader />
        <ConnectionBanner socket={socket} />
        <View className="lots-head">
          <Heading level={1} className="lots-title">
            {texts.lots}
          </Heading>
          <Text className="lots-hint">{texts.lotsHint}</Text>
        </View>
        <LotsBody lots={lots} socket={socket} onRetry={() => void retry()} />
      </View>
    </View>
  );
}

function LotsBody({ lots, socket, onRetry }: { lots: Lots; socket: AppLine; onRetry(): void }) {
  const { texts } = useLanguage();
  const now = useServerNow(socket);
  const isLive = usePriceFreshness(socket) === 'live';
  if (lots.state === 'loading') {
    return (
      <View className="lots">
        {[0, 1, 2].map((place) => (
          <View key={place} className="card">
            <Skeleton lines={4} />
          </View>
        ))}
      </View>
    );
  }
  if (lots.state === 'failed') {
    return (
      <View className="card">
        <Notice title={texts.loadFailed} hint={texts.loadFailedHint}>
          <ActionButton look="chip" onPress={onRetry}>
            {texts.tryAgain}
          </ActionButton>
        </Notice>
      </View>
    );
  }
  if (lots.list.length === 0) {
    return (
      <View className="card">
        <Notice title={texts.noLots} hint={texts.noLotsHint} />
      </View>
    );
  }
  return (
    <View className={isLive ? 'lots' : 'lots lots-stale'}>
      {lots.list.map((lot) => (
        <LotRow key={lot.id} listed={lot} line={socket} isLive={isLive} now={now} onOpen={() => openLot(lot)} />
      ))}
    </View>
  );
}

function openLot({ id }: Lot): void {
  void navigateTo({ url: `/pages/lot/index?id=${encodeURIComponent(id)}` });
}
