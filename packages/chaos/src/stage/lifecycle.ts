import type { Address } from '../schedule/schedule';
import type { Atlas } from './atlas';
import type { Lifecycle, Member } from './member';
import type { Stage } from './stage';

/** What components do to the schedule as React renders them. */
export function createLifecycle(
  stage: Stage,
  atlas: Atlas,
  urlOf: (member: Member, address: Address) => string | null,
): Lifecycle {
  const { server, time, fault } = stage;
  return {
    committed(scene) {
      const { member, props } = scene;
      const isFirst = member.scene !== scene;
      member.isMounted = true;
      if (!scene.socket || !isFirst) return;
      member.isCommitting = true;
      const before = member.scene;
      member.scene = scene;
      scene.destination = atlas.arrive(scene, before?.destination ?? null, urlOf(member, props.address));
      if (before && before.destination !== scene.destination) {
        member.leftScene = before;
        member.isSyncing = false;
      }
      if (before?.props.which !== props.which) scene.destination.tunedAt = time.ticks();
      if (stage.holds(member) && scene.shown?.status === 'idle') fault(`${member.name} shows idle, and is wanted`);
      atlas.forget(scene.destination);
      if (!props.enabled) member.wasDisabled = true;
      if (!stage.holds(member) || !member.wasDisabled) return;
      member.wasDisabled = false;
      scene.destination.isRefused = false;
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
      member.isMounted = false;
      member.isLeaving = true;
      member.isCommitting = false;
      const destination = (member.scene ?? member.leftScene)?.destination;
      if (destination && !destination.isLeft) atlas.leave(destination);
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
