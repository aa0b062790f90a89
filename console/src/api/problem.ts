import type { Problem } from './types';

export interface LineProblem {
  line: number;
  problem: string;
}

// What the server (or the way to it) refused, with a sentence for a person. `code` is stable.
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string;
  readonly lines: LineProblem[]; // of a list of words that cannot be read

  constructor(problem: Pick<Problem, 'status' | 'code' | 'detail'> & Partial<Problem> & { lines?: LineProblem[] }) {
    super(problem.detail);
    this.status = problem.status;
    this.code = problem.code;
    this.requestId = problem.request_id ?? '';
    this.lines = problem.lines ?? [];
  }
}

// The server was not reached at all.
export const unreachable = () => new ApiProblem({ status: 0, code: 'unreachable', detail: '' });

export function problemFromBody(status: number, body: string, requestId: string): ApiProblem {
  try {
    const problem = JSON.parse(body) as Problem;
    if (typeof problem.detail === 'string' && typeof problem.code === 'string') {
      return new ApiProblem({ ...problem, status });
    }
  } catch {
    // Not ours: a proxy's page, or nothing. The status has to do.
  }
  return new ApiProblem({ status, code: 'unknown', detail: '', request_id: requestId });
}
