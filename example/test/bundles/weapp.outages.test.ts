import { describe } from 'vitest';
import { tellOfOutages } from './outages';

describe('the compiled weapp bundle, while its server is away,', () => tellOfOutages('weapp'));
