import { type EventSourceMessage, EventSourceParserStream } from 'eventsource-parser/stream';

import { ApiProblem, unreachable } from './problem';
import type { Problem } from './types';

// The events of a body, in order, until it ends.
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<EventSourceMessage> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>)
    .pipeThrough(new EventSourceParserStream())
    .getReader() as ReadableStreamDefaultReader<EventSourceMessage>;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

// Reads the events of a result to its end, the event “done”; the others are told by name. Fails with ApiProblem when the
// server says so or falls silent.
export async function readResult<Result>(
  body: ReadableStream<Uint8Array>,
  onEvent: Record<string, (data: never) => void>,
): Promise<Result> {
  for await (const { event, data } of eventsOf(body)) {
    if (event === 'done') return JSON.parse(data) as Result;
    if (event === 'error') throw new ApiProblem(JSON.parse(data) as Problem);
    if (event) onEvent[event]?.(JSON.parse(data) as never);
  }
  throw unreachable();
}
