import { Text, View } from '@tarojs/components';
import type { Lot } from '../../server/src/messages';
import './lot-cover.css';

const TINTS = 5;

/** The picture of a lot: its emoji, or the first character of its title, on a colour of its own. */
export function LotCover({ lot, size }: { lot: Lot; size: 'small' | 'large' }) {
  return (
    <View className={`cover cover-${size} cover-tint-${tintOf(lot.id)}`} aria-hidden='true'>
      <Text className='cover-mark'>{lot.image ?? lot.title.zh.slice(0, 1)}</Text>
    </View>
  );
}

function tintOf(id: string): number {
  let sum = 0;
  for (let index = 0; index < id.length; index += 1) sum += id.charCodeAt(index);
  return sum % TINTS;
}
