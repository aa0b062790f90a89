// @vitest-environment jsdom
import { act, createRef } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { useFollowEnd } from '../src/ask/use-follow-end';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const box = createRef<HTMLDivElement>();
let root: Root;

function Room({ turn, sentences }: { turn: string; sentences: number }) {
  const onScroll = useFollowEnd(box, turn, [sentences]);
  return (
    <div ref={box} onScroll={onScroll}>
      <article data-turn={turn} />
    </div>
  );
}

function show(turn: string, sentences: number) {
  act(() => root.render(<Room turn={turn} sentences={sentences} />));
}

// jsdom has no layout: the sizes are given. The newest question stands at `question`.
function grow(scrollHeight: number, question = 10_000) {
  Object.defineProperty(box.current!.firstElementChild, 'offsetTop', { value: question, configurable: true });
  Object.defineProperties(box.current, {
    scrollHeight: { value: scrollHeight, configurable: true },
    clientHeight: { value: 500, configurable: true },
  });
}

function scrollTo(top: number) {
  box.current!.scrollTop = top;
  act(() => void box.current!.dispatchEvent(new Event('scroll', { bubbles: true })));
}

beforeEach(() => {
  const place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
  show('first', 0);
  grow(1000);
  show('first', 1);
});
afterEach(() => act(() => root.unmount()));

describe('the end of the conversation', () => {
  it('is followed while an answer grows', () => {
    expect(box.current!.scrollTop).toBe(500);
    grow(1400);
    show('first', 2);
    expect(box.current!.scrollTop).toBe(900);
  });

  it('is not followed so far that the question goes out of sight', () => {
    grow(1800, 716);
    show('first', 2);
    expect(box.current!.scrollTop).toBe(700);
  });

  it('is left alone once somebody went up to read', () => {
    scrollTo(100);
    grow(1400);
    show('first', 2);
    expect(box.current!.scrollTop).toBe(100);
  });

  it('is followed again from near the end, and for the next question', () => {
    scrollTo(100);
    scrollTo(460);
    grow(1400);
    show('first', 2);
    expect(box.current!.scrollTop).toBe(900);
    scrollTo(100);
    show('second', 0);
    expect(box.current!.scrollTop).toBe(900);
  });
});
