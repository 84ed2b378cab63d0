import type { PropsWithChildren } from 'react';

/** What the pages under test use of `@tarojs/components`, as plain elements. */
export const View = ({ children }: PropsWithChildren) => <div>{children}</div>;

export const Text = ({ children }: PropsWithChildren) => <span>{children}</span>;

export const Button = ({
  children,
  disabled,
  onClick,
}: PropsWithChildren<{ disabled?: boolean; onClick?(): void }>) => (
  <button type="button" disabled={disabled} onClick={onClick}>
    {children}
  </button>
);
