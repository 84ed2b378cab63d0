import './stage/dom';
import type { Chunk, ChunkResult } from './chunk';

/** Runs a chunk; React is loaded once there is a document. */
export default async function work(chunk: Chunk): Promise<ChunkResult> {
  const { runChunk } = await import('./chunk');
  return runChunk(chunk);
}
