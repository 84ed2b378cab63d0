import { Text, View } from '@tarojs/components';
import { navigateTo, setNavigationBarTitle, stopPullDownRefresh, useDidShow, usePullDownRefresh } from '@tarojs/taro';
import { useEffect } from 'react';
import type { Lot } from '../../../server/src/messages';
import { ActionButton } from '../../components/action-button';
import { AppHeader } from '../../components/app-header';
import { LotRow } from '../../components/lot-row';
import { Notice, Skeleton } from '../../components/notice';
import { useLanguage } from '../../language';
import { type Lots, useLots } from '../../lots';
import { useNow } from '../../use-now';
import './index.css';

/** The list of lots. */
export default function IndexPage() {
  const { texts } = useLanguage();
  const [lots, reload] = useLots();

  useDidShow(() => void reload());
  usePullDownRefresh(() => void reload().then(() => stopPullDownRefresh()));
  useEffect(() => void setNavigationBarTitle({ title: texts.appName }), [texts]);

  return (
    <View className="page">
      <View className="page-column page-wide">
        <AppHeader />
        <View className="lots-head">
          <Text className="lots-title">{texts.lots}</Text>
          <Text className="lots-hint">{texts.lotsHint}</Text>
        </View>
        <LotsBody lots={lots} onRetry={() => void reload()} />
      </View>
    </View>
  );
}

function LotsBody({ lots, onRetry }: { lots: Lots; onRetry(): void }) {
  const { texts } = useLanguage();
  const now = useNow();
  if (lots.state === 'loading') {
    return (
      <View className="card">
        <Skeleton lines={6} />
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
    <View className="lots">
      {lots.list.map((lot) => (
        <LotRow key={lot.id} lot={lot} now={now} onOpen={() => openLot(lot)} />
      ))}
    </View>
  );
}

function openLot({ id }: Lot): void {
  void navigateTo({ url: `/pages/lot/index?id=${encodeURIComponent(id)}` });
}
