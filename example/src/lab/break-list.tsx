import { Text, View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import type { LAB_CLOSE_CODES } from '../../server/src/lab/lab-messages';
import { ActionButton } from '../components/action-button';
import { useLanguage } from '../texts/language';
import { CAN_HIDE } from './simulations';
import type { Lab } from './use-lab';
import './break-list.css';

/** The server's own, or it does not compile. */
const CODES: typeof LAB_CLOSE_CODES = [1001, 1011, 4000];

/** All that a visitor can do to the line, one tap each. What is not open cannot be broken. */
export function BreakList({ lab, isOpen }: { lab: Lab; isOpen: boolean }) {
  const { lab: texts } = useLanguage().texts;
  const { cut, close, away, slow, refuse, hide, clock } = texts;
  const { breakLine, pretending } = lab;
  return (
    <View className="breaks">
      <Break {...texts.send}>
        <Press id="lab-send" of={texts.send.title} word={texts.send.press} onPress={lab.send} />
      </Break>
      <Break {...cut}>
        <Press id="lab-cut" of={cut.title} word={cut.press} off={!isOpen} onPress={() => breakLine({ kind: 'cut' })} />
      </Break>
      <Break {...close}>
        {CODES.map((code) => (
          <Press
            key={code}
            id={`lab-close-${code}`}
            of={close.title}
            word={`${code}`}
            off={!isOpen}
            onPress={() => breakLine({ kind: 'close', code })}
          />
        ))}
      </Break>
      <Break {...away}>
        <Press
          id="lab-away"
          of={away.title}
          word={away.press}
          off={!isOpen}
          onPress={() => breakLine({ kind: 'away' })}
        />
      </Break>
      <Break {...slow}>
        <Press
          id="lab-slow"
          of={slow.title}
          word={slow.press}
          off={!isOpen}
          onPress={() => breakLine({ kind: 'slow' })}
        />
      </Break>
      <Break {...refuse}>
        <Press
          id="lab-refuse"
          of={refuse.title}
          word={refuse.press}
          off={!isOpen}
          onPress={() => breakLine({ kind: 'refuse' })}
        />
      </Break>
      {CAN_HIDE && (
        <Break {...hide}>
          <Press id="lab-hide" of={hide.title} word={hide.press} off={pretending !== null} onPress={lab.hide} />
        </Break>
      )}
      <Break {...clock}>
        {(['back', 'forward'] as const).map((direction) => (
          <Press
            key={direction}
            id={`lab-clock-${direction}`}
            of={clock.title}
            word={clock[direction]}
            off={pretending !== null}
            onPress={() => lab.moveClock(direction)}
          />
        ))}
      </Break>
    </View>
  );
}

function Break({ title, hint, children }: PropsWithChildren<{ title: string; hint: string }>) {
  return (
    <View className="break-row">
      <View className="break-words">
        <Text className="break-title">{title}</Text>
        <Text className="break-hint">{hint}</Text>
      </View>
      <View className="break-presses">{children}</View>
    </View>
  );
}

interface PressProps {
  id: string;
  /** What it is a button of, for a screen reader. */
  of: string;
  word: string;
  off?: boolean;
  onPress(): void;
}

function Press({ id, of, word, off = false, onPress }: PressProps) {
  return (
    <ActionButton id={id} look="chip" label={`${of}: ${word}`} disabled={off} onPress={onPress}>
      {word}
    </ActionButton>
  );
}
