import type { Moment, Question, Setting } from '../schedule/schedule';
import type { Scene } from '../stage/scene';
import { isUninterested } from '../stage/sharing';

/** What functions of the user threw, and who was told. */
export interface Thrown {
  /** Makes what a function of this render throws now. */
  make(scene: Scene, where: Moment | Question): Error;
  /** `onError` of this render is told of something. */
  told(scene: Scene, what: string): void;
  /** Each was told once, unless its component has gone on. */
  check(): void;
}

interface Throw {
  readonly mark: string;
  readonly scene: Scene;
  isSettled: boolean;
  told: number;
}

/** What these throw is told in another way: a request is rejected, an attempt is lost, a resync has failed. */
const TOLD_OTHERWISE: readonly string[] = ['tag', 'url', 'resync', 'hello'];

/** Accounts for what the functions of one schedule throw. */
export function createThrown(setting: Setting, fault: (what: string) => void): Thrown {
  const throws: Throw[] = [];
  return {
    make(scene, where) {
      const mark = `thrown ${throws.length + 1} by ${where}`;
      throws.push({ mark, scene, isSettled: TOLD_OTHERWISE.includes(where), told: 0 });
      return new Error(mark);
    },
    told({ member }, what) {
      for (const each of throws) {
        // Of a shared socket the others hear of it too.
        if (each.scene.member !== member || !what.includes(each.mark)) continue;
        each.told += 1;
        if (each.told > 1) fault(`${member.name} was told ${each.told} times of what was ${each.mark}`);
      }
    },
    check() {
      for (const each of throws) {
        const { scene, told, mark } = each;
        const { member, destination } = scene;
        if (each.isSettled) continue;
        each.isSettled = true;
        // It may have been asked in the commit in which it stops wanting the socket.
        const wants = member.scene !== null && !isUninterested(setting, member.scene);
        const isThere = member.isMounted && destination === member.scene?.destination && wants;
        if (told === 0 && isThere) fault(`${member.name} was not told of what was ${mark}`);
      }
    },
  };
}
