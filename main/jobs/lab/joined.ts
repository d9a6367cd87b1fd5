/** Pictures one behind the other. A copy: a session keeps nothing of ours, and we nothing of its. */
export const joined = (pictures: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(pictures))
