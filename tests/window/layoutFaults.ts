import type { Page } from 'playwright-core'

/**
 * What is wrong with how a page is laid out: words that are cut without a way to read them, what reaches out of the window, what lies on top of other words.
 * Text that is cut with an ellipsis has its whole in a `title`, on it or around it.
 */
export const layoutFaults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const faults: string[] = []
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} "${(element.textContent ?? '').trim().slice(0, 60)}"`
    const isShown = (element: Element) => {
      const { width, height } = element.getBoundingClientRect()
      const style = getComputedStyle(element)
      return width > 1 && height > 1 && style.visibility !== 'hidden' && style.opacity !== '0'
    }
    const scrolls = (element: Element | null): boolean =>
      element !== null && (/(auto|scroll)/.test(getComputedStyle(element).overflow) || scrolls(element.parentElement))
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement
    if (scrollWidth > clientWidth) faults.push(`the window scrolls sideways: ${scrollWidth} > ${clientWidth}`)
    if (scrollHeight > clientHeight) faults.push(`the window scrolls: ${scrollHeight} > ${clientHeight}`)
    for (const element of document.querySelectorAll('body *')) {
      if (
        !isShown(element) ||
        element.closest('svg, #recharts_measurement_span, .react-flow__viewport, [data-layout=free]')
      )
        continue
      const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim())
      if (!hasText) continue
      const style = getComputedStyle(element)
      const isCut = element.scrollWidth > element.clientWidth + 1 && style.overflowX !== 'visible'
      const isInline = style.display === 'inline'
      if (isCut && !isInline && !/(auto|scroll)/.test(style.overflowX)) {
        const isReadable = style.textOverflow === 'ellipsis' && element.closest('[title]') !== null
        if (!isReadable) faults.push(`cut: ${name(element)}`)
      }
      const { left, right, top, bottom } = element.getBoundingClientRect()
      if (
        (left < -1 || right > clientWidth + 1 || top < -1 || bottom > clientHeight + 1) &&
        !scrolls(element.parentElement)
      )
        faults.push(`outside of the window: ${name(element)}`)
      // Words that reach out of the box that cuts them.
      const box = element.closest('.clip, button, td, th, .box')
      if (box && box !== element) {
        const around = box.getBoundingClientRect()
        if (right > around.right + 1 || left < around.left - 1) faults.push(`reaches out of its box: ${name(element)}`)
      }
    }
    return [...new Set(faults)]
  })
