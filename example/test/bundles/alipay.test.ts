import { describe } from 'vitest';
import { tellOfRecovery } from './recovery';
import { tellStory } from './story';

describe('the compiled alipay bundle', () => tellStory('alipay'));
describe('the compiled alipay bundle, after a lost line or a change of page,', () => tellOfRecovery('alipay'));
