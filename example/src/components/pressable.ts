interface PressableProps {
  onClick(): void;
  role?: string;
  tabIndex?: number;
  onKeyDown?(event: { key: string; preventDefault(): void }): void;
}

/**
 * Props that make a Taro component answer a tap and, in a browser, the keyboard: on H5 even a Taro `Button` is an
 * element that takes no focus by itself (`@tarojs/components` 4.2.0).
 */
export function pressable(role: 'button' | 'link', onPress: () => void): PressableProps {
  if (process.env.TARO_ENV !== 'h5') return { onClick: onPress };
  return {
    onClick: onPress,
    role,
    tabIndex: 0,
    onKeyDown(event) {
      if (event.key !== 'Enter' && (event.key !== ' ' || role === 'link')) return;
      event.preventDefault();
      onPress();
    },
  };
}
