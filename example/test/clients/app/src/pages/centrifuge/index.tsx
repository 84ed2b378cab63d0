import { ClientPage } from '../../client-page';
import { startCentrifuge } from '../../clients/centrifuge';

export default function Page() {
  return <ClientPage start={startCentrifuge} />;
}
