import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

function HookUser({ useHook }: { useHook: () => unknown }): null {
  useHook();
  return null;
}

/** Mounts a component that does nothing but call the hook, and returns its unmount. */
export function mountHook(useHook: () => unknown): () => void {
  const root = createRoot(document.createElement('div'));
  root.render(createElement(HookUser, { useHook }));
  return () => root.unmount();
}
