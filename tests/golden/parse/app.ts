import { x } from "y";

export interface Point {
  x: number
  y: number
}

/** Adds. */
export const add = (a: number, b: number) => {
  return a + b
}

async function load(url) {
  if (url) { return 1 }
}
