import { judgeAudience, judgeMessage } from '../model/audience';
import { LIFE } from '../model/loss';
import type { Deed, Moment, Question } from '../schedule/schedule';
import type { Told } from './hook-options';
import { HOLD_LIMIT, type Member } from './member';
import { paceOf } from './pace';
import type { Scene } from './scene';
import type { ServerTime } from './server-time';
import type { Stage } from './stage';

/** What the functions of components do when they are told or asked something. */
export function createTold(stage: Stage, serverTime: ServerTime): Told {
  const { setting, server, time, fault } = stage;

  /** A resync fails by too many messages when there were too many. Who shares a socket is told of the others' too. */
  function judgeFailedResync(member: Member, what: string): void {
    const asking = setting.share ? Object.values(stage.members) : [member];
    const came = Math.max(
      ...asking.map(({ fetchingSince }) => (fetchingSince === null ? 0 : server.said() - fetchingSince)),
    );
    // The others are still to be told of the same one.
    if (!setting.share) member.fetchingSince = null;
    // The one that proved an open which nobody could hear is held too.
    if (what.includes('more than') && came < HOLD_LIMIT) fault(`${member.name} heard that ${what}, and ${came} came`);
  }

  function perform(scene: Scene, deed: Deed, where: Moment | Question): void {
    if (deed === 'throw') throw stage.thrown.make(scene, where);
    stage.act(scene, deed);
  }

  const told: Told = {
    told(scene, moment, what) {
      const { member } = scene;
      if (moment === 'error') stage.thrown.told(scene, what);
      if (what.includes('resync-failed')) judgeFailedResync(member, what);
      judgeAudience(stage, scene, moment, what);
      member.heard.push(what);
      if (moment === 'error') return;
      const deed = member.deeds.get(moment);
      member.deeds.delete(moment);
      if (deed) perform(scene, deed, moment);
    },
    message(scene, message, isLive) {
      if (isLive) judgeMessage(stage, scene, message);
      else {
        scene.member.isSyncing = false;
        scene.member.fetchingSince = null;
        if (!message.endsWith(`for ${scene.destination?.name}`)) fault(`${scene.member.name} got ${message}`);
      }
      const isPong = message.startsWith('pong') && paceOf(setting, scene.props) !== null;
      if (isPong && time.ticks() > stage.excusedUntil) fault(`${scene.member.name} was told of a pong, ${message}`);
      told.told(scene, 'message', message);
    },
    drop(scene, text, reason) {
      const destination = stage.mail.destinationOf(text);
      if (destination !== scene.destination)
        fault(`${scene.member.name} was told that ${text} was dropped, which is for ${destination?.name}`);
      told.told(scene, 'drop', `drop ${text} ${reason}`);
    },
    asked(scene, question) {
      const { member } = scene;
      judgeAudience(stage, scene, 'question', question);
      const deed = member.deeds.get(question);
      member.deeds.delete(question);
      if (question === 'url' && scene.destination) scene.destination.isUrlAsked = true;
      if (!deed) return;
      if (question === 'ping' || question === 'isPong') stage.excusedUntil = time.ticks() + 2 * LIFE;
      stage.questions += 1;
      try {
        perform(scene, deed, question);
      } finally {
        stage.questions -= 1;
      }
    },
    resync(scene) {
      const { member } = scene;
      member.isSyncing = true;
      member.fetchingSince = server.said();
      member.resyncs += 1;
      const news = [`resync ${member.resyncs} for ${scene.destination?.name}`];
      told.asked(scene, 'resync');
      if (setting.resync === 'now') return news;
      const fails = setting.resync === 'fails' && member.resyncs % 3 !== 0 && !stage.isObliging;
      return new Promise((resolve, reject) => {
        time.after(700, () => (fails ? reject(new Error('no snapshot')) : resolve(news)));
      });
    },
    hello(scene) {
      told.asked(scene, 'hello');
      return stage.login.hello(scene.destination);
    },
    wants: stage.subscriptions.wants,
    timeRead: ({ destination }) => serverTime.read(destination),
  };
  return told;
}
