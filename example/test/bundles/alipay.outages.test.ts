import { describe } from 'vitest';
import { tellOfOutages } from './outages';

describe('the compiled alipay bundle, while its server is away,', () => tellOfOutages('alipay'));
