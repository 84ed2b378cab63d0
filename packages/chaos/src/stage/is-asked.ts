import type { Question, Setting } from '../schedule/schedule';

/** Whether this setting has a function that can be asked this. */
export function isAsked(
  { questions, url, resync, serverTime, heartbeat, login }: Setting,
  question: Question,
): boolean {
  switch (question) {
    case 'url':
      return url !== undefined;
    case 'resync':
      return resync !== undefined;
    case 'serverTime':
      return serverTime === true && heartbeat !== false && login !== 'protocol';
    case 'hello':
      return login !== undefined;
    case 'accepted':
      return login === 'handshake';
    case 'isPong':
      return login !== 'protocol' && heartbeat !== false && (serverTime === true || questions !== undefined);
    case 'ping':
      return heartbeat !== false && questions !== undefined;
    case 'jitter':
    case 'delay':
      return questions === question;
    case 'tag':
    case 'match':
      return true;
    default:
      return questions !== undefined;
  }
}
