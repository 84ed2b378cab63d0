import { fail, type NativeCallbacks, succeed } from './native-callbacks';
import type { NativeApi, NativeParts } from './native-parts';
import type { PageStack } from './page-stack';

interface UrlOptions extends NativeCallbacks {
  readonly url: string;
}

interface BackOptions extends NativeCallbacks {
  readonly delta?: number;
}

/** `navigateTo` and its sisters; the pages move in a task of their own, after the call. */
export function createNavigation(parts: NativeParts, stack: () => PageStack): NativeApi {
  function move(api: string, options: NativeCallbacks, go: () => string | undefined): void {
    parts.thread.post(() => {
      const problem = go();
      if (problem === undefined) succeed(parts, options, api);
      else fail(parts, options, api, { message: problem });
    });
  }

  return {
    navigateTo: (options: UrlOptions) => move('navigateTo', options, () => stack().navigateTo(options.url)),
    redirectTo: (options: UrlOptions) => move('redirectTo', options, () => stack().redirectTo(options.url)),
    reLaunch: (options: UrlOptions) => move('reLaunch', options, () => stack().reLaunch(options.url)),
    switchTab: (options: UrlOptions) => move('switchTab', options, () => stack().switchTab(options.url)),
    navigateBack: (options: BackOptions = {}) =>
      move('navigateBack', options, () => stack().navigateBack(options.delta)),
  };
}
