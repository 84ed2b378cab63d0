import { type CloseCauseKind, CloseCode, noop, type Transport, textOf } from '@heartbeat-socket/core';
import type { Connect, Quirks, SocketTask } from './quirks/quirks';
import { taroApi } from './taro-api';

const OPEN = 1;
const NO_TARO = '@tarojs/taro has no connectSocket here: run this in a Taro app, or mock @tarojs/taro in tests';

/** Failures that platforms tell by words: WeChat's and Taro's texts, Alipay's in Chinese. */
const TELLING: ReadonlyArray<readonly [RegExp, CloseCauseKind]> = [
  [/exceed max|最多发起|已经存在/i, 'slot-limit'],
  [/domain list|合法域名|请使用 ?wss/i, 'forbidden-domain'],
  [/interrupted|suspend/i, 'interrupted'],
];

/** Makes a transport on `Taro.connectSocket`, the same on every platform but for its quirks. */
export function createTransport(quirks: Quirks, warn: (message: string) => void): Transport {
  let hasWarned = false;
  let hasMissedTaro = false;

  function taroConnect(): Connect {
    const connectSocket = taroApi.connectSocket();
    if (connectSocket) return connectSocket as unknown as Connect;
    if (!hasMissedTaro) warn(NO_TARO);
    hasMissedTaro = true;
    throw new Error(NO_TARO);
  }

  return {
    open(request, emit) {
      if (request.header && !quirks.sendsHeader && !hasWarned) {
        hasWarned = true;
        warn('header has no effect on H5: browsers send none. Put what it carries into the url.');
      }
      let task: SocketTask | null = null;
      let isOpen = false;
      let farewell: readonly [code: number, reason: string] | null = null;

      function opened(): void {
        isOpen = true;
        // WeChat may ignore a close before open (docs of wx.closeSocket), so what was given up is closed again here.
        if (farewell) closeTask();
        else emit({ type: 'opened' });
      }

      function failed(failure: unknown): void {
        const message = textOf(failure);
        const kind = quirks.kindOf(failure) ?? kindByText(message) ?? (isOpen ? 'network' : 'connect-failed');
        emit({ type: 'lost', loss: { kind, message } });
      }

      function closed(code: number | null, reason: string): void {
        emit({
          type: 'lost',
          loss: { kind: kindOfClose(code, reason, isOpen), code, reason, message: messageOfClose(code, reason) },
        });
      }

      function message(payload: unknown): void {
        isOpen = true;
        emit({ type: 'message', data: payload });
      }

      function arrived(value: unknown): void {
        if (!isTask(value)) return failed({ message: `connectSocket gave no SocketTask: ${textOf(value)}` });
        task = value;
        try {
          quirks.listen(task, { opened, message, failed, closed });
        } catch (thrown) {
          failed(thrown);
        }
        if (farewell) closeTask();
        // It may have opened before anybody could listen: on WeChat, and where promises are slow (iOS 15 and older).
        else if (task.readyState === OPEN) opened();
        else if (task.readyState === undefined && !isOpen) emit({ type: 'unsure' });
      }

      function closeTask(): void {
        if (!task || !farewell) return;
        const [code, reason] = farewell;
        quietly(() => quirks.close(task as SocketTask, code, reason));
      }

      try {
        const answer = quirks.connect(taroConnect(), request);
        if (isThenable(answer)) answer.then(arrived, failed);
        else arrived(answer);
      } catch (thrown) {
        failed(thrown);
      }

      return {
        send(frame, onFail) {
          const fail = once((failure: unknown) => {
            const message = textOf(failure);
            const kind = kindByText(message) === 'interrupted' ? 'interrupted' : 'network';
            onFail({ kind, message: `send failed: ${message}` });
          });
          if (!task) return fail('nothing is open');
          try {
            const result = task.send({ ...quirks.payload(frame), fail });
            // H5 rejects as well as it calls `fail`, although Taro's types say that it returns nothing.
            if (isThenable(result)) result.then(noop, fail);
          } catch (thrown) {
            fail(thrown);
          }
        },
        close(code, reason) {
          farewell = [code, reason];
          closeTask();
        },
      };
    },
  };
}

function kindByText(text: string): CloseCauseKind | undefined {
  return TELLING.find(([words]) => words.test(text))?.[1];
}

/** Never by code 1000 alone: WeChat kills with it, and says "interrupted" (community reports). */
function kindOfClose(code: number | null, reason: string, wasOpen: boolean): CloseCauseKind {
  if (/interrupted/i.test(reason)) return 'interrupted';
  if (!wasOpen) return 'connect-failed';
  return code === null || code === CloseCode.AbnormalClosure ? 'network' : 'server';
}

function messageOfClose(code: number | null, reason: string): string {
  return `closed${code === null ? '' : ` with code ${code}`}${reason && `: ${reason}`}`;
}

/** A task that is given up may throw, reject, or call back; nobody is left to hear of it. */
function quietly(act: () => unknown): void {
  try {
    const result = act();
    if (isThenable(result)) result.then(noop, noop);
  } catch {
    // Closing what is closed already throws on some versions; it is closed, which is all that was wanted.
  }
}

function once<Value>(call: (value: Value) => void): (value: Value) => void {
  let isDone = false;
  return (value) => {
    if (isDone) return;
    isDone = true;
    call(value);
  };
}

function isTask(value: unknown): value is SocketTask {
  return typeof (value as Partial<SocketTask> | null | undefined)?.onOpen === 'function';
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as Partial<PromiseLike<unknown>> | null | undefined)?.then === 'function';
}
