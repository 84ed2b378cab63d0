import { Text, View } from '@tarojs/components';
import { navigateTo, setClipboardData, showToast } from '@tarojs/taro';
import { LineChart } from '../../charts/line-chart';
import { ActionButton } from '../../components/action-button';
import { AppHeader } from '../../components/app-header';
import { Heading } from '../../components/heading';
import { Notice } from '../../components/notice';
import { usePageTitle } from '../../components/page-title';
import { useLabStatus } from '../../lab/lab-status';
import { useAppLine } from '../../line/app-line';
import { ConnectionBanner } from '../../line/connection-banner';
import { EventList } from '../../line/event-list';
import { healthOf, type LineHealth, rttHistory } from '../../line/line-health';
import { recorderOf, useLineEvents } from '../../line/line-recorder';
import { LossList } from '../../line/loss-list';
import { useLanguage } from '../../texts/language';
import './index.css';

/** What the line went through, for support. */
export default function LinePage() {
  const { texts } = useLanguage();
  const line = useAppLine();
  const events = useLineEvents(line);
  const health = healthOf(events);
  const { status: lab } = useLabStatus();
  usePageTitle(texts.lineHealth);

  const say = (title: string) => void showToast({ title, icon: 'none' });
  const copy = () =>
    setClipboardData({ data: recorderOf(line).exportLog() }).then(
      () => say(texts.copied),
      () => say(texts.copyFailed),
    );

  return (
    <View className="page" role="main">
      <View className="page-column page-wide">
        <AppHeader back={texts.back} onLine />
        <ConnectionBanner socket={line} />
        <View className="line-head">
          <View className="line-words">
            <Heading level={1} className="line-title">
              {texts.lineHealth}
            </Heading>
            <Text className="line-hint">{texts.lineHint}</Text>
          </View>
          <View className="line-actions">
            {lab === 'on' && (
              <ActionButton id="lab-link" look="chip" onPress={() => void navigateTo({ url: '/pages/lab/index' })}>
                {texts.lab.title}
              </ActionButton>
            )}
            <ActionButton id="copy-log" look="chip" onPress={() => void copy()}>
              {texts.copyLog}
            </ActionButton>
          </View>
        </View>
        <View className="line-columns">
          <View className="line-column">
            <Figures health={health} />
            <View className="card">
              <Heading level={2} className="heading line-heading">
                {texts.rtt}
              </Heading>
              {health.rtt === null ? (
                <Notice hint={texts.noRtt} />
              ) : (
                <LineChart
                  {...rttHistory(events)}
                  label={texts.rttOf(ms(health.rtt.last), ms(health.rtt.worst))}
                  bars={health.losses.map(({ at, connection }) => ({ key: `${at}-${connection}`, at }))}
                  formatValue={ms}
                />
              )}
            </View>
            <View className="card">
              <Heading level={2} className="heading line-heading">
                {texts.losses}
              </Heading>
              <LossList losses={health.losses} />
            </View>
          </View>
          <View className="line-column">
            <View className="card">
              <Heading level={2} className="heading line-heading">
                {texts.events}
              </Heading>
              <EventList events={events} />
            </View>
          </View>
        </View>
      </View>
    </View>
  );

  function ms(value: number): string {
    return texts.milliseconds(Math.round(value));
  }
}

function Figures({ health: { rtt, pings, pongs, opened, losses } }: { health: LineHealth }) {
  const { texts } = useLanguage();
  const ms = (value: number | undefined) => (value === undefined ? '–' : texts.milliseconds(Math.round(value)));
  const figures: ReadonlyArray<readonly [label: string, value: string]> = [
    [texts.lastRtt, ms(rtt?.last)],
    [texts.medianRtt, ms(rtt?.median)],
    [texts.worstRtt, ms(rtt?.worst)],
    [texts.pongs, `${pongs}/${pings}`],
    [texts.connections, `${opened}`],
    [texts.losses, `${losses.length}`],
  ];
  return (
    <View className="card figures">
      {figures.map(([label, value]) => (
        <View key={label} className="figure">
          <Text className="label">{label}</Text>
          <Text className="figure-value">{value}</Text>
        </View>
      ))}
    </View>
  );
}
