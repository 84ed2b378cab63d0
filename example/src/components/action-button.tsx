import { Button } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import './action-button.css';
import { pressable } from './pressable';

interface ActionButtonProps {
  id?: string;
  look: 'primary' | 'quiet' | 'chip' | 'square' | 'banner';
  /** What a screen reader says, where the text alone does not tell. */
  label?: string;
  disabled?: boolean;
  onPress(): void;
}

/** A button in one of the looks of this app. A disabled one never calls `onPress`. */
export function ActionButton({
  id,
  look,
  label,
  disabled = false,
  onPress,
  children,
}: PropsWithChildren<ActionButtonProps>) {
  const press = () => {
    if (!disabled) onPress();
  };
  return (
    <Button
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { ariaLabel: label })}
      // Absent, not false: React writes disabled="false" on H5, and a style sheet takes that for disabled.
      {...(disabled ? { disabled, 'aria-disabled': 'true' } : {})}
      className={`action action-${look}${disabled ? ' action-disabled' : ''}`}
      hoverClass="action-pressed"
      {...pressable('button', press)}
    >
      {children}
    </Button>
  );
}
