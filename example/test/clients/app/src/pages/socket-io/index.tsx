import { ClientPage } from '../../client-page';
import { startSocketIo } from '../../clients/socket-io';

export default function Page() {
  return <ClientPage start={startSocketIo} />;
}
