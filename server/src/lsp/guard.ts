/** Keeps a handler's failure from ending the server or reaching the person: it is logged, and the answer is nothing. */
import { type CancellationToken, LSPErrorCodes, type RemoteConsole, ResponseError } from 'vscode-languageserver'

export type Log = Pick<RemoteConsole, 'error'>

/** A request's handler as connections take it. */
export type Handler<Params, Result> = (
  params: Params,
  token: CancellationToken,
) => Promise<Result | ResponseError<never>>

/** Takes the place of a result: a client that canceled a request waits for this error. */
const canceled = new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'The request was canceled.')

/**
 * A handler that answers `nothing` where `answer` throws, and that answers no request which was canceled before or
 * meanwhile. `what` is its name in the log.
 */
export const guarded =
  <Params, Result>(
    log: Log,
    what: string,
    nothing: (params: Params) => Result,
    answer: (params: Params) => Result | Promise<Result>,
  ): Handler<Params, Result> =>
  async (params, token) => {
    if (token.isCancellationRequested) return canceled
    try {
      const result = await answer(params)
      return token.isCancellationRequested ? canceled : result
    } catch (error) {
      logFailure(log, what, error)
      return nothing(params)
    }
  }

/** Logs a failure with its stack, which names functions of this program and nothing of the person's code. */
export function logFailure(log: Log, what: string, error: unknown): void {
  log.error(`${what} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
}
