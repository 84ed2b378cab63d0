import { describe } from 'vitest';
import { tellStory } from './story';

describe('the compiled alipay bundle', () => tellStory('alipay'));
