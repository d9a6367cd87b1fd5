/** So long is a frame waited for, in milliseconds: a page that nobody sees draws none. */
const patienceMs = 100

/** Does something once the next frame is drawn. What comes back takes the wish back. */
export function afterFrame(act: () => void): () => void {
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer)
    timer = setTimeout(act, 0)
  })
  let timer = setTimeout(() => {
    cancelAnimationFrame(frame)
    act()
  }, patienceMs)
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}
