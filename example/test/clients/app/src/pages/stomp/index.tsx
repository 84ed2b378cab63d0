import { ClientPage } from '../../client-page';
import { startStomp } from '../../clients/stomp';

export default function Page() {
  return <ClientPage start={startStomp} />;
}
