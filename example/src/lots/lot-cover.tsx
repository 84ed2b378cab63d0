import { Text, View } from '@tarojs/components';
import type { Lot } from '../../server/src/messages';
import { tintClass } from './tint';
import './lot-cover.css';

/** Emoji look different on each system, or are missing. For these the app brings a drawing of its own. */
const DRAWINGS: Readonly<Record<string, string>> = { '🏺': 'vase', '🍵': 'tea', '🪕': 'guqin' };

/** The picture of a lot: a drawing, its emoji, or the first character of its title, on a colour of its own. */
export function LotCover({ lot, size }: { lot: Lot; size: 'small' | 'large' }) {
  const drawing = DRAWINGS[lot.image ?? ''];
  return (
    <View className={`cover cover-${size} ${tintClass(lot.id)}`} aria-hidden="true">
      {drawing === undefined ? (
        <Text className="cover-mark">{lot.image ?? lot.title.zh.slice(0, 1)}</Text>
      ) : (
        <View className={`cover-drawing cover-${drawing}`} />
      )}
    </View>
  );
}
