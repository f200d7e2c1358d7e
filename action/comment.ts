import { field } from './field.ts';

/** Where a comment goes. */
export interface Conversation {
  /** Of the service's API, without a slash at its end. */
  readonly api: string;
  /** `owner/name`. */
  readonly repository: string;
  /** Of the pull request. */
  readonly number: number;
  readonly token: string;
}

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly isOfApp: boolean;
}

/** So many comments are looked through, in pages of a hundred. */
const pagesMax = 30;

/**
 * Puts a text under a pull request: instead of the one that begins with the same line, or as a new one. Only comments of apps are replaced, since
 * anybody can write one that begins like ours. Returns why that failed, or undefined.
 */
export async function leaveComment(to: Conversation, body: string): Promise<string | undefined> {
  const [marker = ''] = body.split('\n');
  const last = await lastOf(to, marker);
  if (typeof last === 'string') {
    return last;
  }
  const path = last === undefined ? `${to.number}/comments` : `comments/${last.id}`;
  const answer = await ask(to, path, {
    method: last === undefined ? 'POST' : 'PATCH',
    body: JSON.stringify({ body }),
  });
  return 'failure' in answer ? answer.failure : undefined;
}

async function lastOf(to: Conversation, marker: string): Promise<Comment | undefined | string> {
  for (let page = 1; page <= pagesMax; page += 1) {
    const answer = await ask(to, `${to.number}/comments?per_page=100&page=${page}`, {
      method: 'GET',
    });
    if ('failure' in answer) {
      return answer.failure;
    }
    const comments = Array.isArray(answer.content) ? answer.content : [];
    const found = comments
      .flatMap(commentOf)
      .find(({ body, isOfApp }) => isOfApp && body.split(/\r?\n/, 1)[0] === marker);
    if (found !== undefined || comments.length < 100) {
      return found;
    }
  }
  return undefined;
}

type Answer = { readonly content: unknown } | { readonly failure: string };

async function ask(
  { api, repository, token }: Conversation,
  path: string,
  request: { readonly method: string; readonly body?: string },
): Promise<Answer> {
  try {
    const response = await fetch(`${api}/repos/${repository}/issues/${path}`, {
      ...request,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'user-agent': 'tower-action',
      },
      signal: AbortSignal.timeout(20_000),
    });
    return response.ok
      ? { content: await response.json() }
      : { failure: `${request.method} was answered with ${response.status}` };
  } catch (error) {
    return {
      failure: `${request.method} failed: ${error instanceof Error ? error.message : 'unknown'}`,
    };
  }
}

function commentOf(value: unknown): readonly Comment[] {
  const [id, body, author] = [
    field(value, 'id'),
    field(value, 'body'),
    field(value, 'user', 'type'),
  ];
  return typeof id === 'number' && typeof body === 'string'
    ? [{ id, body, isOfApp: author === 'Bot' }]
    : [];
}

/** The pull request of an event, or why no comment can be left there. */
export function pullRequestOf(
  event: unknown,
): { readonly number: number } | { readonly reason: string } {
  const pull = field(event, 'pull_request');
  const number = field(pull, 'number');
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) {
    return { reason: 'this run is not one of a pull request' };
  }
  const from = field(pull, 'head', 'repo', 'full_name');
  const into = field(pull, 'base', 'repo', 'full_name');
  return typeof from === 'string' && from === into
    ? { number }
    : { reason: 'the pull request comes from a fork, whose runs may not write' };
}
