import { describe } from 'vitest';
import { tellStory } from './story';

describe('the compiled weapp bundle', () => tellStory('weapp'));
