import { serveBursts } from '../loopback/burst-server';

await serveBursts();
