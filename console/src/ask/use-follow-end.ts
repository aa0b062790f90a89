import { type DependencyList, type RefObject, useCallback, useEffect, useRef } from 'react';

const kAbove = 16; // px that stay free above the question
const kNear = 80; // px: who is so near the end reads along

// Keeps the end of what scrolls in sight while it grows, but never pushes the question of the newest turn out at the top,
// and leaves a reader alone who has gone up. A new `turn` is always shown. Gives what belongs on the scrolling element.
export function useFollowEnd(box: RefObject<HTMLElement | null>, turn: string | undefined, grows: DependencyList) {
  const along = useRef(true);
  const onScroll = useCallback(() => {
    const element = box.current;
    if (element) along.current = element.scrollHeight - element.scrollTop - element.clientHeight < kNear;
  }, [box]);
  useEffect(() => {
    along.current = true;
  }, [turn]);
  useEffect(() => {
    const element = box.current;
    if (!element || !along.current) return;
    const newest = [...element.querySelectorAll<HTMLElement>('[data-turn]')].at(-1);
    const question = newest ? newest.offsetTop - element.offsetTop - kAbove : Infinity;
    element.scrollTop = Math.min(element.scrollHeight - element.clientHeight, question);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [turn, ...grows]);
  return onScroll;
}
