import { type AppVisibility, type CloseCauseKind, type Loss, type Transport, textOf } from '@heartbeat-socket/core';
import { ABNORMAL_CLOSURE } from './close-codes';
import { createCloser, isRefusal } from './closer';
import { contained, isThenable } from './contained';
import { type Connect, isTask, type Quirks, type SocketTask } from './quirks/quirks';
import { taroApi } from './taro-api';

const OPEN = 1;
/** How many attempts may be abandoned before the next one waits: React's StrictMode abandons one on each mount. */
const ABANDONED_LIMIT = 2;
const NO_TARO = '@tarojs/taro has no connectSocket here: run this in a Taro app, or mock @tarojs/taro in tests';

/** Failures that platforms tell by words: WeChat's and Taro's texts, Alipay's in Chinese. */
const TELLING: ReadonlyArray<readonly [RegExp, CloseCauseKind]> = [
  // "reach max websocket connect count 5" in an independent engine, "exceed max concurrent count" in community reports.
  [/(exceed|reach) max|最多发起|已经存在/i, 'slot-limit'],
  [/domain list|合法域名|请使用 ?wss/i, 'forbidden-domain'],
];

/** Makes a transport on `Taro.connectSocket`, the same on every platform but for its quirks. */
export function createTransport(quirks: Quirks, visibility: AppVisibility, warn: (message: string) => void): Transport {
  let hasWarned = false;
  let hasMissedTaro = false;
  /** Attempts that were given up before their tasks came: each holds a slot until that has come and is closed. */
  let abandoned = 0;

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
      let isAsked = false;
      let isAnswered = false;
      let isGone = false;
      let farewell: readonly [code: number, reason: string] | null = null;
      const closer = createCloser((fail) => {
        if (task && farewell) return quirks.close(task, ...farewell, fail);
      }, visibility);

      function answered(): void {
        if (farewell && !isAnswered) abandoned -= 1;
        isAnswered = true;
      }

      function opened(protocol?: string): void {
        isOpen = true;
        isGone = false;
        // WeChat may ignore a close before open (docs of wx.closeSocket), so what was given up is closed again here.
        if (farewell) closeTask();
        else emit({ type: 'opened', protocol });
      }

      function failed(failure: unknown): void {
        answered();
        const message = textOf(failure);
        const kind = quirks.kindOf(failure) ?? kindByText(message) ?? (isOpen ? 'network' : 'connect-failed');
        emit({ type: 'lost', loss: { kind, message } });
      }

      function closed(code: number | null, reason: string): void {
        isGone = true;
        closer.stop();
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
        answered();
        if (!isTask(value)) return failed({ message: `connectSocket gave no SocketTask: ${textOf(value)}` });
        task = value;
        try {
          quirks.listen(task, { opened, message, failed, closed });
        } catch (thrown) {
          failed(thrown);
        }
        if (farewell) closeTask();
        // It may have opened before anybody could listen: on WeChat, and where promises are slow (iOS 15 and older).
        else if (readyStateOf(value) === OPEN) opened();
        else if (readyStateOf(value) === undefined && !isOpen) emit({ type: 'unsure' });
      }

      function closeTask(): void {
        closer.close();
        // H5 wants a dead task closed too, for its slot; but what is gone does not live on, whatever the answer is.
        if (isGone) closer.stop();
      }

      function begin(): void {
        if (farewell) return;
        isAsked = true;
        try {
          const answer = quirks.connect(taroConnect(), request, () => farewell === null);
          if (isThenable(answer)) answer.then(arrived, failed);
          else arrived(answer);
        } catch (thrown) {
          failed(thrown);
        }
      }

      // On H5 a task has been there since the call, and its promise brings it before this one goes on: then it is closed,
      // and its slot is free. Of many attempts in one turn all but the first two and the last ask for nothing.
      if (abandoned >= ABANDONED_LIMIT) Promise.resolve().then(begin);
      else begin();

      return {
        send(frame, onFail) {
          const fail = once((failure: unknown) => onFail(lossOfSend(failure)));
          if (!task) return onFail({ kind: 'network', message: 'nothing is open' });
          const mine = task;
          // H5 rejects as well as it calls `fail`, although Taro's types say that it returns nothing.
          contained(() => mine.send({ ...quirks.payload(frame), fail }), fail);
        },
        close(code, reason) {
          if (!farewell && isAsked && !isAnswered) abandoned += 1;
          farewell = [code, reason];
          if (task) closeTask();
        },
      };
    },
  };
}

function lossOfSend(failure: unknown): Loss {
  const text = textOf(failure);
  return { kind: isRefusal(text) ? 'interrupted' : 'network', message: `send failed: ${text}` };
}

/** A hint on WeChat, and perhaps a getter of a mock: worth no more than a look. */
function readyStateOf(task: SocketTask): number | undefined {
  return contained(() => task.readyState);
}

function kindByText(text: string): CloseCauseKind | undefined {
  return TELLING.find(([words]) => words.test(text))?.[1] ?? (isRefusal(text) ? 'interrupted' : undefined);
}

/**
 * Never by code 1000 alone: WeChat kills with it, and says "interrupted" (community reports). A code that is the
 * application's own (RFC 6455 §7.4.2) comes from the server alone, over an open line, whatever its reason says.
 */
function kindOfClose(code: number | null, reason: string, wasOpen: boolean): CloseCauseKind {
  if (code !== null && code >= 3000) return 'server';
  if (/interrupted/i.test(reason)) return 'interrupted';
  if (!wasOpen) return 'connect-failed';
  return code === null || code === ABNORMAL_CLOSURE ? 'network' : 'server';
}

function messageOfClose(code: number | null, reason: string): string {
  return `closed${code === null ? '' : ` with code ${code}`}${reason && `: ${reason}`}`;
}

function once<Value>(call: (value: Value) => void): (value: Value) => void {
  let isDone = false;
  return (value) => {
    if (isDone) return;
    isDone = true;
    call(value);
  };
}
