import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

/** Mounts a component that does nothing but call the hook, and returns its unmount. */
export function mountHook(useHook: () => unknown): () => void {
  const Component = () => {
    useHook();
    return null;
  };
  const root = createRoot(document.createElement('div'));
  root.render(createElement(Component));
  return () => root.unmount();
}
