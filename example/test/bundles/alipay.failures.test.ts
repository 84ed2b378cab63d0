import { describe, vi } from 'vitest';
import { tellOfAbsences } from './absences';
import { tellOfHabits } from './habits';
import { tellOfHiding } from './hidden';
import { tellOfHints } from './hints';
import { createLotPages } from './lot-page';
import { tellOfRefusals } from './refusals';
import { tellOfSilences } from './silences';

// Most of it is waiting.
vi.setConfig({ maxConcurrency: 8 });

describe.concurrent('the compiled alipay bundle', () => {
  const pages = createLotPages('alipay');
  tellOfSilences(pages);
  tellOfHabits(pages);
  tellOfRefusals(pages);
  tellOfHints(pages);
  tellOfAbsences(pages);
  tellOfHiding(pages);
});
