/**
 * The burst that a picture belongs to by its name: `IMG_0012_3.jpg` and `IMG_0012_4.jpg` are of `IMG_0012`, in one folder; so are
 * `DSC01-BURST003.jpg` and `plate (2).png`. `undefined` for a name without a number behind a sign that sets it off, and for one that
 * would leave nothing, or nothing but a camera's letters, in front of it (`IMG_0012.jpg` is a burst of its own).
 */
export function burstOf(name: string): string | undefined {
  const slash = name.lastIndexOf('/') + 1
  const stem = name.slice(slash).replace(/\.[^.]+$/, '')
  const front = /^(.*?[0-9].*?)(?:[-_. ](?:burst|cover)?|[-_. ]?\()[0-9]{1,4}\)?$/i.exec(stem)?.[1]
  return front === undefined ? undefined : name.slice(0, slash) + front
}
