import type { Address } from '../schedule/schedule';
import type { Atlas } from './atlas';
import { destinationOf, isHiddenByReact, type Lifecycle, type Member } from './member';
import type { Scene } from './scene';
import type { Stage } from './stage';

/** What components do to the schedule as React renders them. */
export function createLifecycle(
  stage: Stage,
  atlas: Atlas,
  urlOf: (member: Member, address: Address) => string | null,
): Lifecycle {
  const { server, time, fault } = stage;

  /** `enabled` that goes from false to true ends an earlier `disconnect()`. */
  function begin(member: Member, { props, destination }: Scene): void {
    if (!props.enabled) member.wasDisabled = true;
    if (!stage.holds(member) || !member.wasDisabled || !destination) return;
    member.wasDisabled = false;
    destination.isRefused = false;
  }

  return {
    committed(scene) {
      const { member, props } = scene;
      if (!scene.socket || member.scene === scene) return;
      member.isMounted = props.activity === 'visible';
      member.isCommitting = member.isMounted;
      const before = member.scene;
      member.scene = scene;
      scene.destination = atlas.arrive(scene, before?.destination ?? null, urlOf(member, props.address));
      if (before && before.destination !== scene.destination) {
        member.leftScene = before;
        member.isSyncing = false;
      }
      if (before?.props.which !== props.which) scene.destination.tunedAt = time.ticks();
      // Of what is hidden no effect runs.
      if (!member.isMounted) return atlas.leave(scene.destination);
      scene.destination.isLeft = false;
      if (stage.holds(member) && scene.shown?.status === 'idle') fault(`${member.name} shows idle, and is wanted`);
      atlas.forget(scene.destination);
      begin(member, scene);
    },
    removed(member) {
      // It comes back in this very commit, as one that knows nothing.
      if (member.scene && member.scene.mount !== member.mount) {
        member.leftScene = member.scene;
        member.scene = null;
        member.heard.length = 0;
        member.wasDisabled = false;
        member.isPageHidden = false;
        member.isSyncing = false;
      }
      // Of what is hidden there are no effects to clean up.
      member.isLeaving = member.isMounted;
      member.isMounted = false;
      member.isCommitting = false;
      const destination = (member.scene ?? member.leftScene)?.destination;
      if (destination && !destination.isLeft) atlas.leave(destination);
    },
    shown(member) {
      if (member.isMounted) return;
      Object.assign(member, { isMounted: true, isCommitting: true, isLeaving: false });
      const { scene } = member;
      if (!scene?.destination) return;
      scene.destination.isLeft = false;
      begin(member, scene);
    },
    hidden(member) {
      if (!member.isMounted) return;
      Object.assign(member, { isMounted: false, isCommitting: false, isLeaving: true });
      // StrictMode shows it again at once.
      Promise.resolve().then(() => {
        const destination = destinationOf(member);
        if (!isHiddenByReact(member) || !destination) return;
        Object.assign(member, { isSyncing: false, fetchingSince: null, isPageHidden: false });
        atlas.leave(destination);
      });
    },
    act: (scene, deed) => stage.act(scene, deed),
    interrupt(scene, interruption) {
      if (interruption === 'say') server.say();
      else if (interruption === 'serverCloses') for (const line of server.open('')) line.close(1011, 'interruption');
      // What a user does comes to what is committed.
      else if (scene.member.scene) stage.act(scene.member.scene, interruption);
    },
  };
}
