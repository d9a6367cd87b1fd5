import type { Locator, Page } from 'playwright-core'

const waitMs = 60_000

/** The model page's canvas as a person uses it. Waits are for what is shown, never for a time. */
export class NetworkEditor {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  node(id: string): Locator {
    return this.page.locator(`[data-node="${id}"]`)
  }

  /** In the order of the spec, as the canvas has them. */
  async ids(): Promise<string[]> {
    return this.page
      .locator('[data-node]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-node') ?? ''))
  }

  /** Waits until the layout is there and nothing moves any more. */
  async settled(): Promise<void> {
    await this.page.locator('.laying-out').waitFor({ state: 'detached', timeout: waitMs })
    await this.page.waitForFunction(
      () =>
        new Promise<boolean>((resolve) => {
          const places = () =>
            [...document.querySelectorAll('[data-node]')]
              .map((each) => {
                const { x, y } = each.getBoundingClientRect()
                return `${x} ${y}`
              })
              .join()
          const before = places()
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(before === places() && before !== '')))
        }),
      undefined,
      { timeout: waitMs },
    )
  }

  async middle(target: Locator): Promise<{ x: number; y: number }> {
    const box = await target.boundingBox()
    if (!box) throw new Error(`${target} is not shown`)
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }

  /** Drags a layer out of the palette to a point of the window; with `holds` it is not let go. */
  async drag(offer: string, to: { x: number; y: number }, { holds = false } = {}): Promise<void> {
    const line = this.page.locator(`[data-offer="${offer}"]`)
    await line.scrollIntoViewIfNeeded()
    const from = await this.middle(line)
    await this.page.mouse.move(from.x, from.y)
    await this.page.mouse.down()
    await this.page.mouse.move(to.x - 20, to.y - 10, { steps: 4 })
    await this.page.mouse.move(to.x, to.y, { steps: 4 })
    if (!holds) await this.page.mouse.up()
  }

  /** Takes hold of a layer's output and carries it to a place or to another layer; `release` lets go. */
  async pull(from: string, to: { x: number; y: number } | string): Promise<void> {
    await this.settled()
    const start = await this.middle(this.node(from).locator('[data-port="out"]'))
    await this.page.mouse.move(start.x, start.y)
    await this.page.mouse.down()
    await this.page.mouse.move(start.x + 12, start.y + 12, { steps: 3 })
    if (typeof to !== 'string') return this.page.mouse.move(to.x, to.y, { steps: 8 })
    // Near an edge the canvas moves along under the wire: the eye follows the layer.
    let [last, now] = [start, await this.input(to)]
    for (let k = 0; k < 20 && (last.x !== now.x || last.y !== now.y); k++) {
      await this.page.mouse.move(now.x, now.y, { steps: k === 0 ? 8 : 2 })
      ;[last, now] = [now, await this.input(to)]
    }
  }

  async release(): Promise<void> {
    await this.page.mouse.up()
  }

  /** Where wires come into a layer. */
  async input(id: string): Promise<{ x: number; y: number }> {
    return this.middle(this.node(id).locator('.port.target').first())
  }

  async wire(from: string, to: string): Promise<void> {
    await this.pull(from, to)
    await this.release()
  }

  /** Waits until a layer says that it gives this. */
  async gives(id: string, shape: string): Promise<void> {
    await this.node(id).getByText(shape, { exact: false }).first().waitFor({ timeout: waitMs })
  }

  /** What was told last to those who do not see the canvas. */
  async said(words: string | RegExp): Promise<void> {
    await this.page
      .locator('.model-canvas [aria-live]')
      .filter({ hasText: words })
      .waitFor({ state: 'attached', timeout: waitMs })
  }

  /** Waits until everything is on the disk. */
  async saved(): Promise<void> {
    await this.page.getByText('Saved', { exact: true }).waitFor({ timeout: waitMs })
  }
}
