import { readAhead } from './readAhead'

/**
 * What `begin` gives for each part, in order, the next one being under way while the caller works on the one before. One that fails does so when its turn comes;
 * one that nobody waits for any more fails unheard.
 */
export const oneAhead = <P, T>(parts: Iterable<P>, begin: (part: P) => Promise<T>): AsyncGenerator<T, void, void> =>
  readAhead(begunInTurn(parts, begin))

async function* begunInTurn<P, T>(parts: Iterable<P>, begin: (part: P) => Promise<T>): AsyncGenerator<T, void, void> {
  for (const part of parts) yield begin(part)
}
