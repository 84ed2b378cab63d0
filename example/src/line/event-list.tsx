import type { FlightEvent } from '@heartbeat-socket/taro';
import { Text, View } from '@tarojs/components';
import { formatTimeOfDay } from '../texts/format';
import { useLanguage } from '../texts/language';
import type { Texts } from '../texts/texts';
import './event-list.css';
import { Notice } from '../components/notice';

/** How many are shown; the log has them all. */
const SHOWN = 60;

/** What happened on the line, the newest on top. */
export function EventList({ events }: { events: readonly FlightEvent[] }) {
  const { texts } = useLanguage();
  if (events.length === 0) return <Notice title={texts.noEvents} hint={texts.noEventsHint} />;
  const keyed = events.map((event, index) => ({ event, key: `${event.at}-${index}` }));
  return (
    <View className="events">
      {keyed
        .slice(-SHOWN)
        .reverse()
        .map(({ event, key }) => (
          <View key={key} className={`event-row event-${event.type}`}>
            <Text className="event-time">{formatTimeOfDay(event.at)}</Text>
            <Text className="event-type">{texts.eventTypes[event.type]}</Text>
            <Text className="event-detail">{detailOf(event, texts)}</Text>
          </View>
        ))}
    </View>
  );
}

function detailOf(event: FlightEvent, texts: Texts): string {
  switch (event.type) {
    case 'attempt':
      return `#${event.connection} ${event.url}`;
    case 'status':
      return `${event.previous} → ${event.status}`;
    case 'close': {
      const { kind, code } = event.cause;
      const cause = texts.causes[kind] + (code === null ? '' : ` ${code}`);
      return event.retryAt === null ? cause : `${cause} · ${texts.retryAt(formatTimeOfDay(event.retryAt))}`;
    }
    case 'pong':
      return texts.milliseconds(Math.round(event.rtt));
    case 'ping':
    case 'send':
      return texts.size(event.size);
    case 'queue':
      return `${texts.size(event.size)} · ${texts.waitingMessages(event.pending)}`;
    case 'drop':
      return `${texts.size(event.size)} · ${texts.dropReasons[event.reason]}`;
    case 'app':
      return event.visible ? texts.appVisible : texts.appHidden;
    case 'network':
      return event.online ? texts.networkOnline : texts.networkOffline;
    case 'error':
      return texts.errors[event.code];
  }
}
