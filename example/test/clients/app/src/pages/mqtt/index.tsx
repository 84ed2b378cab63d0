import { ClientPage } from '../../client-page';
import { startMqtt } from '../../clients/mqtt';

export default function Page() {
  return <ClientPage start={startMqtt} />;
}
