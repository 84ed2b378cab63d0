import { View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';

interface HeadingProps {
  level: 1 | 2;
  className?: string;
}

/** A title: that of the page is of level 1, that of a card of level 2. */
export function Heading({ level, className = 'heading', children }: PropsWithChildren<HeadingProps>) {
  return (
    <View className={className} role="heading" aria-level={level}>
      {children}
    </View>
  );
}
