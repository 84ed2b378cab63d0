import { Text } from '@tarojs/components';

/** A page without a socket, to come from and to go back to. */
export default function Away() {
  return <Text id="away">away</Text>;
}
