import { randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 bits that nobody guesses, as text for addresses, headers and cookies. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** Whether two secrets are equal, in a time that tells nothing of where they differ. */
export function isSame(secret: string, offered: string | undefined): boolean {
  const [ours, theirs] = [Buffer.from(secret), Buffer.from(offered ?? '')]
  return ours.length === theirs.length && timingSafeEqual(ours, theirs)
}

/** Secrets that are good for one use and a short time. */
export class OneTimeSecrets {
  private readonly until = new Map<string, number>()
  private readonly lifeMs: number
  private readonly most: number

  constructor(lifeMs: number, most: number) {
    this.lifeMs = lifeMs
    this.most = most
  }

  issue(now = Date.now()): string {
    this.forget(now)
    const secret = newSecret()
    this.until.set(secret, now + this.lifeMs)
    return secret
  }

  /** Whether it was issued, lately, and never used. All are compared, so that the time tells nothing. */
  spend(offered: string | undefined, now = Date.now()): boolean {
    this.forget(now)
    const found = [...this.until.keys()].filter((secret) => isSame(secret, offered))
    for (const secret of found) this.until.delete(secret)
    return found.length > 0
  }

  private forget(now: number): void {
    for (const [secret, until] of this.until) if (until <= now) this.until.delete(secret)
    for (const secret of this.until.keys()) {
      if (this.until.size < this.most) break
      this.until.delete(secret)
    }
  }
}
