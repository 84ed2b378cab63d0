import type { ErrorCode, HeartbeatSocketError } from '../../src/errors';

/** Something that was thrown into the socket. */
interface Complaint {
  readonly text: string;
  readonly code: ErrorCode;
  /** `onError` has to hear of it. Where it need not, something else says what happened. */
  readonly mustBeTold: boolean;
  isTold: boolean;
}

/** Watches that what the app and the platform throw is told to `onError`, once and by its code. */
export function createComplaints(fault: (what: string) => void) {
  let open: Complaint[] = [];
  let count = 0;
  let isMisused = false;
  const brokenPorts = new Set<string>();

  /** Makes what is thrown: an error, a text, or what mini-programs throw. */
  function create(what: string, code: ErrorCode, mustBeTold = true): unknown {
    count += 1;
    const text = `${what} threw <${count}>`;
    open.push({ text, code, mustBeTold, isTold: false });
    if (count % 3 === 0) return text;
    return count % 3 === 1 ? new Error(text) : { errMsg: text };
  }

  return {
    create,
    /** Makes what a function of a port throws. The first time must be told; a port that goes on throwing may be old news. */
    createOfPort(what: string): unknown {
      const isFirst = !brokenPorts.has(what);
      brokenPorts.add(what);
      return create(what, 'port', isFirst);
    },
    /** A method was called wrongly. Where that is done after the turn, what it throws has no caller left. */
    misused() {
      isMisused = true;
    },
    told({ code, message }: HeartbeatSocketError) {
      const complaint = open.find(({ text }) => message.includes(text));
      if (!complaint && isMisused && code === 'listener') return;
      if (!complaint) return void (code === 'resync-failed' || fault(`onError heard ${code}: ${message}`));
      if (complaint.isTold) fault(`${complaint.text}, and onError heard it twice`);
      if (complaint.code !== code) fault(`${complaint.text}, and onError heard ${code}`);
      complaint.isTold = true;
    },
    check() {
      for (const { text, mustBeTold, isTold } of open)
        if (mustBeTold && !isTold) fault(`${text}, and onError did not hear it`);
      isMisused = false;
      open = open.filter(({ isTold, mustBeTold }) => !isTold && !mustBeTold);
    },
  };
}

/** What was thrown in a story, and has to be told. */
export type Complaints = ReturnType<typeof createComplaints>;
