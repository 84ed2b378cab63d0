import { Text, View } from '@tarojs/components';
import { ActionButton } from '../../components/action-button';
import { AppHeader } from '../../components/app-header';
import { Heading } from '../../components/heading';
import { Notice, Skeleton } from '../../components/notice';
import { usePageTitle } from '../../components/page-title';
import { BreakList } from '../../lab/break-list';
import { useLabLine } from '../../lab/lab-line';
import { type LabStatus, useLabStatus } from '../../lab/lab-status';
import { TimelineView } from '../../lab/timeline-view';
import { useLab } from '../../lab/use-lab';
import type { AppLine } from '../../line/app-line';
import { ConnectionBanner } from '../../line/connection-banner';
import { EventList } from '../../line/event-list';
import { useLineEvents } from '../../line/line-recorder';
import { useLanguage } from '../../texts/language';
import './index.css';

/** Where a visitor breaks a line of his own, and sees what the hook does about it. */
export default function LabPage() {
  const { texts } = useLanguage();
  const { status, ask } = useLabStatus();
  const line = useLabLine(status === 'on');
  usePageTitle(texts.lab.title);
  return (
    <View className="page" role="main">
      <View className="page-column page-wide">
        <AppHeader back={texts.back} onLine />
        <View className="lab-head">
          <Heading level={1} className="lab-title">
            {texts.lab.title}
          </Heading>
          <Text className="lab-hint">{texts.lab.hint}</Text>
        </View>
        {status === 'on' ? <Bench line={line} /> : <Closed status={status} onRetry={ask} />}
      </View>
    </View>
  );
}

function Bench({ line }: { line: AppLine }) {
  const { texts } = useLanguage();
  const lab = useLab(line, texts.lab.refused);
  const events = useLineEvents(line);
  return (
    <>
      <ConnectionBanner socket={line} />
      <View className="lab-columns">
        <View className="card lab-picture">
          <Heading level={2} className="heading lab-heading">
            {texts.lab.timeline}
          </Heading>
          <TimelineView entries={lab.entries} status={line.status} />
        </View>
        <View className="card lab-breaks">
          <Heading level={2} className="heading lab-heading">
            {texts.lab.breaks}
          </Heading>
          <BreakList lab={lab} isOpen={line.status === 'open'} />
        </View>
        <View className="card lab-events">
          <Heading level={2} className="heading lab-heading">
            {texts.events}
          </Heading>
          <EventList events={events.filter(({ type }) => type !== 'ping' && type !== 'pong')} />
        </View>
      </View>
    </>
  );
}

function Closed({ status, onRetry }: { status: Exclude<LabStatus, 'on'>; onRetry(): void }) {
  const { texts } = useLanguage();
  return (
    <View className="card">
      {status === 'asking' && <Skeleton lines={4} />}
      {status === 'off' && <Notice title={texts.lab.off} hint={texts.lab.offHint} />}
      {status === 'failed' && (
        <Notice title={texts.loadFailed} hint={texts.loadFailedHint}>
          <ActionButton look="chip" onPress={onRetry}>
            {texts.tryAgain}
          </ActionButton>
        </Notice>
      )}
    </View>
  );
}
