import { describe } from 'vitest';
import { tellOfRecovery } from './recovery';
import { tellStory } from './story';

describe('the compiled weapp bundle', () => tellStory('weapp'));
describe('the compiled weapp bundle, after a lost line or a change of page,', () => tellOfRecovery('weapp'));
