import { dataTemplate } from '../../server/test/data-template';
import { serverProgram } from '../../server/test/server-program';

/** Makes what every server of the tests is started from, before several files want it at once. */
export default async function setUp(): Promise<void> {
  await Promise.all([dataTemplate(), serverProgram()]);
}
