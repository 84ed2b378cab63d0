import { Text, View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import './notice.css';

/** What stands where there is nothing to show, and why; children are what to do about it. */
export function Notice({ title, hint, children }: PropsWithChildren<{ title?: string; hint: string }>) {
  return (
    <View className="notice">
      {title !== undefined && <Text className="notice-title">{title}</Text>}
      <Text className="notice-hint">{hint}</Text>
      {children}
    </View>
  );
}

/** Grey lines in the shape of what is being loaded. */
export function Skeleton({ lines }: { lines: number }) {
  return (
    <View className="skeleton" aria-hidden="true">
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and keep their places
        <View key={index} className="skeleton-line" />
      ))}
    </View>
  );
}
