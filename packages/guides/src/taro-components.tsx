import type { ReactNode } from 'react';

interface Props {
  readonly children?: ReactNode;
  readonly disabled?: boolean;
  onClick?(): void;
}

/** Taro's components as plain elements: the pages' blocks are about sockets. */
export const View = ({ children }: Props) => <div>{children}</div>;
export const Text = ({ children }: Props) => <span>{children}</span>;
export const Button = ({ children, onClick, ...rest }: Props) => (
  <button type="button" {...rest} onClick={onClick}>
    {children}
  </button>
);
