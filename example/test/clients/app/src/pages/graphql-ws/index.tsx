import { ClientPage } from '../../client-page';
import { startGraphqlWs } from '../../clients/graphql-ws';

export default function Page() {
  return <ClientPage start={startGraphqlWs} />;
}
