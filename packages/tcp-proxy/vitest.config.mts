import { defineProject } from 'vitest/config';

export default defineProject({ test: { name: 'tcp-proxy', environment: 'node', include: ['src/**/*.test.ts'] } });
