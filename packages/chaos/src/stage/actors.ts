import type { Name } from '../schedule/schedule';
import { isHiddenByReact, type Member } from './member';
import type { Scene } from './scene';
import type { Stage } from './stage';

/** Who has to be there for a step to do anything. */

/** What needs the program to run: nothing of it happens while it stands still. */
export const awake =
  <Args extends unknown[]>(act: (stage: Stage, ...args: Args) => void) =>
  (stage: Stage, ...args: Args): void => {
    if (!stage.isStill()) act(stage, ...args);
  };

/** What a component does that is there. */
export const by =
  <Args extends unknown[]>(act: (stage: Stage, member: Member, ...args: Args) => void | Promise<void>) =>
  (stage: Stage, name: Name, ...args: Args): void | Promise<void> => {
    const member = stage.members[name];
    if (member.isInTree && member.isMounted && !stage.isStill()) return act(stage, member, ...args);
  };

/** What becomes of a component that is in the tree, shown or hidden. */
export const to =
  <Args extends unknown[]>(act: (stage: Stage, member: Member, ...args: Args) => void | Promise<void>) =>
  (stage: Stage, name: Name, ...args: Args): void | Promise<void> => {
    const member = stage.members[name];
    if (member.isInTree && (member.isMounted || isHiddenByReact(member)) && !stage.isStill())
      return act(stage, member, ...args);
  };

/** What a component does in a handler. */
export const inHandler =
  <Args extends unknown[]>(act: (stage: Stage, scene: Scene, ...args: Args) => void | Promise<void>) =>
  (stage: Stage, name: Name, ...args: Args): void | Promise<void> =>
    by((_stage, { scene }) => (scene ? act(stage, scene, ...args) : undefined))(stage, name);

/** The same, also while React hides it. */
export const atAnyTime =
  <Args extends unknown[]>(act: (stage: Stage, scene: Scene, ...args: Args) => void | Promise<void>) =>
  (stage: Stage, name: Name, ...args: Args): void | Promise<void> =>
    to((_stage, { scene }) => (scene ? act(stage, scene, ...args) : undefined))(stage, name);
